"""Load the demonstration: calendar, categories, two invented townships, accounts and matters in every state.

Only into a deployment without a township; everything or nothing, in one transaction.
"""

import time
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from petitions.cases.demo import load_cases
from petitions.ledger.demo import load_ledger
from records.notices.models.notices import Notice
from township.directory.demo import PASSWORD, PLATFORM, demo_accounts, load_townships
from township.directory.models.accounts import Account
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.queries.actors import posts_in_effect
from township.frame import demo_parts

READ_AFTER = timedelta(days=2)


class Command(BaseCommand):
    help = "载入演示乡镇（虚构的机构、人员和信访事项）。已有乡镇时不载入。"

    def add_arguments(self, parser):
        parser.add_argument("--print-accounts", action="store_true", help="只列出演示账号")

    def handle(self, *args, print_accounts=False, **options):
        if not print_accounts:
            self._load()
        self._print_accounts()

    def _load(self) -> None:
        call_command("load_calendar", stdout=_Silent())
        call_command("load_categories", stdout=_Silent())
        if Township.objects.exists():
            self.stdout.write("· 已有乡镇，不再载入演示数据。")
            return
        begun, now = time.monotonic(), timezone.localtime()
        with transaction.atomic():
            first, *_ = load_townships(now)
            imported = load_ledger(first, now)
            played = load_cases(first, now)
            for play in demo_parts.PARTS:
                play(first.township, now.date())
            _notices_in_order(now)
        spent = time.monotonic() - begun
        self.stdout.write(f"· 已载入演示数据：两个虚构乡镇，{played + imported} 件虚构事项（{spent:.0f} 秒）。")

    def _print_accounts(self) -> None:
        accounts = [account for account in demo_accounts() if account.is_active]
        still = {hashed for hashed in {account.password for account in accounts} if check_password(PASSWORD, hashed)}
        accounts = [account for account in accounts if account.password in still]
        if not accounts:
            return
        today = timezone.localdate()
        self.stdout.write(f"演示账号（仅供试用，密码都是 {PASSWORD}；正式使用请另建库，不要保留这些账号）：")
        for account in accounts:
            posts = posts_in_effect(today, person_id=account.person_id).select_related("unit")
            words = "、".join(f"{Role(post.role).label}·{post.unit.label}" for post in posts)
            self.stdout.write(f"  {account.username:<10} {account.township.short_name} {account.person.name}　{words}")
        if Account.objects.filter(username=PLATFORM, is_platform_admin=True, is_active=True).exists():
            self.stdout.write(f"  {PLATFORM:<10} 平台管理员（开设乡镇，看不到任何事项）")


def _notices_in_order(now: datetime) -> None:
    """The stories are played one after another, each over months: their notices are written anew in the order of their time, as
    an office would have got them, and read what is older than two days."""
    rows = list(Notice.objects.filter(deliveries__isnull=True).order_by("at", "pk"))
    Notice.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.pk = None
        if row.at < now - READ_AFTER:
            row.read_at = row.at + timedelta(hours=4)
    Notice.objects.bulk_create(rows, batch_size=500)


class _Silent:
    """Takes what a command called from here would print."""

    def write(self, *args, **kwargs):
        return None

    def isatty(self) -> bool:
        return False
