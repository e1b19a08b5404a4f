from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = "信访事项"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Registries of the lower floors are filled once the models can be imported.
        from petitions.cases import area as screens
        from petitions.cases import journal_words
        from petitions.cases.actions.due_dates import copy_due_dates, remind_of_due_dates
        from petitions.cases.actions.identity import check_file
        from petitions.cases.actions.settling import settle_case
        from petitions.cases.rules.notice_words import NOTICE_WORDS
        from petitions.ledger.actions import imports
        from petitions.lookup.actions.lookups import sweep_failures
        from petitions.office import area as office_screens
        from petitions.permissions import IMPORT_CASES, VIEW_CASE
        from petitions.screening import area as screening_screens
        from records.clocks.listeners import on_due_changed
        from records.jobs.ticks import register_daily
        from records.jobs.works import register_job
        from records.matters import kinds, origins
        from records.notices import words as notice_words
        from township.frame import navigation

        kinds.register(
            kinds.Kind(
                key="case",
                label="信访事项",
                url_name="petitions:case",
                view=VIEW_CASE,
                gate=check_file,
                settles=settle_case,
            )
        )
        screens.register()
        screening_screens.register()
        origins.register_start("petitions:new")
        journal_words.register()
        notice_words.enter(NOTICE_WORDS)
        office_screens.register()
        navigation.register("信访事项", "台账导入", "petitions:imports", IMPORT_CASES, 80)
        register_job(imports.CHECK_JOB, imports.run_check, "检查台账")
        register_job(imports.COMMIT_JOB, imports.run_commit, "导入台账")
        on_due_changed(copy_due_dates)
        register_daily(remind_of_due_dates, "提醒信访事项临期和超期")
        register_daily(sweep_failures, "清除过期的查询失败记录")
