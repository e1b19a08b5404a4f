"""Server-side drafts: what somebody typed and has not handed in yet. One for each form and account, encrypted."""

import json
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from records.acts.models import Draft
from records.acts.queries import draft_data, load_draft
from township.refusals import Refused

__all__ = ["draft_data", "drop_draft", "drop_old_drafts", "load_draft", "save_draft"]

MAX_BYTES = 256 * 1024
MAX_DRAFTS = 50
KEPT_FOR = timedelta(days=30)


def save_draft(*, account_id: int, form: str, payload: dict, at: datetime) -> Draft:
    """Keep `payload` (field name → list of values) as the draft of `form`, in place of the one before.

    Refused when it is bigger than 256 KB. An account keeps its 50 latest drafts.
    """
    text = json.dumps(payload, ensure_ascii=False)
    if len(text.encode()) > MAX_BYTES:
        raise Refused("输入的内容过长，无法自动保存。请尽快提交，或把长材料作为附件上传。")
    values = {"payload": text, "saved_at": at}
    try:
        with transaction.atomic():
            draft, is_new = Draft.objects.update_or_create(account_id=account_id, form=form, defaults=values)
    except IntegrityError:  # two windows saved the first draft at once
        draft, is_new = Draft.objects.update_or_create(account_id=account_id, form=form, defaults=values)
    if is_new:
        _drop_oldest(account_id)
    return draft


def drop_draft(account_id: int, form: str) -> None:
    """Forget the draft: its form was handed in, or its writer threw it away."""
    Draft.objects.filter(account_id=account_id, form=form).delete()


def drop_old_drafts(at: datetime) -> None:
    """Forget what nobody came back to for 30 days: it may hold anybody's data (个人信息保护法第十九条)."""
    Draft.objects.filter(saved_at__lt=at - KEPT_FOR).delete()


def _drop_oldest(account_id: int) -> None:
    kept = Draft.objects.filter(account_id=account_id).order_by("-saved_at").values("pk")[:MAX_DRAFTS]
    Draft.objects.filter(account_id=account_id).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
