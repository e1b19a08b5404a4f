"""Addresses of the document register, working groups, responsibility letters and work points."""

from django.urls import path

from meetings.documents.actions.letters import FLOW as LETTERS_FLOW
from meetings.documents.actions.papers import FLOW
from meetings.documents.queries.letters import get_letters
from meetings.documents.queries.papers import get_paper
from meetings.documents.views import groups, incoming, letters, papers, plans
from meetings.documents.views.ledgers import GROUPS, INCOMING, LETTERS, PAPERS, PLANS
from meetings.permissions import READ_DRAFT_PAPER
from records.papers.views.flows import preview_url

urlpatterns = [
    *PAPERS.urls("papers/"),
    path("papers/new/", papers.paper_new, name="paper_new"),
    path("papers/<number:paper_id>/", papers.paper, name="paper"),
    *papers.PAPER.urls("papers/"),
    preview_url("papers/", FLOW, get_paper, READ_DRAFT_PAPER),
    *INCOMING.urls("incoming/"),
    path("incoming/new/", incoming.incoming_new, name="incoming_new"),
    path("incoming/<number:incoming_id>/", incoming.incoming, name="incoming"),
    *incoming.INCOMING.urls("incoming/"),
    *GROUPS.urls("groups/"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/<number:group_id>/", groups.group, name="group"),
    *groups.GROUP.urls("groups/"),
    *LETTERS.urls("letters/"),
    path("letters/new/", letters.letters_new, name="letters_new"),
    path("letters/<number:letters_id>/", letters.letters, name="letters"),
    *letters.LETTERS.urls("letters/"),
    preview_url("letters/", LETTERS_FLOW, get_letters, READ_DRAFT_PAPER),
    path("letters/<number:letters_id>/rows/<number:row_id>/pdf/", letters.letters_pdf, name="letters_pdf"),
    *PLANS.urls("work-plans/"),
    path("work-plans/new/", plans.plan_new, name="plan_new"),
    path("work-plans/<number:plan_id>/", plans.plan, name="plan"),
    *plans.PLAN.urls("work-plans/"),
]
