from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "案卷与时限"
    default_auto_field = "django.db.models.BigAutoField"
