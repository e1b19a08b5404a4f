"""Parts of the embedded mode that died or fell silent and were started again, as script/up writes them down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.dateparse import parse_datetime

LOOKED_BACK = timedelta(hours=24)
PARTS = {"web": "网页服务", "worker": "后台任务", "beat": "定时触发"}
LAST_LINES = 200


@dataclass(frozen=True)
class Restarts:
    """times: how often parts died; last: when the last one did; parts: which, in the words of the page."""

    times: int
    last: datetime
    parts: tuple[str, ...]


def restarts(now: datetime) -> Restarts | None:
    """What died in the last 24 hours; None when nothing did or somebody else keeps the parts running."""
    try:
        lines = Path(settings.RESTARTS_FILE).read_text().splitlines()[-LAST_LINES:]
    except OSError:
        return None
    found = [(parse_datetime(at), PARTS.get(name, name)) for at, _, name in (line.partition(" ") for line in lines)]
    recent = [(at, name) for at, name in found if at and now - LOOKED_BACK < at <= now]
    if not recent:
        return None
    return Restarts(len(recent), recent[-1][0], tuple(dict.fromkeys(name for _, name in recent)))
