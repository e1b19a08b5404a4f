"""Asked again before what hurts: names shown, tables with identities taken away, passwords reset.

```python
@requires(PROPOSE_PEOPLE)
@asks_proof(also_by_password=True)
def account_reset(request, account_id): ...
```
Whoever has a second factor is asked for its code when the last proof is older than five minutes. What was typed goes along
in hidden fields and is sent to the very same address, so nothing is lost. A view that only sometimes shows what hurts says when:
`asks_proof(when=lambda request, document_id: …)`.
"""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from township.frame.pauses import asked_for, confirm_password, proved_at
from township.frame.places import page_before
from township.frame.sessions import ENROLLED

FRESH_SECONDS = 5 * 60
FIELD = "proof"
LEFT_OUT = (FIELD, "csrfmiddlewaretoken")


def asks_proof(*, also_by_password: bool = False, when: Callable[..., bool] | None = None) -> Callable:
    """Mark a view. also_by_password: accounts without a second factor are asked for their password; when(request, **arguments of
    the address): whether this request shows what hurts, always if not given."""

    def mark(view):
        view.asks_proof = "password" if also_by_password else "code"
        view.asks_proof_when = when
        return view

    return mark


def is_due(request: HttpRequest, view: Callable, arguments: Mapping) -> bool:
    """Whether this view asks this session for a proof now."""
    asked = getattr(view, "asks_proof", "")
    if not asked or (asked == "code" and not request.session.get(ENROLLED)):
        return False
    if timezone.now().timestamp() - proved_at(request) <= FRESH_SECONDS:
        return False
    when = view.asks_proof_when
    return when is None or when(request, **arguments)


def ask(request: HttpRequest, view: Callable, arguments: Mapping) -> HttpResponse | None:
    """None when nothing is asked or the answer came with the form; else the page that asks."""
    if not is_due(request, view, arguments):
        return None
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": request.get_full_path()})
    typed = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if typed and confirm_password(request, typed):
        if "proof_only" in request.POST:  # a page was asked for, not an act
            request.method = "GET"
        return None
    label, _ = asked_for(request)
    kept = [(name, value) for name, values in request.POST.lists() if name not in LEFT_OUT for value in values]
    if request.method != "POST":
        kept = [("proof_only", "1")]
    error = f"{label}不对，请重新输入。" if typed else ""
    context = {"label": label, "kept": kept, "error": error, "field": FIELD, "back_url": page_before(request)}
    return render(request, "township/frame/prove.html", context, status=403 if typed else 200)
