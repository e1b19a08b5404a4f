"""Addresses of dispute screening: rounds, returns, circulars, disputes."""

from django.urls import path

from petitions.screening.views import circulars, disputes, mediations
from petitions.screening.views import imports as dispute_imports
from petitions.screening.views import rounds as screenings

urlpatterns = [
    path("screening/", screenings.rounds, name="rounds"),
    path("screening/new/", screenings.round_new, name="round_new"),
    path("screening/of/<str:clause>/<str:period>/", screenings.round_of, name="round_of"),
    path("screening/<int:round_id>/", screenings.screening, name="screening"),
    path("screening/<int:round_id>/urge/", screenings.round_urge, name="round_urge"),
    path("screening/<int:round_id>/close/", screenings.round_close, name="round_close"),
    path("screening/<int:round_id>/returns/<int:unit_id>/", screenings.unit_return, name="unit_return"),
    path("screening/<int:round_id>/returns/<int:unit_id>/nil/", screenings.nil_return, name="nil_return"),
    path("screening/<int:round_id>/circular/", circulars.circular, name="circular"),
    path("screening/<int:round_id>/circular/draft/", circulars.circular_draft, name="circular_draft"),
    path("screening/<int:round_id>/circular/issue/", circulars.circular_issue, name="circular_issue"),
    path("disputes/", disputes.disputes, name="disputes"),
    path("disputes/export.xlsx", disputes.disputes_sheet, name="disputes_sheet"),
    path("disputes/print/", disputes.disputes_print, name="disputes_print"),
    path("disputes/new/", disputes.dispute_new, name="dispute_new"),
    path("disputes/import/", dispute_imports.dispute_import, name="dispute_import"),
    path("disputes/import/template.xlsx", dispute_imports.dispute_template, name="dispute_template"),
    path("disputes/import/<int:batch_id>/", dispute_imports.dispute_batch, name="dispute_batch"),
    path("disputes/<int:dispute_id>/", disputes.dispute, name="dispute"),
    path("disputes/<int:dispute_id>/parties/", disputes.parties, name="dispute_parties"),
    path("disputes/<int:dispute_id>/mediation/", mediations.mediation_new, name="mediation_new"),
]
