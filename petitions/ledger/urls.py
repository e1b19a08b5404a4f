"""Addresses of the import of a ledger."""

from django.urls import path

from petitions.ledger.views import imports

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/template.xlsx", imports.import_template, name="import_template"),
    path("imports/<number:batch_id>/", imports.import_page, name="import"),
    path("imports/<number:batch_id>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<number:batch_id>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<number:batch_id>/retry/", imports.import_retry, name="import_retry"),
    path("imports/<number:batch_id>/failed.xlsx", imports.import_failed, name="import_failed"),
]
