"""Django wiring of this app."""

from django.apps import AppConfig

AREAS = ("compliance", "schemes", "leaders", "commendation", "board")


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = "考核评估"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from township.frame.areas import enter_all

        enter_all("assessment", AREAS)
