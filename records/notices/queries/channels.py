"""Which channels there are, for whom, and what may be shown of them."""

from dataclasses import dataclass

from django.conf import settings

from records.notices.models.channels import NoticeChoice, Webhook
from records.notices.rules.webhooks import KIND_WORDS, masked
from township.profiles.queries.settings import setting


@dataclass(frozen=True)
class Choice:
    """What holds for a person: chosen by themselves, or the township's values until they do."""

    email: str
    has_digest: bool
    digest_hour: int
    has_each: bool


@dataclass(frozen=True)
class WebhookFacts:
    """What the page may show of the group robot: never the whole address, never the secret."""

    kind: str
    kind_word: str
    shown: str
    has_secret: bool
    is_on: bool


def email_is_on() -> bool:
    """Whether this deployment can send e-mail at all (EMAIL_URL)."""
    return bool(settings.EMAIL_CONFIGURED)


def choice_of(person_id: int, township_id: int) -> Choice:
    row = NoticeChoice.objects.filter(pk=person_id).first()
    if row is None:
        return Choice("", True, int(setting(township_id, "digest_hour")), False)
    return Choice(row.email, row.has_digest, row.digest_hour, row.has_each)


def webhook_of(township_id: int) -> Webhook | None:
    """The township's robot, on or off."""
    return Webhook.objects.filter(pk=township_id).first()


def webhook_facts(township_id: int) -> WebhookFacts | None:
    row = webhook_of(township_id)
    if row is None:
        return None
    return WebhookFacts(row.kind, KIND_WORDS[row.kind], masked(row.url), bool(row.secret), row.is_on)
