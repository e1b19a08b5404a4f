"""Addresses of 形势分析: figures of a period, and the reports."""

from django.urls import path

from petitions.analysis import views as analysis
from petitions.analysis.actions import FLOW
from petitions.analysis.queries.analyses import get_analysis
from petitions.permissions import READ_ANALYSIS
from records.papers.views.flows import preview_url

urlpatterns = [
    path("analysis/", analysis.analysis, name="analysis"),
    path("analysis/sheet.xlsx", analysis.analysis_sheet, name="analysis_sheet"),
    path("analysis/figures.pdf", analysis.analysis_pdf, name="analysis_pdf"),
    *analysis.REPORTS.urls("analysis/reports/"),
    path("analysis/reports/new/", analysis.analysis_start, name="analysis_start"),
    path("analysis/reports/<number:analysis_id>/", analysis.analysis_report, name="analysis_report"),
    *analysis.ANALYSIS.urls("analysis/reports/"),
    preview_url("analysis/reports/", FLOW, get_analysis, READ_ANALYSIS),
]
