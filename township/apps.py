from django.apps import AppConfig


class TownshipConfig(AppConfig):
    name = "township"
    verbose_name = "乡镇与人员"
    default_auto_field = "django.db.models.BigAutoField"
