"""Every day the ends of the journals leave the machine: a file beside the backups, and an e-mail where an address is set.

A database administrator who has the key as well could make a whole chain anew; they cannot call back a mail.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from township.journal.queries import heads

FOLDER = "journal-heads"


def carry_heads_away(at: datetime) -> int:
    """Write and send today's heads, once a day; returns how many. Nothing without BACKUP_DIR and JOURNAL_HEADS_TO."""
    found = heads()
    text = f"{at:%Y-%m-%d %H:%M} 记录链链尾\n" + "\n".join(head.line for head in found) + "\n"
    name = f"heads-{at:%Y%m%d}.txt"
    path = Path(settings.BACKUP_DIR or settings.VAR_DIR) / FOLDER / name
    if not found or path.exists() or not (settings.BACKUP_DIR or settings.JOURNAL_HEADS_TO):
        return 0
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if settings.EMAIL_CONFIGURED and settings.JOURNAL_HEADS_TO:
        send_mail(f"记录链链尾 {at:%Y-%m-%d}", text, None, settings.JOURNAL_HEADS_TO)
    return len(found)
