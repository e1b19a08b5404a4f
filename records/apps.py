from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "案卷与时限"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from records.acts.actions.drafts import drop_old_drafts
        from records.clocks.actions import recompute_open_clocks
        from records.clocks.queries import reaches_until
        from records.duties import demo as demo_duties
        from records.duties import home_sections
        from records.duties.actions.rounds import tend_duties
        from records.jobs import ticks
        from records.matters.queries.trail import lines_kept_from
        from records.notices import area as notices_screens
        from records.notices.queries.notices import unread_count
        from records.papers.queries.approvals import waiting_count
        from records.permissions import VIEW_CANDIDATE, VIEW_DUTY, VIEW_JOBS
        from township.calendar import listeners as calendar_listeners
        from township.frame import demo_parts, navigation
        from township.frame.sessions import forget_ended
        from township.journal import limits as journal_limits

        ticks.register_daily(tend_duties, "制度应办：开启、提醒、升级")
        ticks.register_daily(drop_old_drafts, "清除过期草稿")
        ticks.register_daily(forget_ended, "清除已结束的登录会话")
        journal_limits.hide(lines_kept_from)
        calendar_listeners.on_change(recompute_open_clocks)
        calendar_listeners.reaches_until(reaches_until)
        navigation.register_inbox("records:inbox", lambda actor, today: unread_count(actor))
        navigation.register(
            navigation.TODAY, "审批", "records:approvals", decides_something, 20, lambda actor, today: waiting_count(actor),
            phone="审批",
        )  # fmt: skip
        navigation.register("制度台账", "制度应办", "records:duties", VIEW_DUTY, 10)
        navigation.register("督查督办", "督办建议", "records:candidates", VIEW_CANDIDATE, 10)
        home_sections.register()
        demo_parts.register(demo_duties.load)
        navigation.register("设置", "后台任务", "records:jobs", VIEW_JOBS, 90)
        notices_screens.register()


def decides_something(actor) -> bool:
    """Whether any right of approval comes with this actor's posts: only then is there a page of approvals for him."""
    from records.papers.queries.approvals import approval_rights

    return actor.person_id is not None and bool(approval_rights(actor))
