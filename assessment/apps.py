"""Django wiring of this app."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = "考核评估"

    def ready(self):
        from assessment.compliance import area as compliance_screens
        from assessment.compliance import demo
        from township.frame import demo_parts

        compliance_screens.register()
        demo_parts.register(demo.load)
