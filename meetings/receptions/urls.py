"""Addresses of rosters, receptions and liaison points. `duty/` and `feeds/` are open without an account."""

from django.urls import path

from meetings.receptions.actions import publishing
from meetings.receptions.queries.rosters import get_roster
from meetings.receptions.views import (
    coverage,
    duty_public,
    feeds,
    liaison_points,
    receptions,
    roster_changes,
    rosters,
)
from meetings.receptions.views.ledgers import POINTS, RECEPTIONS, SWAPS
from records.papers.views.flows import preview_url

urlpatterns = [
    path("rosters/", rosters.roster_now, name="roster_now"),
    path("rosters/<number:roster_id>/", rosters.roster, name="roster"),
    *rosters.ROSTER.urls("rosters/"),
    preview_url("rosters/", publishing.FLOW, get_roster),
    path("rosters/<number:roster_id>/notice/", rosters.roster_pdf, name="roster_pdf"),
    path("rosters/week/<str:key>/", rosters.roster_week, name="roster_week"),
    path("rosters/week/<str:key>/arrange/", rosters.roster_arrange, name="roster_arrange"),
    *SWAPS.urls("rosters/swaps/"),
    path("rosters/leaves/", roster_changes.leaves, name="leaves"),
    path("rosters/leaves/<number:leave_id>/withdraw/", roster_changes.leave_withdraw, name="leave_withdraw"),
    path("rosters/emergency/", roster_changes.emergency, name="emergency"),
    path("rosters/emergency/<number:period_id>/end/", roster_changes.emergency_end, name="emergency_end"),
    path("rosters/feeds/", feeds.feeds, name="feeds"),
    path("rosters/feeds/<number:feed_id>/revoke/", feeds.feed_revoke, name="feed_revoke"),
    path("feeds/<str:token>.ics", feeds.feed, name="feed"),
    path("duty/", duty_public.duty, name="duty"),
    path("duty/<str:code>/", duty_public.duty, name="duty_of"),
    *RECEPTIONS.urls("receptions/"),
    path("receptions/new/", receptions.reception_new, name="reception_new"),
    path("receptions/coverage/", coverage.coverage, name="coverage"),
    path("receptions/coverage/sheet/", coverage.coverage_sheet, name="coverage_sheet"),
    path("receptions/<number:reception_id>/", receptions.reception, name="reception"),
    *receptions.RECEPTION.urls("receptions/"),
    path("receptions/visitors/<number:visitor_id>/reveal/", receptions.visitor_reveal, name="visitor_reveal"),
    *POINTS.urls("liaison-points/"),
    path("liaison-points/new/", liaison_points.point_new, name="point_new"),
    path("liaison-points/<number:point_id>/visit/", liaison_points.point_visit, name="point_visit"),
    path("liaison-points/<number:point_id>/end/", liaison_points.point_end, name="point_end"),
]
