"""The very first log-in: an account that opens townships in the browser. Prints a one-time password."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from township.directory.actions.accounts import new_account
from township.refusals import Refused


class Command(BaseCommand):
    help = "建立平台管理员账号，显示一次性密码（首次登录须修改）。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="账号，如 platform")

    def handle(self, *args, username, **options):
        try:
            made = new_account(username=username, at=timezone.localtime(), is_platform_admin=True)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"账号：{made.account.username}")
        self.stdout.write(f"一次性密码：{made.password}")
        self.stdout.write("请用它登录，改密码后开设乡镇。这个密码不会再次显示。")
