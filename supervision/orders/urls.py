"""Addresses of supervision orders and of the three proposals."""

from django.urls import path

from records.papers.views.flows import preview_url
from supervision.orders.actions.advice import FLOW as ADVICE_FLOW
from supervision.orders.actions.orders import FLOW
from supervision.orders.queries.advice import get_advice
from supervision.orders.queries.orders import get_order
from supervision.orders.views import advice, orders
from supervision.orders.views.ledgers import ADVICES, ORDERS
from supervision.permissions import READ_DRAFT_ORDER

urlpatterns = [
    *ORDERS.urls("supervision/orders/"),
    path("supervision/orders/new/", orders.order_new, name="order_new"),
    path("supervision/orders/raise/", orders.finding_new, name="finding_new"),
    path("supervision/board/", orders.board, name="board"),
    path("supervision/orders/<number:order_id>/", orders.order, name="order"),
    *orders.ORDER.urls("supervision/orders/"),
    preview_url("supervision/orders/", FLOW, get_order, READ_DRAFT_ORDER),
    *ADVICES.urls("supervision/advice/"),
    path("supervision/advice/new/", advice.advice_new, name="advice_new"),
    path("supervision/advice/year/", advice.advice_year, name="advice_year"),
    path("supervision/advice/<number:advice_id>/", advice.advice, name="advice"),
    *advice.ADVICE.urls("supervision/advice/"),
    preview_url("supervision/advice/", ADVICE_FLOW, get_advice, READ_DRAFT_ORDER),
]
