"""Walk the hash chain of every township's journal; exit code 1 and the first broken line when one does not fit."""

import sys

from django.core.management.base import BaseCommand, CommandError

from township.directory.models.townships import Township
from township.journal.queries import verify_chain


class Command(BaseCommand):
    help = "逐条校验流转与查阅记录的哈希链。全部完好时退出码为 0，否则为 1。"

    def add_arguments(self, parser):
        parser.add_argument("--township", help="只校验这个区划代码的乡镇")

    def handle(self, *args, township=None, **options):
        rows = Township.objects.order_by("code")
        if township:
            rows = rows.filter(code=township)
            if not rows:
                raise CommandError(f"没有区划代码为 {township} 的乡镇。")
        whole = [self._check(row) for row in rows]
        if not all(whole):
            sys.exit(1)

    def _check(self, row: Township) -> bool:
        verdict = verify_chain(row.pk)
        if verdict.broken_seq:
            self.stderr.write(f"{row.code} {row.short_name}：第 {verdict.broken_seq} 条起对不上，{verdict.reason}。")
            return False
        self.stdout.write(f"{row.code} {row.short_name}：{verdict.head_seq} 条完好，链尾 {verdict.head_hash}")
        return True
