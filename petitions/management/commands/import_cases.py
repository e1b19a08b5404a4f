"""manage.py import_cases FILE.xlsx --township CODE [--kind KIND] [--dry-run]: the import of a table without a browser.

Nobody can be asked what a column means: the columns are taken as proposed, and printed. Possible doubles stay out and wait on the page.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.imports.actions.checking import check_rows
from records.imports.actions.committing import commit_chunk
from records.imports.actions.imports import confirm_import, start_import
from records.imports.actions.waiting import problem_words
from records.imports.kinds import KINDS
from records.imports.models import ImportBatch
from township.actors import system_actor
from township.directory.models.townships import Township
from township.refusals import Refused
from township.trial import tried

SHOWN = 20  # problems printed of each kind; the page and --all show the rest


class Command(BaseCommand):
    help = "导入旧台账（.xlsx）：先检查，逐行列出问题，再导入可以导入的行。同一文件再导一次不会重复。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="工作簿")
        parser.add_argument("--township", required=True, help="乡镇的区划代码")
        parser.add_argument("--kind", default="cases", choices=sorted(KINDS), help="哪一种表，默认信访台账")
        parser.add_argument("--dry-run", action="store_true", help="照样检查和导入一遍，但不写入任何内容")
        parser.add_argument("--all", action="store_true", help="列出所有问题，不只前 20 处")

    def handle(self, *args, file: Path, township: str, kind: str, dry_run: bool, **options):
        self.limit = None if options["all"] else SHOWN
        self.at = timezone.localtime()
        owner = Township.objects.filter(code=township).first()
        if owner is None:
            codes = "、".join(Township.objects.values_list("code", flat=True)) or "还没有乡镇"
            raise CommandError(f"没有区划代码是 {township} 的乡镇（现有：{codes}）。")
        if not file.is_file():
            raise CommandError(f"没有找到文件 {file}。")
        self.by = system_actor(owner.pk, "命令行·台账导入", self.at.date())
        try:
            with tried(dry_run):
                self._commit(self._check(kind, file))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if dry_run:
            self.stdout.write("这是试运行，没有写入任何内容。")

    def _check(self, kind: str, file: Path) -> ImportBatch:
        batch = start_import(
            kind=kind, name=file.name, data=file.read_bytes(), by=self.by, at=self.at, in_background=False, asks=False
        )
        labels = {column.key: column.heading for column in KINDS[kind].columns}
        for heading, key in batch.mapping.items():
            self.stdout.write(f"列　{heading} → {labels.get(key, '不导入')}")
        check_rows(batch.pk, self.at, lambda: self._progress(batch, "已检查", "checked"))
        batch.refresh_from_db()
        self._problems(batch)
        for sentence in batch.notices:
            self.stdout.write(sentence)
        twins = f"，疑似重复 {batch.twins}" if batch.twins else ""
        self.stdout.write(f"共 {batch.total} 行：可导入 {batch.good}，有误 {batch.bad}，已有 {batch.known}{twins}。")
        return batch

    def _commit(self, batch: ImportBatch) -> None:
        if batch.good:
            confirm_import(batch_id=batch.pk, by=self.by, at=self.at, in_background=False)
            while commit_chunk(batch.pk, self.at):
                self._progress(batch, "已导入", "done")
        batch.refresh_from_db()
        self.stdout.write(f"导入完毕：新增 {batch.done} 件，未导入 {batch.bad} 行，原有 {batch.known} 件没有改动。")
        if batch.twins:
            self.stdout.write(f"疑似重复的 {batch.twins} 行没有导入，请在“台账导入”页面逐件决定。")

    def _progress(self, batch: ImportBatch, verb: str, count: str) -> bool:
        batch.refresh_from_db()
        words = f"{verb} {getattr(batch, count)} / {batch.total} 行"
        self.stdout.write(words, ending="\r" if self.stdout.isatty() else "\n")
        return True

    def _problems(self, batch: ImportBatch) -> None:
        rows = batch.rows.exclude(problems=[]).order_by("seq").defer("data")
        for states, word in ((("bad",), "有误"), (("good", "known", "twin"), "提示")):
            chosen = rows.filter(state__in=states)
            for row in chosen[: self.limit]:
                self.stdout.write(f"{word}　{row.place}　{problem_words(row)}")
            if self.limit and (more := chosen.count() - self.limit) > 0:
                self.stdout.write(f"……还有 {more} 行{word}，加 --all 全部列出。")
