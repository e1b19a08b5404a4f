"""The ends of the journals' chains, to be carried off this machine, and compared with those that were."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from township.journal.queries import difference, heads, read_heads


class Command(BaseCommand):
    help = "打印各乡镇记录链的链尾（存到系统之外）；--compare 与以前存下的逐个比对，不同的退出码为 1。"

    def add_arguments(self, parser):
        parser.add_argument("--compare", metavar="FILE", help="以前存下的链尾文件或邮件正文")

    def handle(self, *args, compare=None, **options):
        if compare is None:
            for head in heads():
                self.stdout.write(head.line)
            return
        try:
            known = read_heads(Path(compare).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"读不出 {compare}。") from error
        if not known:
            raise CommandError(f"{compare} 里没有链尾。")
        wrong = [sentence for sentence in map(difference, known) if sentence]
        for sentence in wrong:
            self.stderr.write(sentence)
        self.stdout.write(f"比对 {len(known)} 个链尾，{len(wrong)} 个不同。")
        if wrong:
            sys.exit(1)
