"""Addresses of dispute screening: rounds, returns, circulars, disputes."""

from django.urls import path

from petitions.permissions import APPROVE_CIRCULAR, RUN_ROUND
from petitions.screening.actions.circulars import FLOW
from petitions.screening.queries.rounds import get_round
from petitions.screening.views import disputes
from petitions.screening.views import rounds as screenings
from petitions.screening.views.ledgers import DISPUTES, ROUNDS
from records.papers.views.flows import preview_url

urlpatterns = [
    *ROUNDS.urls("screening/"),
    path("screening/new/", screenings.round_new, name="round_new"),
    path("screening/of/<str:clause>/<str:period>/", screenings.round_of, name="round_of"),
    path("screening/<number:round_id>/", screenings.screening, name="screening"),
    path("screening/<number:round_id>/returns/<number:unit_id>/", screenings.unit_return, name="unit_return"),
    *screenings.ROUND.urls("screening/"),
    preview_url("screening/", FLOW, get_round, RUN_ROUND, APPROVE_CIRCULAR),
    *DISPUTES.urls("disputes/"),
    path("disputes/new/", disputes.dispute_new, name="dispute_new"),
    path("disputes/<number:dispute_id>/", disputes.dispute, name="dispute"),
    path("disputes/<number:dispute_id>/parties/", disputes.parties, name="dispute_parties"),
    *disputes.DISPUTE.urls("disputes/"),
]
