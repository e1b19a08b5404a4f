"""Addresses of the assessment floor."""

from assessment.compliance.urls import urlpatterns as compliance_patterns

app_name = "assessment"

urlpatterns = [*compliance_patterns]
