from django.apps import AppConfig

AREAS = ("frame", "directory", "profiles", "calendar", "journal")


class TownshipConfig(AppConfig):
    name = "township"
    verbose_name = "乡镇与人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import register_converter

        from township.frame import sessions
        from township.frame.areas import enter_all
        from township.frame.converters import Number

        register_converter(Number, "number")  # before any urls.py is read
        sessions.connect()
        enter_all("township", AREAS)
