from django.apps import AppConfig

AREAS = ("frame", "directory", "profiles", "calendar", "journal")


class TownshipConfig(AppConfig):
    name = "township"
    verbose_name = "乡镇与人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from township.frame import sessions
        from township.frame.areas import enter_all

        sessions.connect()
        enter_all("township", AREAS)
