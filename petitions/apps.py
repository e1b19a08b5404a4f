from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = "信访事项"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from petitions.permissions import VIEW_CASE  # registries are filled once Django is ready
        from records.kinds import Kind, register

        register(Kind(key="case", label="信访事项", url_name="petitions:case", view=VIEW_CASE))
