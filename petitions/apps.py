from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = "信访事项"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from petitions.permissions import VIEW_CASE  # registries are filled once Django is ready
        from records.kinds import Kind, register

        register(Kind(key="case", label="信访事项", url_name="petitions:case", view=VIEW_CASE))
        from petitions.actions import imports
        from petitions.permissions import IMPORT_CASES
        from records.jobs import register_job
        from township import navigation

        register_job(imports.CHECK_JOB, imports.run_check, "检查台账")
        register_job(imports.COMMIT_JOB, imports.run_commit, "导入台账")
        navigation.register("信访事项", "台账导入", "petitions:imports", IMPORT_CASES, 80)
        from petitions.actions.due_dates import copy_due_dates, remind_of_due_dates
        from records.due_dates import on_due_changed
        from records.ticks import register_daily

        on_due_changed(copy_due_dates)
        register_daily(remind_of_due_dates)
