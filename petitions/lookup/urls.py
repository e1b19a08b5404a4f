"""Addresses of the public pages: open to everybody, nothing personal in them."""

from django.urls import path

from petitions.lookup.views import alarms, lookups, offices

urlpatterns = [
    path("lookup/", lookups.lookup, name="lookup"),
    path("lookup/result/", lookups.lookup_result, name="lookup_result"),
    path("lookup/paper/<number:document_id>/", lookups.lookup_paper, name="lookup_paper"),
    path("lookup/leave/", lookups.lookup_leave, name="lookup_leave"),
    path("lookup/alarms/<number:alarm_id>/", alarms.alarm, name="lookup_alarm"),
    path("office/", offices.office, name="office"),
    path("office/<str:code>/", offices.office, name="office_of"),
    path("privacy/", offices.privacy, name="privacy"),
]
