"""Where a page keeps what is being typed. GET gives it back, POST keeps it, DELETE forgets it. JSON for the script."""

import json
import re

from django.http import HttpResponseBadRequest, JsonResponse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from records.acts.actions.drafts import MAX_BYTES, drop_draft, save_draft
from records.acts.models import Draft
from township.frame.access import any_account
from township.json_in import json_of
from township.refusals import Refused
from township.text import clean

FORM = re.compile(r"[A-Za-z0-9:_.-]{1,80}", re.ASCII)
LEFT_OUT = re.compile(r"csrfmiddlewaretoken|password|passwd|code", re.IGNORECASE)


@any_account
@never_cache
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request, form: str):
    """The draft of one form of the account that is logged in; nobody else's can be named."""
    if not FORM.fullmatch(form):
        return HttpResponseBadRequest("form")
    if request.method == "POST":
        return _keep(request, form)
    if request.method == "DELETE":
        drop_draft(request.user.pk, form)
        return JsonResponse({"owner": request.user.pk})
    row = Draft.objects.filter(account_id=request.user.pk, form=form).first()
    found = {"payload": json.loads(row.payload), "saved_at": f"{localtime(row.saved_at):%H:%M}"} if row else {}
    return JsonResponse({"owner": request.user.pk, **found})


def _keep(request, form: str) -> JsonResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > 2 * MAX_BYTES:
        return JsonResponse({"error": "输入的内容过长，无法自动保存。"}, status=413)
    payload = _payload(request)
    if payload is None:
        return JsonResponse({"error": "自动保存的格式不对。"}, status=400)
    try:
        save_draft(account_id=request.user.pk, form=form, payload=payload, at=request.at)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=413)
    return JsonResponse({"owner": request.user.pk, "saved_at": f"{request.at:%H:%M}"})


def _payload(request) -> dict[str, list[str]] | None:
    """Field name → values, from JSON or from a form; without the token, passwords and codes. None = not readable."""
    if request.content_type == "application/json":
        try:
            data = json_of(request.body)
        except ValueError:
            return None
        if not isinstance(data, dict) or not all(_are_words(values) for values in data.values()):
            return None
    else:
        data = dict(request.POST.lists())
    return {
        clean(name)[:100]: [clean(value) for value in values]
        for name, values in data.items()
        if not LEFT_OUT.search(name)
    }


def _are_words(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
