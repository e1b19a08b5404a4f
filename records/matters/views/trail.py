"""流转与查阅记录 of one matter."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET

from records.matters.queries.scope import ensure
from records.matters.queries.trail import ACTION_WORDS
from records.matters.queries.trail import trail as trail_of
from records.matters.views.matters import matter_url, seen_matter
from records.permissions import READ_TRAIL
from township.frame.access import requires

PAGE = 30


@requires(READ_TRAIL)
@require_GET
def trail(request, matter_id: int):
    """Who did, read, printed or exported what of this matter, newest first."""
    matter = seen_matter(request.actor, matter_id)
    ensure(request.actor, READ_TRAIL, matter)
    page = Paginator(trail_of(matter), PAGE).get_page(request.GET.get("page"))
    context = {
        "matter": matter,
        "matter_url": matter_url(matter),
        "page": page,
        "lines": [{"entry": entry, "words": ACTION_WORDS.get(entry.action, entry.action)} for entry in page],
    }
    return render(request, "records/matters/trail.html", context)
