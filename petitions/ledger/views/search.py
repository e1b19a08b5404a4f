"""The search box of the frame: every case within the searcher's sight, thirty lines.

What was typed may be a name, a telephone or a document number: it is posted, kept encrypted in the session, and stands in
no address, no browser history and no log. An address with ?q= is answered with one without.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from petitions.ledger.actions.searches import note_search
from petitions.ledger.queries.search import LONGEST, is_identity, search_cases
from petitions.permissions import VIEW_CASE
from township.frame.access import requires
from township.frame.kept import keep, kept

KEY, PLACE = "search", "petitions:search"


@requires(VIEW_CASE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """POST takes the words, GET shows what they find, newest case first."""
    typed = request.POST.get("q", "") if request.method == "POST" else request.GET.get("q")
    if typed is not None:
        _keep(request, typed)
        return redirect("petitions:search")
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 6 else 1
    found = search_cases(request.actor, _kept(request), page=max(page, 1), today=request.today)
    if is_identity(found):
        note_search(by=request.actor, at=request.at, kind=found.exact_label, found=len(found.exact))
    request.searched = found.text  # the box of the frame keeps what was typed
    return render(request, "petitions/ledger/search.html", {"found": found, "page": page})


def _keep(request: HttpRequest, typed: str) -> None:
    request.session[KEY] = keep(request, PLACE, "q", typed.replace("\0", "")[: 2 * LONGEST])


def _kept(request: HttpRequest) -> str:
    return kept(request, PLACE, "q", request.session.get(KEY, "")) or ""
