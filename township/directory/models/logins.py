"""How somebody proves who they are: sessions, the second factor, resets of a password by two persons."""

from django.db import models
from django.db.models import F, Q
from django_otp.models import ThrottlingMixin

from township.directory.models.accounts import Account
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class _Asked(models.Model):
    """What ThrottlingMixin asks of its neighbour."""

    class Meta:
        abstract = True

    def verify_is_allowed(self) -> tuple[bool, dict | None]:
        """Nothing else stands against it."""
        return True, None


class Authenticator(ThrottlingMixin, _Asked):
    """The telephone of an account that shows six digits (RFC 6238). Without `confirmed_at` it was begun and not proved.

    secret: 40 hex digits, encrypted; last_step: of the last code taken, so that none is taken twice.
    """

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="authenticator")
    secret = EncryptedTextField()
    last_step = models.BigIntegerField(default=-1)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def get_throttle_factor(self) -> int:
        """Seconds after the first wrong code; each further one doubles them."""
        return 1


class PaperCode(models.Model):
    """One of the ten codes on paper, for the day on which the telephone is lost. Only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="paper_codes")
    hashed = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True, blank=True)


class LoginSession(models.Model):
    """One log-in at one browser, from its beginning to its end; `session_key` is that of the row of django_session."""

    class End(models.TextChoices):
        LOGOUT = "logout", "本人退出"
        IDLE = "idle", "超时"
        REVOKED = "revoked", "被结束"
        PASSWORD = "password", "密码已改"
        SWITCHED_OFF = "off", "账号停用"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sessions")
    session_key = models.CharField(max_length=40)
    ip = models.CharField("地址", max_length=45, blank=True)
    browser = models.CharField("浏览器", max_length=120, blank=True)
    began_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=8, choices=End.choices, blank=True)

    class Meta:
        verbose_name = "登录"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["account"], condition=Q(ended_at__isnull=True), name="session_open"),
            models.Index(fields=["seen_at"]),
        ]


class PasswordReset(models.Model):
    """A new one-time password, made by two: who asks prints the first half, another hands over with the second.

    Neither of them ever reads the whole. first_half is emptied when the second is made.
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="resets")
    reason = models.CharField("理由", max_length=200)
    must_drop_factor = models.BooleanField("一并停用动态验证码", default=False)
    first_half = EncryptedTextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    handed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "密码重置"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(done_at__isnull=True, cancelled_at__isnull=True), name="reset_one_open"
            ),
            models.CheckConstraint(
                condition=Q(handed_by__isnull=True) | ~Q(handed_by=F("asked_by")), name="reset_handed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="reset_confirmed_by_another",
            ),
        ]
