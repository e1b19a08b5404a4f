"""Repeat a spot check's draw from its record file: list, hash, seed, every pick. Needs no database. Exit code 1 when it differs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from supervision.draws.rules.records import differences, drawn, read_record, strata_in
from township.refusals import Refused


class Command(BaseCommand):
    help = "按抽取记录文件重新抽取，逐行核对"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="抽查页面下载的抽取记录（JSON）")

    def handle(self, *args, file: Path, **options):
        try:
            given = read_record(file.read_text(encoding="utf-8"))
            found = differences(given)
            lines = drawn(strata_in(given["population"]), given["seed"])
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"读不出文件 {file}：请核对路径，文件要是抽查页面下载的原件。") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{given.get('number', '')}  名单 SHA-256 {given['population_sha256']}")
        for line in lines:
            pick = line.pick
            self.stdout.write(
                f"第{line.stratum}组 第{line.nth}个  {pick.text}  {pick.digest}  余数 {pick.remainder}  {line.unit}"
            )
        if found:
            raise CommandError("核对不一致：\n" + "\n".join(found))
        self.stdout.write(f"核对一致：{len(lines)} 个单位。")
