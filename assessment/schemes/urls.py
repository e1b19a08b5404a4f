"""Addresses of schemes and runs."""

from django.urls import path

from assessment.permissions import APPROVE_RUN, RUN_ASSESSMENT
from assessment.schemes.actions.runs import FLOW
from assessment.schemes.queries.runs import get_run
from assessment.schemes.views import points, runs, schemes
from records.papers.views.flows import preview_url

urlpatterns = [
    *schemes.SCHEMES.urls("assessment/schemes/"),
    path("assessment/schemes/new/", schemes.scheme_new, name="scheme_new"),
    path("assessment/schemes/<number:scheme_id>/", schemes.scheme, name="scheme"),
    path("assessment/schemes/<number:scheme_id>/trial/", schemes.scheme_trial, name="scheme_trial"),
    *schemes.SCHEME.urls("assessment/schemes/"),
    *runs.RUNS.urls("assessment/runs/"),
    path("assessment/runs/compare/", runs.run_compare, name="run_compare"),
    path("assessment/runs/new/", runs.run_new, name="run_new"),
    path("assessment/runs/<number:run_id>/", runs.run, name="run"),
    path("assessment/runs/<number:run_id>/sheet/", runs.run_sheet, name="run_sheet"),
    path("assessment/runs/<number:run_id>/units/<number:unit_id>/", points.run_unit, name="run_unit"),
    path("assessment/runs/<number:run_id>/units/<number:unit_id>/<slug:item>/", points.run_rows, name="run_rows"),
    *runs.RUN.urls("assessment/runs/"),
    preview_url("assessment/runs/", FLOW, get_run, RUN_ASSESSMENT, APPROVE_RUN),
]
