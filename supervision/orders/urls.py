"""Addresses of supervision orders."""

from django.urls import path

from records.papers.views.flows import preview_url
from supervision.orders.actions.orders import FLOW
from supervision.orders.queries.orders import get_order
from supervision.orders.views import orders
from supervision.orders.views.ledgers import ORDERS
from supervision.permissions import READ_DRAFT_ORDER

urlpatterns = [
    *ORDERS.urls("supervision/orders/"),
    path("supervision/orders/new/", orders.order_new, name="order_new"),
    path("supervision/board/", orders.board, name="board"),
    path("supervision/orders/<number:order_id>/", orders.order, name="order"),
    *orders.ORDER.urls("supervision/orders/"),
    preview_url("supervision/orders/", FLOW, get_order, READ_DRAFT_ORDER),
]
