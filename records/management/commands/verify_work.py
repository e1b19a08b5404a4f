"""Recompute who owes what by when, and say what the stored work items have otherwise. Exit code 1 when there is anything."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from records.work.actions.verify import differences, mend, townships


class Command(BaseCommand):
    help = "核对待办：按各事项现在的情况重新推算，与保存的待办比较"

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="按推算结果改正")

    def handle(self, *args, mend: bool = False, **options):
        found = [one for township in townships() for one in differences(township)]
        for one in found:
            self.stdout.write(f"{one.number} {one.key}：{one.what}")
        if found and mend:
            for township in townships():
                _mend(township)
            self.stdout.write(f"已改正 {len(found)} 处。")
        elif found:
            self.stdout.write(f"共 {len(found)} 处不一致。加上 --mend 按现在的情况改正。")
            raise SystemExit(1)
        else:
            self.stdout.write("待办与各事项一致。")


def _mend(township: int) -> None:
    mend(township, timezone.localtime())
