"""Calendar subscription: own addresses, and the feed a calendar program fetches without an account."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.permissions import SUBSCRIBE_ROSTER
from meetings.receptions.actions import feeds as actions
from meetings.receptions.models.roster_changes import CalendarFeed
from meetings.receptions.queries.feeds import events_of
from records.notices.ical import MEDIA_TYPE, calendar_text
from township.directory.queries.actors import actors_of
from township.frame.access import public, requires
from township.frame.forms.refusals import refusals_as_message
from township.permissions import Reach


@requires(SUBSCRIBE_ROSTER)
@require_http_methods(["GET", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """One's own addresses (the office sees all), and a new one, shown this once."""
    actor, address = request.actor, ""
    if request.method == "POST":
        with refusals_as_message(request):
            _, token = actions.open_feed(is_whole=request.POST.get("whole") == "yes", by=actor, at=request.at)
            address = request.build_absolute_uri(reverse("meetings:feed", args=[token]))
    rows = CalendarFeed.objects.filter(township_id=actor.township_id).select_related("owner")
    if actor.reach(SUBSCRIBE_ROSTER) == Reach.OWN:
        rows = rows.filter(owner_id=actor.person_id)
    return render(request, "meetings/receptions/rosters/feeds.html", {"rows": rows[:60], "address": address})


@requires(SUBSCRIBE_ROSTER)
@require_POST
def feed_revoke(request: HttpRequest, feed_id: int) -> HttpResponse:
    """The address stops working."""
    with refusals_as_message(request):
        actions.revoke_feed(feed_id=feed_id, by=request.actor, at=request.at)
        messages.success(request, "已撤销，原地址不能再用。")
    return redirect("meetings:feeds")


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed behind a private address; 404 for a revoked or an invented one, and when no post of its owner gives the right to one any more."""
    row = (
        CalendarFeed.objects.select_related("township", "owner")
        .filter(
            token_hash=actions.token_hash(token[:100]),
            revoked_at__isnull=True,
            township__is_active=True,
            owner__is_active=True,
        )
        .first()
    )
    owners = actors_of([row.owner_id], row.township_id, request.today) if row else []
    if not any(owner.may(SUBSCRIBE_ROSTER) for owner in owners):
        raise Http404
    name = f"{row.township.short_name}接访值班" + ("" if row.is_whole else f"（{row.owner.name}）")
    text = calendar_text(events_of(row, request.at), name=name)
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type=MEDIA_TYPE, headers=headers)
