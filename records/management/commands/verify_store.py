"""manage.py verify_store: every file that a row names is there, whole, and opens with the key."""

import sys

from django.core.management.base import BaseCommand

from records.keeping.queries.blobs import blob_faults, named_blobs, stored_blobs


class Command(BaseCommand):
    help = "逐个核对文书和附件：文件在、内容与摘要相符、密钥能打开。全部完好时退出码为 0，否则为 1。"

    def handle(self, *args, **options):
        named = named_blobs()
        faults = list(blob_faults(named))
        for fault in faults:
            self.stderr.write(f"{fault.table} {fault.name}：{fault.what}")
        self.stdout.write(
            f"{len(named)} 个文件，{len(faults)} 个有问题；没有被引用的 {len(stored_blobs() - named.keys())} 个。"
        )
        if faults:
            sys.exit(1)
