"""Addresses of the video dispatch, the hearing and the work report."""

from django.urls import path

from meetings.dispatch.views import dispatches, hearings, packs

urlpatterns = [
    path("dispatches/", dispatches.dispatches, name="dispatches"),
    path("dispatches/open/", dispatches.dispatch_open, name="dispatch_open"),
    path("dispatches/<int:dispatch_id>/", dispatches.dispatch, name="dispatch"),
    path("dispatches/<int:dispatch_id>/edit/", dispatches.dispatch_edit, name="dispatch_edit"),
    path("dispatches/<int:dispatch_id>/call/", dispatches.dispatch_call, name="dispatch_call"),
    path("dispatches/<int:dispatch_id>/slots/", dispatches.dispatch_slots, name="dispatch_slots"),
    path("dispatches/<int:dispatch_id>/tasks/", dispatches.dispatch_tasks, name="dispatch_tasks"),
    path("dispatches/<int:dispatch_id>/remind/", dispatches.dispatch_remind, name="dispatch_remind"),
    path("dispatches/<int:dispatch_id>/compile/", dispatches.dispatch_compile, name="dispatch_compile"),
    path("dispatches/<int:dispatch_id>/pack/", packs.pack, name="dispatch_pack"),
    path("dispatches/<int:dispatch_id>/screen/", packs.screen, name="dispatch_screen"),
    path("dispatches/<int:dispatch_id>/pdf/", packs.pack_pdf, name="dispatch_pdf"),
    path("dispatches/<int:dispatch_id>/sheet/", packs.pack_sheet, name="dispatch_sheet"),
    path("dispatches/<int:dispatch_id>/reports/<int:report_id>/", dispatches.dispatch_report, name="dispatch_report"),
    path(
        "dispatches/<int:dispatch_id>/reports/<int:report_id>/return/",
        dispatches.dispatch_return,
        name="dispatch_return",
    ),
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
