from django.apps import AppConfig


class TownshipConfig(AppConfig):
    name = "township"
    verbose_name = "乡镇与人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from township import navigation, sessions

        sessions.connect()
        navigation.register(navigation.TODAY, "今日", "township:home", None, 0, phone="今日")
        navigation.register(navigation.TODAY, "我的", "township:me", None, 90, phone="我的")
