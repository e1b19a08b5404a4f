"""Every address of the project. The apps name their own pages; 403, 404 and 500 use the templates of those names."""

from importlib.util import find_spec

from django.urls import include, path

from config.health import healthz

APPS_WITH_PAGES = ("township", "records", "petitions")

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    *(path("", include(f"{app}.urls")) for app in APPS_WITH_PAGES if find_spec(f"{app}.urls")),
]
