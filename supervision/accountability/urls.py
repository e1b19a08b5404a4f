"""Addresses of accountability."""

from django.urls import path

from records.papers.views.flows import preview_url
from supervision.accountability.actions.causes import FLOW as CAUSE_FLOW
from supervision.accountability.actions.decisions import FLOW as MEASURE_FLOW
from supervision.accountability.queries.causes import get_cause
from supervision.accountability.queries.measures import get_measure_of_office
from supervision.accountability.views import causes, measures
from supervision.accountability.views.ledgers import CAUSES, MEASURES
from supervision.permissions import DECIDE_CAUSE, DECIDE_DIRECTOR_TALK, DECIDE_MEASURE, PROPOSE_MEASURE, WRITE_CAUSE

MEASURE_RIGHTS = (PROPOSE_MEASURE, DECIDE_MEASURE, DECIDE_DIRECTOR_TALK)

urlpatterns = [
    *MEASURES.urls("supervision/measures/"),
    path("supervision/measures/new/", measures.measure_new, name="measure_new"),
    path("supervision/measures/<number:measure_id>/", measures.measure, name="measure"),
    *measures.MEASURE.urls("supervision/measures/"),
    preview_url("supervision/measures/", MEASURE_FLOW, get_measure_of_office, *MEASURE_RIGHTS),
    *CAUSES.urls("supervision/causes/"),
    path("supervision/causes/new/", causes.cause_new, name="cause_new"),
    path("supervision/causes/figures/", causes.figures, name="cause_figures"),
    path("supervision/causes/<number:cause_id>/", causes.cause, name="cause"),
    *causes.CAUSE.urls("supervision/causes/"),
    preview_url("supervision/causes/", CAUSE_FLOW, get_cause, WRITE_CAUSE, DECIDE_CAUSE),
]
