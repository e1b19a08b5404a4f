"""Addresses of 敏感时期预案."""

from django.urls import path

from petitions.plans import views as plans

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.plan_new, name="plan_new"),
    path("plans/<number:plan_id>/", plans.plan, name="plan"),
    *plans.PLAN.urls("plans/"),
    path("plans/<number:plan_id>/plan.pdf", plans.plan_pdf, name="plan_pdf"),
]
