"""The one table of periodic work.

Every row is a fixed tick. A tick asks the working calendar and the duty tables what is due up to now and not yet done,
so a missed tick is caught up by the next one and a doubled tick changes nothing. Dates such as "the last working day of
the month" are therefore never written here. Times are Asia/Shanghai.
"""

from dataclasses import dataclass

from celery.schedules import crontab

from records.jobs.rules import Tick


@dataclass(frozen=True)
class PeriodicWork:
    """One tick: its name, the word for its task, the task it sends, when, what for, and the clause behind it.

    `late_after` is in seconds: a tick that waited longer than this in the queue is dropped, because the next one does
    its work.
    """

    name: str
    label: str
    task: str
    cadence: crontab
    purpose: str
    clause: str
    late_after: int


PERIODIC_WORK = (
    PeriodicWork(
        name="sweep-jobs",
        label="任务扫描",
        task="records.tasks.sweep_jobs",
        cadence=crontab(),
        purpose="逐分钟扫描待办作业：生成文书、导入导出；中断的作业重新领取",
        clause="内部运行要求",
        late_after=50,
    ),
    PeriodicWork(
        name="send-deliveries",
        label="通知投递",
        task="records.tasks.send_deliveries",
        cadence=crontab(),
        purpose="逐分钟看一次：到了各人选定的钟点生成当个工作日的通知汇总，投递邮件和群机器人消息",
        clause="内部运行要求",
        late_after=50,
    ),
    PeriodicWork(
        name="backup",
        label="每日备份",
        task="records.tasks.backup",
        cadence=crontab(hour=2, minute=30),
        purpose="备份数据库和文件库（设置了 BACKUP_DIR 时），保留 14 个日备份和 12 个月备份",
        clause="数据安全法第二十七条",
        late_after=6 * 3600,
    ),
    PeriodicWork(
        name="daily-tick-night",
        label="每日结算",
        task="records.tasks.daily_tick",
        cadence=crontab(hour=0, minute=10),
        purpose="每日零点后结算期限：更新下一期限，生成临期、逾期提醒和周期性职责",
        clause="信访工作条例第二十三条、第三十四条",
        late_after=6 * 3600,
    ),
    PeriodicWork(
        name="daily-tick-morning",
        label="每日结算",
        task="records.tasks.daily_tick",
        cadence=crontab(hour=8, minute=30),
        purpose="上班前再核一次，补上夜间停机漏掉的结算",
        clause="信访工作条例第二十三条、第三十四条",
        late_after=6 * 3600,
    ),
)


def beat_schedule() -> dict[str, dict]:
    """The same table in the form Celery beat reads."""
    return {
        work.name: {"task": work.task, "schedule": work.cadence, "options": {"expires": work.late_after}}
        for work in PERIODIC_WORK
    }


def ticks() -> list[Tick]:
    """The same table for the page of runs. Every row is a fixed time of every day; another cadence is a mistake here."""
    for work in PERIODIC_WORK:
        days = (work.cadence.day_of_week, work.cadence.day_of_month, work.cadence.month_of_year)
        if [len(values) for values in days] != [7, 31, 12]:
            raise ValueError(f"{work.name}: not a tick of every day")
    return [
        Tick(
            work.name,
            work.label,
            work.task,
            frozenset(work.cadence.hour),
            frozenset(work.cadence.minute),
            work.purpose,
            work.clause,
        )
        for work in PERIODIC_WORK
    ]
