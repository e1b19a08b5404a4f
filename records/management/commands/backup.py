"""manage.py backup FOLDER: database and files in one archive, while people work."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.keeping.actions.backups import make_backup
from records.keeping.envelope import new_pair
from township.refusals import Refused


class Command(BaseCommand):
    help = "备份数据库和文件库到一个文件（不含密钥）。--new-key 生成一对备份密钥。"

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", help="放备份的文件夹")
        parser.add_argument(
            "--new-key", action="store_true", help="只生成一对密钥：公钥写进 BACKUP_PUBLIC_KEY，私钥放进保险柜"
        )

    def handle(self, *args, folder=None, new_key=False, **options):
        if new_key:
            public, private = new_pair()
            self.stdout.write(f"BACKUP_PUBLIC_KEY={public}\n私钥（只放保险柜，不要留在这台机器上）：{private}")
            return
        if not folder:
            raise CommandError("请写明放备份的文件夹：manage.py backup /backup")
        try:
            made = make_backup(Path(folder), at=timezone.localtime())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"已备份：{made}（{made.stat().st_size / 1e6:.1f} MB）")
