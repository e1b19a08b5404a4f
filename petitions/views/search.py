"""The search box of the frame: /search/?q=…, every case within the searcher's sight, thirty lines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from petitions.actions.searches import note_search
from petitions.permissions import VIEW_CASE
from petitions.queries.search import is_identity, search_cases
from township.access import requires
from township.places import remembers_place


@requires(VIEW_CASE)
@never_cache
@require_safe
@remembers_place("petitions:search")
def search(request: HttpRequest) -> HttpResponse:
    """Results of one search, newest case first."""
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 6 else 1
    found = search_cases(request.actor, request.GET.get("q", ""), page=max(page, 1), today=request.today)
    if is_identity(found):
        note_search(by=request.actor, at=request.at, kind=found.exact_label, found=len(found.exact))
    return render(request, "petitions/search.html", {"found": found, "page": page})
