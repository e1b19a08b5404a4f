"""Addresses of the compliance ledger."""

from django.urls import path

from assessment.compliance import views as compliance

urlpatterns = [
    path("compliance/", compliance.compliance, name="compliance"),
    path("compliance/sheet/", compliance.compliance_sheet, name="compliance_sheet"),
    path("compliance/pdf/", compliance.compliance_pdf, name="compliance_pdf"),
    *compliance.DUTIES.urls("compliance/duties/"),
    path("compliance/duties/<number:duty_id>/ask/", compliance.compliance_ask, name="compliance_ask"),
]
