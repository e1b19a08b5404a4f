"""Addresses of meeting notices."""

from django.urls import path

from meetings.notices.actions.notices import FLOW
from meetings.notices.queries.notices import get_notice
from meetings.notices.views import notices
from records.papers.views.flows import preview_url

urlpatterns = [
    *notices.NOTICES.urls("session-notices/"),
    path("session-notices/new/", notices.notice_new, name="session_notice_new"),
    path("session-notices/<number:pk>/", notices.notice, name="session_notice"),
    *notices.NOTICE.urls("session-notices/"),
    preview_url("session-notices/", FLOW, get_notice),
]
