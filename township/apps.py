from django.apps import AppConfig


class TownshipConfig(AppConfig):
    name = "township"
    verbose_name = "乡镇与人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from township.frame import home_sections, navigation, sessions
        from township.permissions import (
            CONFIRM_POST,
            PROPOSE_PEOPLE,
            VIEW_CALENDAR,
            VIEW_CHANGES,
            VIEW_DIRECTORY,
            VIEW_JOURNAL,
            VIEW_SETTINGS,
        )
        from township.profiles import area as profile_screens

        sessions.connect()
        home_sections.register()
        profile_screens.register()
        enter, today = navigation.register, navigation.TODAY
        enter(today, "今日", "township:home", belongs_to_a_township, 0, phone="今日")
        enter(today, "我的", "township:me", None, 90, phone="我的", only_phone=True)
        enter("办公室", "变更备案", "township:changes", VIEW_CHANGES, 60)
        enter("办公室", "人员", "township:people", VIEW_DIRECTORY, 70)
        enter("办公室", "任职名册", "township:posts", VIEW_DIRECTORY, 71)
        enter("办公室", "单位", "township:units", VIEW_DIRECTORY, 72)
        enter("办公室", "工作日历", "township:calendar", VIEW_CALENDAR, 80)
        enter("设置", "本乡镇资料", "township:own_data", VIEW_DIRECTORY, 10)
        enter("设置", "参数", "township:settings", VIEW_SETTINGS, 20)
        enter("设置", "账号", "township:accounts", lambda actor: either(actor, PROPOSE_PEOPLE, CONFIRM_POST), 30)
        enter("设置", "流转与查阅记录", "township:journal", VIEW_JOURNAL, 80)
        enter(today, "乡镇", "township:townships", lambda actor: actor.is_platform_admin, 1, phone="乡镇")
        enter(today, "放假安排", "township:platform_calendar_import", lambda actor: actor.is_platform_admin, 2)


def belongs_to_a_township(actor) -> bool:
    return actor.township_id is not None


def either(actor, *capabilities) -> bool:
    return any(actor.may(capability) for capability in capabilities)
