"""Addresses of 紧急信息."""

from django.urls import path

from petitions.permissions import APPROVE_URGENT, JUDGE_URGENT
from petitions.urgent import views as urgent
from petitions.urgent.actions.bulletins import FLOW
from petitions.urgent.queries import get_urgent
from records.papers.views.flows import preview_url

urlpatterns = [
    *urgent.LEDGER.urls("urgent/"),
    path("urgent/new/", urgent.urgent_new, name="urgent_new"),
    path("urgent/<number:urgent_id>/", urgent.urgent, name="urgent"),
    *urgent.URGENT.urls("urgent/"),
    preview_url("urgent/", FLOW, get_urgent, JUDGE_URGENT, APPROVE_URGENT),
]
