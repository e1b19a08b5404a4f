"""The search box of the frame: everything within the searcher's sight, thirty lines.

What was typed may be a name, a telephone or a document number: it is posted, kept encrypted in the session, and stands in
no address, no browser history and no log. An address with ?q= is answered with one without.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from records.finding.actions.searches import note_search
from records.finding.queries.find import find
from records.finding.rules.hits import LONGEST
from records.matters.kinds import KINDS
from township.frame.access import any_account
from township.frame.kept import keep, kept
from township.words import whole_number

KEY, PLACE = "search", "records:search"


@any_account
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """POST takes the words, GET shows what they find, newest first; ?kind= one kind of things alone."""
    typed = request.POST.get("q", "") if request.method == "POST" else request.GET.get("q")
    if typed is not None:
        request.session[KEY] = keep(request, PLACE, "q", typed.replace("\0", "")[: 2 * LONGEST])
        return redirect(PLACE)
    page, kind = whole_number(request.GET.get("page", ""), 5) or 1, request.GET.get("kind", "")
    words = kept(request, PLACE, "q", request.session.get(KEY, "")) or ""
    kind = kind if kind in KINDS else ""
    found = find(request.actor, words, kind=kind, page=page, today=request.today)
    if found.is_identity:
        note_search(by=request.actor, at=request.at, kind=found.exact_label, found=len(found.exact))
    request.searched = found.text  # the box of the frame keeps what was typed
    return render(request, "records/finding/found.html", {"found": found, "page": page})
