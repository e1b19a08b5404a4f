"""Addresses of supervision."""

from supervision.orders.urls import urlpatterns as orders_urls

app_name = "supervision"

urlpatterns = [*orders_urls]
