"""Addresses of inspections, findings, their papers and the templates of checklists."""

from django.urls import path

from records.papers.views.flows import preview_url
from supervision.inspections.actions.inspections import FLOW
from supervision.inspections.actions.papers import FLOW as PAPER_FLOW
from supervision.inspections.queries.inspections import get_inspection
from supervision.inspections.queries.papers import get_paper
from supervision.inspections.views import checklists, findings, inspections, site
from supervision.inspections.views.ledgers import CHECKLISTS, FINDINGS, INSPECTIONS
from supervision.permissions import READ_WHOLE_INSPECTION

urlpatterns = [
    *INSPECTIONS.urls("supervision/inspections/"),
    path("supervision/inspections/new/", inspections.inspection_new, name="inspection_new"),
    path("supervision/inspections/<number:inspection_id>/", inspections.inspection, name="inspection"),
    path("supervision/inspections/<number:inspection_id>/site/", site.site, name="inspection_site"),
    path(
        "supervision/inspections/<number:inspection_id>/guests/<number:guest>/",
        site.guest_sheet,
        name="inspection_guest",
    ),
    *inspections.INSPECTION.urls("supervision/inspections/"),
    preview_url("supervision/inspections/", FLOW, get_inspection, READ_WHOLE_INSPECTION),
    *FINDINGS.urls("supervision/findings/"),
    path("supervision/findings/<number:finding_id>/", findings.finding, name="finding"),
    *findings.FINDING.urls("supervision/findings/"),
    path("supervision/inspection-papers/<number:pk>/", findings.paper, name="inspection_paper"),
    *findings.PAPER.urls("supervision/inspection-papers/"),
    preview_url("supervision/inspection-papers/", PAPER_FLOW, get_paper, READ_WHOLE_INSPECTION),
    *CHECKLISTS.urls("supervision/checklists/"),
    path("supervision/checklists/new/", checklists.checklist_new, name="checklist_new"),
    path("supervision/checklists/<number:checklist_id>/", checklists.checklist, name="checklist"),
    path("supervision/checklists/<number:checklist_id>/edit/", checklists.checklist_edit, name="checklist_edit"),
    path("supervision/checklists/<number:checklist_id>/retire/", checklists.checklist_retire, name="checklist_retire"),
]
