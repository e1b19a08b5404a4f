"""Addresses of 紧急信息."""

from django.urls import path

from petitions.urgent import views as urgent

urlpatterns = [
    path("urgent/", urgent.urgent_list, name="urgent_list"),
    path("urgent/new/", urgent.urgent_new, name="urgent_new"),
    path("urgent/<int:urgent_id>/", urgent.urgent, name="urgent"),
    path("urgent/<int:urgent_id>/report.pdf", urgent.urgent_pdf, name="urgent_pdf"),
]
