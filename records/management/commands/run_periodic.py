"""manage.py run_periodic: everything a day brings, by hand, now or at a moment named (repeats change nothing)."""

from datetime import datetime, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.tasks import run_daily


class Command(BaseCommand):
    help = "按日执行全部周期性工作（开启应办、提醒、时限结算等）；重复执行不会重复产生。"

    def add_arguments(self, parser):
        parser.add_argument("--at", help="2026-11-16 或 2026-11-16T08:30（北京时间）；不写就是现在")
        parser.add_argument("--until", help="2026-11-30：从 --at 起逐日执行到这一天（含）")

    def handle(self, *args, at=None, until=None, **options):
        first = self._moment(at, "--at") if at else timezone.localtime()
        last = self._moment(until, "--until") if until else first
        if last.date() < first.date():
            raise CommandError("--until 不能早于 --at。")
        failed = 0
        for n in range((last.date() - first.date()).days + 1):
            moment = first + timedelta(days=n)
            failures = run_daily(moment)
            failed += len(failures)
            words = f"失败：{'、'.join(failures)}" if failures else "完成"
            self.stdout.write(f"{moment:%Y-%m-%d %H:%M} {words}")
        if failed:
            raise CommandError(f"有 {failed} 项没有完成，详情见日志。")

    def _moment(self, text: str, option: str) -> datetime:
        try:
            found = datetime.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"{option} 写成 2026-11-16 或 2026-11-16T08:30 的样子。") from error
        if len(text) == 10:
            found = found.replace(hour=8, minute=30)
        return found if found.tzinfo else timezone.make_aware(found)
