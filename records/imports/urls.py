"""Addresses of the import of tables."""

from django.urls import path

from records.imports.views import imports

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<number:batch_id>/", imports.import_page, name="import"),
    path("imports/<number:batch_id>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<number:batch_id>/decide/", imports.import_decide, name="import_decide"),
    path("imports/<number:batch_id>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<number:batch_id>/retry/", imports.import_retry, name="import_retry"),
    path("imports/<number:batch_id>/failed.xlsx", imports.import_failed, name="import_failed"),
    path("imports/<slug:table>/", imports.imports, name="imports_of"),
    path("imports/<slug:table>/template.xlsx", imports.import_template, name="import_template"),
]
