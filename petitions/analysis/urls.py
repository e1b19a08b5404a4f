"""Addresses of 形势分析: figures of a period, and the reports."""

from django.urls import path

from petitions.analysis import views as analysis

urlpatterns = [
    path("analysis/", analysis.analysis, name="analysis"),
    path("analysis/sheet.xlsx", analysis.analysis_sheet, name="analysis_sheet"),
    path("analysis/figures.pdf", analysis.analysis_pdf, name="analysis_pdf"),
    path("analysis/reports/", analysis.analyses, name="analyses"),
    path("analysis/reports/new/", analysis.analysis_start, name="analysis_start"),
    path("analysis/reports/<int:analysis_id>/", analysis.analysis_report, name="analysis_report"),
    path("analysis/reports/<int:analysis_id>/report.pdf", analysis.analysis_report_pdf, name="analysis_report_pdf"),
]
