"""Addresses of half-yearly evaluations and listings."""

from django.urls import path

from records.papers.views.flows import preview_url
from supervision.listing.actions.listings import FLOW
from supervision.listing.actions.rounds import FLOW as ROUND_FLOW
from supervision.listing.queries.listing import get_listing, get_round
from supervision.listing.views import listing
from supervision.permissions import DECIDE_LISTING, WRITE_LISTING

urlpatterns = [
    *listing.LISTING_ROUNDS.urls("supervision/evaluations/"),
    path("supervision/evaluations/new/", listing.round_new, name="listing_round_new"),
    path("supervision/evaluations/<number:round_id>/", listing.round_page, name="listing_round"),
    *listing.ROUND.urls("supervision/evaluations/"),
    preview_url("supervision/evaluations/", ROUND_FLOW, get_round, WRITE_LISTING, DECIDE_LISTING),
    *listing.LISTINGS.urls("supervision/listings/"),
    path("supervision/listings/<number:listing_id>/", listing.listing_page, name="listing"),
    *listing.LISTING.urls("supervision/listings/"),
    preview_url("supervision/listings/", FLOW, get_listing, WRITE_LISTING, DECIDE_LISTING),
]
