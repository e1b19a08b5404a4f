"""The journal: who did, read, printed or exported what."""

from datetime import date, timedelta
from urllib.parse import urlencode

from township.actors import Actor
from township.frame.areas import Area, Aside, Tab
from township.journal.queries import FAILED_LOGINS, JournalFilter, filtered, journal_visible_to
from township.permissions import AUDITOR, VIEW_JOURNAL

WEEK = timedelta(days=6)  # today and the six days before


def journal_today(actor: Actor, today: date) -> dict:
    """Figures of the last seven days for the auditor: reads of identity data, refused attempts, failed log-ins."""
    since = today - WEEK
    seen = journal_visible_to(actor)
    counters = [
        ("identity.reveal", "近七天查看身份"),
        ("scope.denied", "近七天访问范围外"),
        (FAILED_LOGINS, "近七天登录失败或锁定"),
    ]
    return {
        "counters": [
            {
                "count": filtered(seen, JournalFilter(action=action, first=since)).count(),
                "query": urlencode({"action": action, "first": since.isoformat()}),
                "label": label,
            }
            for action, label in counters
        ]
    }


AREA = Area(
    tabs=(Tab("settings", "流转与查阅记录", "township:journal", VIEW_JOURNAL, 70),),
    asides=(Aside((AUDITOR,), 85, "township/journal/home.html", journal_today),),
)
