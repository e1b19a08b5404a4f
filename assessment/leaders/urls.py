"""Addresses of the leaders' records."""

from django.urls import path

from assessment.leaders import views

urlpatterns = [
    path("assessment/leaders/", views.leaders, name="leaders"),
    path("assessment/leaders/sheet/", views.leaders_sheet, name="leaders_sheet"),
    path("assessment/leaders/<number:person_id>/", views.leader, name="leader"),
    path("assessment/leaders/<number:person_id>/pdf/", views.leader_pdf, name="leader_pdf"),
]
