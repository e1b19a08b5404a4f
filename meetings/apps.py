"""Django wiring of this app."""

from django.apps import AppConfig

AREAS = ("sessions", "notices", "receptions", "dispatch", "documents")


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "联席会议"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from township.frame.areas import enter_all

        enter_all("meetings", AREAS)
