"""Every address of the project. The apps name their own pages; 403, 404 and 500 use the templates of those names."""

from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("township.urls")),
    path("", include("records.urls")),
    path("", include("petitions.urls")),
    path("", include("meetings.urls")),
    path("", include("supervision.urls")),
    path("", include("assessment.urls")),
]
