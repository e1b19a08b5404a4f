"""Addresses of the video dispatch, the hearing and the work report."""

from django.urls import path

from meetings.dispatch.actions.work_reports import FLOW
from meetings.dispatch.queries.hearings import get_work_report
from meetings.dispatch.views import dispatches, hearings, packs
from meetings.dispatch.views.ledgers import DISPATCHES, HEARINGS, REPORTS
from meetings.permissions import VIEW_HEARING
from records.papers.views.flows import preview_url

urlpatterns = [
    *DISPATCHES.urls("dispatches/"),
    path("dispatches/open/", dispatches.dispatch_open, name="dispatch_open"),
    path("dispatches/<number:dispatch_id>/", dispatches.dispatch, name="dispatch"),
    *dispatches.DISPATCH.urls("dispatches/"),
    path("dispatches/<number:dispatch_id>/pack/", packs.pack, name="dispatch_pack"),
    path("dispatches/<number:dispatch_id>/screen/", packs.screen, name="dispatch_screen"),
    path("dispatches/<number:dispatch_id>/pdf/", packs.pack_pdf, name="dispatch_pdf"),
    path("dispatches/<number:dispatch_id>/sheet/", packs.pack_sheet, name="dispatch_sheet"),
    *HEARINGS.urls("hearings/"),
    path("hearings/open/", hearings.hearing_open, name="hearing_open"),
    path("hearings/<number:hearing_id>/", hearings.hearing, name="hearing"),
    *hearings.HEARING.urls("hearings/"),
    *REPORTS.urls("work-reports/"),
    path("work-reports/<number:report_id>/", hearings.work_report, name="work_report"),
    *hearings.REPORT.urls("work-reports/"),
    preview_url("work-reports/", FLOW, get_work_report, VIEW_HEARING),
]
