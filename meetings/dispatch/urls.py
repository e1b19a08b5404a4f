"""Addresses of the video dispatch, the hearing and the work report."""

from django.urls import path

from meetings.dispatch.views import dispatches, hearings, packs
from meetings.dispatch.views.ledgers import DISPATCHES

urlpatterns = [
    *DISPATCHES.urls("dispatches/"),
    path("dispatches/open/", dispatches.dispatch_open, name="dispatch_open"),
    path("dispatches/<int:dispatch_id>/", dispatches.dispatch, name="dispatch"),
    *dispatches.DISPATCH.urls("dispatches/"),
    path("dispatches/<int:dispatch_id>/pack/", packs.pack, name="dispatch_pack"),
    path("dispatches/<int:dispatch_id>/screen/", packs.screen, name="dispatch_screen"),
    path("dispatches/<int:dispatch_id>/pdf/", packs.pack_pdf, name="dispatch_pdf"),
    path("dispatches/<int:dispatch_id>/sheet/", packs.pack_sheet, name="dispatch_sheet"),
    path("hearings/", hearings.hearings, name="hearings"),
    path("hearings/open/", hearings.hearing_open, name="hearing_open"),
    path("hearings/<int:hearing_id>/", hearings.hearing, name="hearing"),
    path("hearings/<int:hearing_id>/arrange/", hearings.hearing_arrange, name="hearing_arrange"),
    path("hearings/<int:hearing_id>/record/", hearings.hearing_record, name="hearing_record"),
    path("hearings/<int:hearing_id>/report/", hearings.report_open, name="work_report_open"),
    path("work-reports/<int:report_id>/", hearings.work_report, name="work_report"),
    path("work-reports/<int:report_id>/draft/", hearings.report_draft, name="work_report_draft"),
    path("work-reports/<int:report_id>/edit/", hearings.report_edit, name="work_report_edit"),
    path("work-reports/<int:report_id>/submit/", hearings.report_submit, name="work_report_submit"),
    path("work-reports/<int:report_id>/sign/", hearings.report_sign, name="work_report_sign"),
    path("work-reports/<int:report_id>/pdf/", hearings.report_pdf, name="work_report_pdf"),
]
