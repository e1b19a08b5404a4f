"""Addresses of supervision."""

from supervision.accountability.urls import urlpatterns as accountability_urls
from supervision.draws.urls import urlpatterns as draws_urls
from supervision.inspections.urls import urlpatterns as inspections_urls
from supervision.listing.urls import urlpatterns as listing_urls
from supervision.orders.urls import urlpatterns as orders_urls

app_name = "supervision"

urlpatterns = [*orders_urls, *draws_urls, *inspections_urls, *listing_urls, *accountability_urls]
