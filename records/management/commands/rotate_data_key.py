"""manage.py rotate_data_key: everything sealed with DATA_KEY_OLD is sealed with DATA_KEY, while people work."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.keeping.actions.rotation import rotate
from records.keeping.queries.sealed import left_at_old
from township.refusals import Refused


class Command(BaseCommand):
    help = "更换数据密钥：把用原密钥（DATA_KEY_OLD）加密的内容改用新密钥（DATA_KEY）加密。可以边办公边运行，中断了再运行一次。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只数还有多少是用原密钥加密的")

    def handle(self, *args, check, **options):
        if check:
            left = left_at_old()
            self.stdout.write("，".join(f"{name} {count}" for name, count in left.items()) or "用原密钥加密的：0")
            return
        try:
            done = rotate(at=timezone.localtime(), say=self.stdout.write)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"已改用新密钥加密 {done} 项；用原密钥加密的：0。可以去掉 DATA_KEY_OLD，重新启动。")
