"""Django wiring of this app."""

from django.apps import AppConfig

AREAS = ("orders", "draws", "inspections", "listing", "accountability")


class SupervisionConfig(AppConfig):
    name = "supervision"
    verbose_name = "督查督办"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from township.frame.areas import enter_all

        enter_all("supervision", AREAS)
