"""Addresses of retention."""

from django.urls import path

from petitions.retention import views

urlpatterns = [
    path("retention/", views.retention, name="retention"),
    path("retention/<number:list_id>/", views.retention_list, name="retention_list"),
    path("retention/holds/<number:hold_id>/lift/", views.lift_hold, name="lift_hold"),
]
