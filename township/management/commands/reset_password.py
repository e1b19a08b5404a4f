"""For the day on which nobody is left who could reset or hand over: a one-time password made on the server itself."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from township.directory.actions.resets import reset_on_server
from township.refusals import Refused


class Command(BaseCommand):
    help = "在服务器上重置一个账号的密码并停用其动态验证码（没有人能在网页上办理时）；显示一次性密码，记入记录，通知本人和主任。"

    def add_arguments(self, parser):
        parser.add_argument("username", help="账号")
        parser.add_argument("--reason", required=True, help="理由，记入流转与查阅记录")

    def handle(self, *args, username, reason, **options):
        try:
            password = reset_on_server(username=username, reason=reason, at=timezone.localtime())
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"账号：{username}")
        self.stdout.write(f"一次性密码：{password}")
        self.stdout.write("请当面交给本人；首次登录须修改，主任或召集人确认以前看不到限知事项。这个密码不会再次显示。")
