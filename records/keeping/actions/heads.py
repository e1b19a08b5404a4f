"""Every day the ends of the journals leave the machine: a file beside the backups, and an e-mail where an address is set.

A database administrator who has the key as well could make a whole chain anew; they cannot call back a mail. What was carried
away before is compared each day, so that nobody has to think of it.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail

from records.keeping.queries.heads import DIFFERS, folder_of_heads, last_carried
from township.journal.queries import difference, heads

LOG = logging.getLogger(__name__)


def carry_heads_away(at: datetime) -> int:
    """Write and send today's heads, once a day, and what differs from those that left last; returns how many heads. Nothing
    without BACKUP_DIR and JOURNAL_HEADS_TO. What differs stays in a file of its own and on the administrator's desk until somebody
    has taken that file away."""
    found, folder = heads(), folder_of_heads()
    path = folder / f"heads-{at:%Y%m%d}.txt"
    if not found or path.exists() or not (settings.BACKUP_DIR or settings.JOURNAL_HEADS_TO):
        return 0
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    title = f"记录链链尾 {at:%Y-%m-%d}"
    text = f"{at:%Y-%m-%d %H:%M} 记录链链尾\n" + "\n".join(head.line for head in found) + "\n"
    wrong = [sentence for head in last_carried(folder) if (sentence := difference(head))]
    if wrong:
        title = f"记录链与以前带出的不一致 {at:%Y-%m-%d}"
        text = "\n".join((title, *wrong, "", text))
        LOG.error("%s：%s", title, "；".join(wrong))
        (folder / f"{DIFFERS}{at:%Y%m%d}.txt").write_text("\n".join(wrong) + "\n", encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    if settings.EMAIL_CONFIGURED and settings.JOURNAL_HEADS_TO:
        send_mail(title, text, None, settings.JOURNAL_HEADS_TO)
    return len(found)
