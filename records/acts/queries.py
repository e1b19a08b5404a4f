"""A kept draft as the data of a form."""

import json

from django.http import QueryDict

from records.acts.models import Draft


def load_draft(account_id: int, form: str) -> dict | None:
    """The kept payload (field name → list of values), or None."""
    draft = Draft.objects.filter(account_id=account_id, form=form).first()
    return json.loads(draft.payload) if draft else None


def draft_data(account_id: int, form: str) -> QueryDict | None:
    """The same as what a browser would have posted: bind a form to it to show the text again, without a script."""
    payload = load_draft(account_id, form)
    if payload is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in payload.items():
        data.setlist(name, [str(value) for value in values])
    return data


def kept_drafts(account_id: int, beginning: str) -> list[Draft]:
    """The account's drafts of forms whose name begins so, the latest first, without what was typed; five at most."""
    rows = Draft.objects.filter(account_id=account_id, form__startswith=beginning)
    return list(rows.defer("payload").order_by("-saved_at")[:5])
