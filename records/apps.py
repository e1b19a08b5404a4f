from django.apps import AppConfig

AREAS = ("acts", "matters", "papers", "notices", "ledgers", "jobs", "duties", "work", "finding", "keeping", "imports")


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "案卷与时限"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.core import checks
        from django.db.models.signals import post_migrate

        from records.clocks.actions.recomputing import recompute_open_clocks
        from records.clocks.queries import reaches_until
        from records.duties.actions import looks
        from records.jobs import ticks
        from records.keeping.actions.keys import key_after_migrate
        from records.matters.queries.denies import denies_of
        from records.matters.queries.trail import lines_kept_from
        from records.notices.queries.notices import UNREAD
        from records.papers.checks import fonts_at_start
        from township.calendar import listeners
        from township.directory.actions.logins import drop_old_logins
        from township.frame import navigation, slips
        from township.frame.areas import enter_all
        from township.frame.sessions import forget_ended
        from township.journal import limits
        from township.profiles import listeners as rules

        checks.register(fonts_at_start, deploy=True)
        post_migrate.connect(key_after_migrate, sender=self)
        ticks.register_daily(forget_ended, "清除已结束的登录会话")
        ticks.register_daily(drop_old_logins, "整理登录记录")
        limits.hide(lines_kept_from)
        slips.follows_from(denies_of)
        listeners.on_change(recompute_open_clocks)
        listeners.on_change(looks.calendar_changed)
        rules.on_rules_change(looks.look_again)
        listeners.reaches_until(reaches_until)
        navigation.register_inbox("records:inbox", UNREAD)
        enter_all("records", AREAS)
