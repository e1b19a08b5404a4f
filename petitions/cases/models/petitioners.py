"""Petitioners (信访人): reachable only through a case the viewer may see; identity encrypted, masked by default."""

from django.db import models
from django.db.models import Q

from petitions.cases.models.cases import Case
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class Petitioner(models.Model):
    """One person or organisation on a case. The *_hash columns serve exact search and first/repeat detection only."""

    class Role(models.TextChoices):
        PETITIONER = "petitioner", "信访人"
        REPRESENTATIVE = "representative", "代表"
        CO_SIGNER = "co_signer", "联名人"
        AGENT = "agent", "代理人"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="petitioners", db_index=False)
    seq = models.PositiveSmallIntegerField()
    role = models.CharField("身份", max_length=14, choices=Role.choices, default=Role.PETITIONER)
    name = EncryptedTextField("姓名（名称）")
    name_hash = models.CharField(max_length=32, blank=True)
    masked_name = models.CharField(max_length=20, blank=True)
    gender = models.CharField("性别", max_length=1, blank=True, choices=[("男", "男"), ("女", "女")])
    id_type = models.CharField("证件类型", max_length=10, blank=True)
    id_number = EncryptedTextField("证件号码")
    id_hash = models.CharField(max_length=32, blank=True)
    phone = EncryptedTextField("手机号码")
    phone_hash = models.CharField(max_length=32, blank=True)
    address = EncryptedTextField("住址")
    domicile = EncryptedTextField("户籍地")
    occupation = models.CharField("职业", max_length=12, blank=True)

    class Meta:
        verbose_name = "信访人"
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="petitioner_seq_once")]
        indexes = [
            models.Index(fields=["township", "name_hash"], condition=~Q(name_hash=""), name="petitioner_by_name"),
            models.Index(fields=["township", "id_hash"], condition=~Q(id_hash=""), name="petitioner_by_id"),
            models.Index(fields=["township", "phone_hash"], condition=~Q(phone_hash=""), name="petitioner_by_phone"),
        ]
