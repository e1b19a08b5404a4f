"""Addresses of meetings: every area brings its own."""

from meetings.dispatch.urls import urlpatterns as dispatch_urls
from meetings.documents.urls import urlpatterns as documents_urls
from meetings.notices.urls import urlpatterns as notices_urls
from meetings.receptions.urls import urlpatterns as receptions_urls
from meetings.sessions.urls import urlpatterns as sessions_urls

app_name = "meetings"
urlpatterns = [*sessions_urls, *notices_urls, *receptions_urls, *documents_urls, *dispatch_urls]
