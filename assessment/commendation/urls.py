"""Addresses of commendations."""

from django.urls import path

from assessment.commendation import views
from assessment.commendation.actions.commendations import FLOW
from assessment.commendation.queries import get_commendation
from records.papers.views.flows import preview_url

urlpatterns = [
    *views.COMMENDATIONS.urls("assessment/commendations/"),
    path("assessment/commendations/new/", views.commendation_new, name="commendation_new"),
    path("assessment/commendations/<number:commendation_id>/", views.commendation, name="commendation"),
    path(
        "assessment/commendations/<number:commendation_id>/notice/",
        views.commendation_notice,
        name="commendation_notice",
    ),
    *views.COMMENDATION.urls("assessment/commendations/"),
    preview_url("assessment/commendations/", FLOW, get_commendation),
]
