"""Load the yearly tables under data/holidays into the working calendar. Running it again changes nothing."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from township.actors import Actor
from township.calendar.actions import import_year
from township.calendar.models import WorkCalendarDay, WorkCalendarYear
from township.calendar.rules.holiday_csv import HolidayTable, parse_holiday_csv

FOLDER = Path(settings.BASE_DIR) / "data" / "holidays"
NAME = "系统·载入日历"


class Command(BaseCommand):
    help = "载入 data/holidays/ 下各年的放假安排；已载入且相同的跳过。"

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, help="只载入这一年")
        parser.add_argument("--file", type=Path, help="改从这个 CSV 文件载入")

    def handle(self, *args, year=None, file=None, **options):
        paths = [file] if file else sorted(FOLDER.glob(f"{year or '*'}.csv"))
        if not paths:
            raise CommandError(f"data/holidays/ 下没有 {year} 年的放假安排。")
        for path in paths:
            self._load(path)

    def _load(self, path: Path) -> None:
        try:
            table = parse_holiday_csv(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} 读不出来：{error}") from None
        if table.errors:
            raise CommandError(f"{path.name}：{'；'.join(table.errors)}")
        if is_loaded(table):
            self.stdout.write(f"{table.year} 年：已载入，没有变化。")
            return
        now = timezone.localtime()
        by = Actor(name=NAME, township_id=None, on=now.date(), system=NAME)
        moved = import_year(table=table, by=by, at=now)
        self.stdout.write(f"{table.year} 年：载入 {len(table.rows)} 天，{table.source}；{moved} 个期限重新计算。")


def is_loaded(table: HolidayTable) -> bool:
    """Whether exactly these rows are in already."""
    if not WorkCalendarYear.objects.filter(year=table.year, source=table.source).exists():
        return False
    days = WorkCalendarDay.objects.filter(township__isnull=True, source=table.source)
    stored = set(days.values_list("date", "kind", "name"))
    return stored == {(row.date, row.kind.value, row.name) for row in table.rows}
