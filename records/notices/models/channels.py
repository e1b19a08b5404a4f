"""How notices leave the inbox: a person's choice of channels, and the township's group robot."""

from django.db import models

from records.notices.rules.webhooks import KIND_WORDS
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class NoticeChoice(models.Model):
    """What a person chose; without a row the values of the township count. The address is personal data and encrypted."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="notice_choice")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    email = EncryptedTextField()
    has_email = models.BooleanField(default=False)
    has_digest = models.BooleanField(default=True, help_text="one e-mail each working day")
    digest_hour = models.PositiveSmallIntegerField(default=8, help_text="hour of the day, Shanghai")
    has_each = models.BooleanField(default=False, help_text="an e-mail for each notice as well")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "通知方式"
        constraints = [
            models.CheckConstraint(condition=models.Q(digest_hour__lte=23), name="notice_choice_hour"),
        ]


class Webhook(models.Model):
    """The group robot of a township. Address and secret are keys: encrypted, and never shown again in full."""

    township = models.OneToOneField(Township, on_delete=models.PROTECT, primary_key=True, related_name="webhook")
    kind = models.CharField("种类", max_length=10, choices=list(KIND_WORDS.items()))
    url = EncryptedTextField()
    secret = EncryptedTextField()
    is_on = models.BooleanField("启用", default=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "群机器人"
