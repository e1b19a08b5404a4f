"""Addresses of spot checks."""

from django.urls import path

from records.papers.views.flows import preview_url
from supervision.draws.actions.plans import FLOW
from supervision.draws.queries.draws import get_draw
from supervision.draws.views import draws
from supervision.permissions import APPROVE_DRAW, WRITE_DRAW

urlpatterns = [
    *draws.DRAWS.urls("supervision/draws/"),
    path("supervision/draws/new/", draws.draw_new, name="draw_new"),
    path("supervision/draws/<number:draw_id>/", draws.draw, name="draw"),
    path("supervision/draws/<number:draw_id>/list/", draws.draw_list, name="draw_list"),
    path("supervision/draws/<number:draw_id>/record-file/", draws.draw_record, name="draw_record"),
    *draws.DRAW.urls("supervision/draws/"),
    preview_url("supervision/draws/", FLOW, get_draw, WRITE_DRAW, APPROVE_DRAW),
]
