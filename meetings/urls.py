"""Addresses of meetings: sessions, topics, minutes, resolutions."""

from django.urls import path

from meetings.dispatch import urls as dispatch_urls
from meetings.documents.urls import urlpatterns as papers_urls
from meetings.receptions.urls import urlpatterns as roster_patterns
from meetings.sessions import part_urls as sessions_urls
from meetings.sessions.views import agenda, minutes, resolutions, sessions, signing, topics
from meetings.sessions.views.ledgers import RESOLUTIONS

app_name = "meetings"

urlpatterns = [
    path("meetings/", sessions.sessions, name="sessions"),
    path("meetings/new/", sessions.session_new, name="session_new"),
    path("meetings/<number:session_id>/", sessions.session, name="session"),
    path("meetings/<number:session_id>/edit/", sessions.session_edit, name="session_edit"),
    path("meetings/<number:session_id>/convene/", sessions.session_convene, name="session_convene"),
    path("meetings/<number:session_id>/postpone/", sessions.session_postpone, name="session_postpone"),
    path("meetings/<number:session_id>/again/", sessions.session_again, name="session_again"),
    path("meetings/<number:session_id>/cancel/", sessions.session_cancel, name="session_cancel"),
    path("meetings/<number:session_id>/held/", sessions.session_held, name="session_held"),
    path("meetings/<number:session_id>/close/", sessions.session_close, name="session_close"),
    path("meetings/<number:session_id>/invite/", sessions.session_invite, name="session_invite"),
    path("meetings/<number:session_id>/attendance/", sessions.attendance, name="attendance"),
    path("meetings/<number:session_id>/seats/<number:seat_id>/", sessions.seat_answer, name="seat_answer"),
    path("meetings/<number:session_id>/seats/<number:seat_id>/remove/", sessions.seat_remove, name="seat_remove"),
    path("meetings/<number:session_id>/agenda/", agenda.agenda_add, name="agenda_add"),
    path("meetings/<number:session_id>/agenda/<number:topic_id>/shift/", agenda.agenda_shift, name="agenda_shift"),
    path("meetings/<number:session_id>/agenda/<number:topic_id>/remove/", agenda.agenda_remove, name="agenda_remove"),
    path("meetings/<number:session_id>/minutes/", minutes.minutes_begin, name="minutes_begin"),
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.topic_new, name="topic_new"),
    path("topics/<number:topic_id>/", topics.topic, name="topic"),
    path("minutes/<number:minutes_id>/", minutes.minutes, name="minutes"),
    path("minutes/<number:minutes_id>/versions/", minutes.versions, name="minutes_versions"),
    path("minutes/<number:minutes_id>/co-sign/", minutes.minutes_co_sign, name="minutes_co_sign"),
    path("minutes/<number:minutes_id>/submit/", minutes.minutes_submit, name="minutes_submit"),
    path("minutes/<number:minutes_id>/take-back/", minutes.minutes_take_back, name="minutes_take_back"),
    path("minutes/<number:minutes_id>/approve/", signing.approve, name="approve"),
    path("minutes/<number:minutes_id>/issue/", minutes.minutes_issue, name="minutes_issue"),
    path("minutes/<number:minutes_id>/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
    path("minutes/<number:minutes_id>/remind/", minutes.minutes_remind, name="minutes_remind"),
    path("minutes/<number:minutes_id>/receipts/<number:receipt_id>/", minutes.receipt, name="receipt"),
    path("minutes/items/<number:item_id>/", minutes.item, name="item"),
    path("minutes/items/<number:item_id>/writers/", minutes.item_writers, name="item_writers"),
    path("minutes/items/<number:item_id>/tasks/", minutes.task_add, name="task_add"),
    path("minutes/items/<number:item_id>/tasks/<number:task_id>/remove/", minutes.task_remove, name="task_remove"),
    path("co-signs/<number:co_sign_id>/", signing.co_sign, name="co_sign"),
    *RESOLUTIONS.urls("resolutions/"),
    path("resolutions/<number:resolution_id>/", resolutions.resolution, name="resolution"),
    *roster_patterns,
    *sessions_urls.urlpatterns,
    *papers_urls,
    *dispatch_urls.urlpatterns,
]
