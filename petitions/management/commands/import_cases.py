"""manage.py import_cases FILE.xlsx --township CODE [--dry-run]: the import of a ledger without a browser."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from petitions.ledger.actions.imports import check_chunk, commit_chunk, confirm_import, read_ledger, start_import
from petitions.ledger.models import ImportBatch
from petitions.ledger.queries.imports import Checker
from township.actors import system_actor
from township.directory.models.townships import Township
from township.refusals import Refused

SHOWN = 20  # problems printed of each kind; the page and --all show the rest


class Command(BaseCommand):
    help = "导入旧台账（.xlsx）：先检查，逐行列出问题，再导入可以导入的行。同一文件再导一次不会重复。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="工作簿")
        parser.add_argument("--township", required=True, help="乡镇的区划代码")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入任何内容")
        parser.add_argument("--all", action="store_true", help="列出所有问题，不只前 20 处")

    def handle(self, *args, file: Path, township: str, dry_run: bool, **options):
        self.limit = None if options["all"] else SHOWN
        at = timezone.localtime()
        owner = Township.objects.filter(code=township).first()
        if owner is None:
            codes = "、".join(Township.objects.values_list("code", flat=True)) or "还没有乡镇"
            raise CommandError(f"没有区划代码是 {township} 的乡镇（现有：{codes}）。")
        if not file.is_file():
            raise CommandError(f"没有找到文件 {file}。")
        try:
            if dry_run:
                self._try(owner, file.read_bytes(), at)
            else:
                self._import(owner, file, at)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _try(self, owner: Township, data: bytes, at) -> None:
        sheet, columns = read_ledger(data)
        rows = Checker(owner.pk, columns, at.date()).check(sheet.header, sheet.rows)
        counts = Counter(row.state for row in rows)
        self._problems([(row.number, p.column, p.message, p.blocking) for row in rows for p in row.problems])
        self.stdout.write(f"共 {len(rows)} 行：可导入 {counts['good']}，有误 {counts['bad']}，已有 {counts['known']}。")
        self.stdout.write("这是试运行，没有写入任何内容。")

    def _import(self, owner: Township, file: Path, at) -> None:
        by = system_actor(owner.pk, "命令行·台账导入", at.date())
        batch = start_import(name=file.name, data=file.read_bytes(), by=by, at=at, in_background=False)
        start = 0
        while start := check_chunk(batch.pk, start, at):
            self._progress(f"已检查 {start} / {batch.total} 行")
        batch.refresh_from_db()
        rows = batch.rows.exclude(problems=[]).order_by("row").defer("data")
        self._problems([(row.row, p["column"], p["message"], p["blocking"]) for row in rows for p in row.problems])
        self.stdout.write(f"共 {batch.total} 行：可导入 {batch.good}，有误 {batch.bad}，已有 {batch.known}。")
        if batch.good:
            confirm_import(batch_id=batch.pk, by=by, at=at, in_background=False)
            while commit_chunk(batch.pk, at):
                done = ImportBatch.objects.values_list("done", flat=True).get(pk=batch.pk)
                self._progress(f"已导入 {done} / {batch.good} 行")
        batch.refresh_from_db()
        self.stdout.write(f"导入完毕：新增 {batch.done} 件，未导入 {batch.bad} 行，原有 {batch.known} 件没有改动。")

    def _progress(self, words: str) -> None:
        self.stdout.write(words, ending="\r" if self.stdout.isatty() else "\n")

    def _problems(self, problems: list[tuple[int, str, str, bool]]) -> None:
        for blocking, word in ((True, "有误"), (False, "提示")):
            chosen = [problem for problem in problems if problem[3] == blocking]
            for number, column, message, _ in chosen[: self.limit]:
                self.stdout.write(f"{word}　第 {number} 行　{column}：{message}")
            if self.limit and len(chosen) > self.limit:
                self.stdout.write(f"……还有 {len(chosen) - self.limit} 处{word}，加 --all 全部列出。")
