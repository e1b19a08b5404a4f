"""Addresses of 领导包案 and 三清单."""

from django.urls import path

from petitions.sponsorship.views import ledgers, pages

urlpatterns = [
    *ledgers.PROBLEMS.urls("sponsorships/"),
    *ledgers.DUTIES.urls("sponsorships/duties/"),
    *ledgers.TASKS.urls("sponsorships/tasks/"),
    path("sponsorships/<number:sponsorship_id>/", pages.sponsorship, name="sponsorship"),
    *pages.SPONSORSHIP.urls("sponsorships/"),
]
