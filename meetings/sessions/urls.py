"""Addresses of sessions, topics, minutes, resolutions, major matters, recurring sessions and unit meetings."""

from django.urls import path

from meetings.sessions.actions.referrals import FLOW as REFERRAL_FLOW
from meetings.sessions.queries.major import get_referral
from meetings.sessions.views import (
    ledgers,
    materials,
    minutes,
    referrals,
    resolutions,
    series,
    sessions,
    topics,
    unit_meetings,
)
from records.papers.views.flows import preview_url

urlpatterns = [
    *ledgers.SESSIONS.urls("meetings/"),
    *ledgers.TOPICS.urls("topics/"),
    *ledgers.RESOLUTIONS.urls("resolutions/"),
    *ledgers.REFERRALS.urls("referrals/"),
    *ledgers.SERIES.urls("meetings/series/"),
    *unit_meetings.UNIT_MEETINGS.urls("unit-meetings/"),
    path("meetings/new/", sessions.session_new, name="session_new"),
    path("meetings/<number:session_id>/", sessions.session, name="session"),
    path("topics/new/", topics.topic_new, name="topic_new"),
    path("topics/<number:topic_id>/", topics.topic, name="topic"),
    path("minutes/<number:minutes_id>/", minutes.minutes, name="minutes"),
    path("minutes/<number:minutes_id>/versions/", minutes.versions, name="minutes_versions"),
    path("minutes/<number:minutes_id>/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
    path("minutes/<number:minutes_id>/writers/<number:item_id>/", minutes.item_writers, name="item_writers"),
    path("resolutions/<number:resolution_id>/", resolutions.resolution, name="resolution"),
    path("referrals/<number:referral_id>/", referrals.referral, name="referral"),
    path("meetings/series/new/", series.series_new, name="series_new"),
    path("meetings/series/<number:series_id>/", series.series, name="series"),
    path("meetings/<number:session_id>/calendar.ics", materials.session_calendar, name="session_calendar"),
    path("meetings/materials/<number:material_id>/", materials.material, name="material"),
    path("unit-meetings/new/", unit_meetings.unit_meeting_new, name="unit_meeting_new"),
    path("unit-meetings/<number:meeting_id>/", unit_meetings.unit_meeting, name="unit_meeting"),
    *sessions.SESSION.urls("meetings/"),
    *topics.TOPIC.urls("topics/"),
    *minutes.MINUTES.urls("minutes/"),
    minutes.PREVIEW,
    *resolutions.RESOLUTION.urls("resolutions/"),
    *referrals.REFERRAL.urls("referrals/"),
    preview_url("referrals/", REFERRAL_FLOW, get_referral),
    *series.SERIES.urls("meetings/series/"),
    *unit_meetings.UNIT_MEETING.urls("unit-meetings/"),
]
