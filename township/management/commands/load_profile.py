"""Put a rule profile in force for a township, or show what it would change (and whether it would be refused).

For setting a township up; later changes are made on the page 制度设置 by two persons.
"""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from township.actors import system_actor
from township.directory.models.townships import Township
from township.profiles.actions.profiles import adopt_profile, changes_to
from township.profiles.files import profile
from township.profiles.rules.clauses import SAME
from township.profiles.rules.profiles import PROFILE_KEYS
from township.refusals import Refused
from township.trial import tried


class Command(BaseCommand):
    help = "载入制度方案（wulingshan、hantai、hengyang、xincheng、xiji），--dry-run 只显示与现行制度的差别。"

    def add_arguments(self, parser):
        parser.add_argument("key", choices=PROFILE_KEYS, help="方案")
        parser.add_argument("--township", required=True, help="区划代码")
        parser.add_argument("--from", dest="start", type=date.fromisoformat, help="实行日期，如 2026-12-01；默认今天")
        parser.add_argument("--dry-run", action="store_true", help="只显示差别，不载入")

    def handle(self, *args, key, township, start=None, dry_run=False, **options):
        now = timezone.localtime()
        one = Township.objects.filter(code=township).first()
        if one is None:
            raise CommandError(f"没有区划代码为 {township} 的乡镇。")
        try:
            found = profile(key)
            self._show(found, one, start or now.date())
            by = system_actor(one.pk, "系统·载入制度方案", now.date())
            with tried(dry_run):
                adopt_profile(key=key, township_id=one.pk, valid_from=start or now.date(), by=by, at=now)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if dry_run:
            self.stdout.write("这是试运行，没有写入任何内容。")
            return
        self.stdout.write(self.style.SUCCESS(f"{one.short_name} 自 {start or now.date()} 起实行{found.name}。"))

    def _show(self, found, one: Township, start: date) -> None:
        self.stdout.write(f"{one.short_name}：{found.name}（{found.source}），自 {start} 起")
        for row in changes_to(found, one.pk):
            self.stdout.write(f"  {row.word}　{(row.then or row.now).label}（{(row.then or row.now).citation}）")
            for label, before, after in row.lines:
                self.stdout.write(f"        {label}：{before} → {after}")
        if all(row.kind == SAME for row in changes_to(found, one.pk)):
            self.stdout.write("  与现行制度没有差别。")
