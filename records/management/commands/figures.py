"""Print every declared figure of a township for a span of days, with numerator, denominator, value and formula."""

import json
from dataclasses import asdict
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from records.figures.declared import lines
from records.figures.rules import FigurePeriod
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Command(BaseCommand):
    help = "列出各项指标：名称、分子、分母、数值和算法"

    def add_arguments(self, parser):
        parser.add_argument("--township", required=True, metavar="CODE", help="区划代码")
        parser.add_argument(
            "--first", required=True, type=date.fromisoformat, metavar="DAY", help="起始日期，如 2026-01-01"
        )
        parser.add_argument("--last", required=True, type=date.fromisoformat, metavar="DAY", help="截止日期（含当日）")
        parser.add_argument("--unit", default="", metavar="NAME", help="只算一个单位：全称或者简称")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="判断超期的日期，默认今天")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args, **options):
        township = Township.objects.filter(code=options["township"]).first()
        if township is None:
            raise CommandError("没有这个区划代码的乡镇。")
        if options["last"] < options["first"]:
            raise CommandError("截止日期早于起始日期。")
        unit = _unit(township, options["unit"]) if options["unit"] else None
        period = FigurePeriod(options["first"], options["last"])
        as_of = options["as_of"] or timezone.localdate()
        found = lines(township.pk, period, as_of, unit_id=unit.pk if unit else None)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(line) for line in found], ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{township.name}　{unit.name if unit else '全部单位'}　{period.label}")
        for line in found:
            parts = f"（{line.n}/{line.d}）" if line.d is not None else ""
            self.stdout.write(f"{line.name}：{line.value}{parts}　{line.formula}")


def _unit(township: Township, name: str) -> Unit:
    found = Unit.objects.filter(Q(name=name) | Q(short_name=name), township=township)
    if len(found) != 1:
        raise CommandError("没有这个名称的单位。" if not found else "有多个单位叫这个名称，请写全称。")
    return found[0]
