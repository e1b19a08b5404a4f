"""Django wiring of this app."""

from django.apps import AppConfig

AREAS = ("compliance",)


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = "考核评估"

    def ready(self):
        from township.frame.areas import enter_all

        enter_all("assessment", AREAS)
