"""Compute the kept figures of the board anew and say where they differ. Exit code 1 when there is anything."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessment.board.actions import Difference, differences, take_figures
from assessment.board.models import Taking
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Command(BaseCommand):
    help = "核对看板指标：按同一日期重新计算，与保存的按月按单位的数字比较；没有提取过的乡镇只说明"

    def add_arguments(self, parser):
        parser.add_argument("--township", default="", metavar="CODE", help="只核对一个乡镇，默认全部")
        parser.add_argument("--mend", action="store_true", help="重新提取有差别的乡镇")

    def handle(self, *args, mend: bool = False, **options):
        townships = Township.objects.filter(is_active=True).order_by("pk")
        if options["township"]:
            townships = townships.filter(code=options["township"])
            if not townships:
                raise CommandError("没有这个区划代码的乡镇。")
        taken = set(Taking.objects.values_list("township_id", flat=True))
        never = [township.name for township in townships if township.pk not in taken]
        wrong = sum(self._one(township, mend) for township in townships if township.pk in taken)
        if never:
            self.stdout.write(
                f"还没有提取过，没有可核对的：{'、'.join(never)}。夜间自动提取，也可以在看板上按“重新提取”。"
            )
        if wrong and not mend:
            self.stdout.write(f"共 {wrong} 处不一致；提取以后办过的事项也列在内。加上 --mend 重新提取。")
            raise SystemExit(1)
        if len(never) == len(townships):
            return
        self.stdout.write(f"已重新提取，原有 {wrong} 处不一致。" if wrong else "保存的指标与重新计算的一致。")

    def _one(self, township: Township, mend: bool) -> int:
        found = list(differences(township.pk))
        names = dict(Unit.objects.filter(township=township).values_list("pk", "name"))
        for one in found:
            self.stdout.write(_words(township, names, one))
        if found and mend:
            take_figures(township.pk, timezone.now())
        return len(found)


def _words(township: Township, names: dict[int, str], one: Difference) -> str:
    unit = names.get(one.unit, "不分单位")
    return f"{township.name} {one.label} {one.month:%Y-%m} {unit}：保存 {_parts(one.kept)}，重新计算 {_parts(one.now)}"


def _parts(pair: tuple[int, int] | None) -> str:
    return f"{pair[0]}/{pair[1]}" if pair else "没有"
