"""Addresses of the petition pages."""

from petitions import import_urls, public_urls

app_name = "petitions"
urlpatterns = [*public_urls.urlpatterns, *import_urls.urlpatterns]
