"""Addresses of the channels, the outbox and the runs; a part of records.urls."""

from django.urls import path

from records.jobs.views.runs import runs
from records.notices.views.channels import channel_remove, channel_try, channels, notice_choice, notice_choice_try
from records.notices.views.deliveries import deliveries, delivery_again

urlpatterns = [
    path("me/notices/", notice_choice, name="notice_choice"),
    path("me/notices/try/", notice_choice_try, name="notice_choice_try"),
    path("jobs/channels/", channels, name="channels"),
    path("jobs/channels/try/", channel_try, name="channel_try"),
    path("jobs/channels/remove/", channel_remove, name="channel_remove"),
    path("jobs/deliveries/", deliveries, name="deliveries"),
    path("jobs/deliveries/<number:delivery_id>/again/", delivery_again, name="delivery_again"),
    path("jobs/runs/", runs, name="runs"),
]
