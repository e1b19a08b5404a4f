"""Django wiring of this app."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = "考核评估"

    def ready(self):
        from assessment import compliance_screens

        compliance_screens.register()
