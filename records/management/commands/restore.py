"""manage.py restore FILE: a backup into an empty database and an empty store, everything read once afterwards."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from records.keeping.actions.backups import restore
from township.refusals import Refused


class Command(BaseCommand):
    help = "把备份恢复到空的数据库和空的文件库，逐个核对文件和流转与查阅记录。"

    def add_arguments(self, parser):
        parser.add_argument("file", help="manage.py backup 做的文件")
        parser.add_argument("--private-key", help="加密备份的私钥所在的文件")

    def handle(self, *args, file, private_key=None, **options):
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}")
        try:
            found = restore(path, private_key=Path(private_key).read_text().strip() if private_key else "")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"备份时间 {found.manifest.made_at}，{sum(found.manifest.rows.values())} 行，{found.blobs} 个文件。"
        )
        for name, entries, head in found.townships:
            self.stdout.write(f"{name}：流转与查阅记录 {entries} 条，链尾 {head}")
        if found.orphans:
            self.stdout.write(f"另有 {found.orphans} 个文件没有被引用，无妨。")
        if found.faults:
            raise CommandError("恢复后有对不上的地方：\n" + "\n".join(found.faults))
        self.stdout.write("全部核对无误。")
