from django.apps import AppConfig

AREAS = ("cases", "ledger", "lookup", "screening", "analysis", "urgent", "plans", "sponsorship", "office", "retention")


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = "信访事项"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from township.frame.areas import enter_all

        enter_all("petitions", AREAS)
