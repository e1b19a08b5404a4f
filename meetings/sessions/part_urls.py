"""Addresses of major matters, recurring sessions, materials, proposed edits and monthly unit meetings."""

from django.urls import path

from meetings.sessions.views import edits, majors, materials, referrals, series, unit_meetings

urlpatterns = [
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<number:referral_id>/", referrals.referral, name="referral"),
    path("topics/<number:topic_id>/major/", majors.topic_mark, name="topic_major"),
    path("resolutions/<number:resolution_id>/major/", majors.resolution_mark, name="resolution_major"),
    path("majors/<number:mark_id>/lift/", majors.mark_lift, name="major_lift"),
    path("majors/<number:mark_id>/referral/", majors.referral_new, name="referral_new"),
    path("meetings/series/", series.series_list, name="series_list"),
    path("meetings/series/new/", series.series_new, name="series_new"),
    path("meetings/series/<number:series_id>/", series.series, name="series"),
    path("meetings/series/<number:series_id>/edit/", series.series_edit, name="series_edit"),
    path("meetings/series/<number:series_id>/move/", series.series_move, name="series_move"),
    path("meetings/<number:session_id>/calendar.ics", materials.session_calendar, name="session_calendar"),
    path("meetings/<number:session_id>/materials/", materials.session_material, name="session_material"),
    path("topics/<number:topic_id>/materials/", materials.topic_material, name="topic_material"),
    path("meetings/materials/<number:material_id>/", materials.material, name="material"),
    path("meetings/materials/<number:material_id>/withdraw/", materials.material_withdraw, name="material_withdraw"),
    path("minutes/items/<number:item_id>/propose/", edits.edit_propose, name="edit_propose"),
    path("minutes/edits/<number:edit_id>/", edits.edit_decide, name="edit_decide"),
    path("minutes/edits/<number:edit_id>/withdraw/", edits.edit_withdraw, name="edit_withdraw"),
    path("unit-meetings/", unit_meetings.unit_meetings, name="unit_meetings"),
    path("unit-meetings/sheet/", unit_meetings.unit_meetings_sheet, name="unit_meetings_sheet"),
    path("unit-meetings/new/", unit_meetings.unit_meeting_new, name="unit_meeting_new"),
    path("unit-meetings/<number:meeting_id>/", unit_meetings.unit_meeting, name="unit_meeting"),
    path("unit-meetings/<number:meeting_id>/edit/", unit_meetings.unit_meeting_edit, name="unit_meeting_edit"),
]
