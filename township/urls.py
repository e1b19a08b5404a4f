"""Addresses of the ground floor: the frame, log-in, the directory, the calendar, settings and the journal."""

from django.urls import path

from township.views import frame, sessions

app_name = "township"

urlpatterns = [
    path("", frame.home, name="home"),
    path("me/", frame.me, name="me"),
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("password/", sessions.password_change, name="password_change"),
]
