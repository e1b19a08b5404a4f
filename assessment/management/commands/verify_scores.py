"""Compute a score workbook anew from its own rows and say where it says otherwise. Exit code 1 when there is anything."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assessment.schemes.sheets.reading import verified
from township.refusals import Refused


class Command(BaseCommand):
    help = "核对考核核算表：按表里的数据和评分重新计算，与公布得分比较"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="导出的核算表（.xlsx）")

    def handle(self, *args, file: Path, **options):
        try:
            found = verified(file.read_bytes())
        except (OSError, Refused) as error:
            raise CommandError(str(error)) from error
        for one in found:
            mark = "一致" if one.agrees else "不一致"
            cached = f"，表内公式 {one.cached}" if one.cached else ""
            self.stdout.write(f"{one.unit}：重新计算 {one.computed}，公布 {one.published}{cached}，{mark}")
        wrong = sum(not one.agrees for one in found)
        if wrong:
            self.stdout.write(f"共 {wrong} 个单位不一致。")
            raise SystemExit(1)
        self.stdout.write(f"{len(found)} 个单位全部一致。")
