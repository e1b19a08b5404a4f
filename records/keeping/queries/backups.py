"""How it stands with the backups, for the administrator's desk."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from records.keeping.queries.heads import differences
from records.keeping.rules.archives import DAILY, MONTHLY, day_of
from township.actors import Actor

OLD = timedelta(days=2)  # a backup of the day before yesterday is one too few


@dataclass(frozen=True)
class BackupState:
    """is_set: whether a folder is set; last: day of the newest backup; megabytes: its size; count: how many are kept."""

    is_set: bool
    last: date | None = None
    megabytes: float = 0
    count: int = 0
    is_old: bool = False


def backup_state(actor: Actor, today: date) -> dict:
    """Context of the aside."""
    return {"backup": _state(today), "differing": differences()}


@dataclass(frozen=True)
class KeptBackups:
    """How long what is destroyed today stays in backups. days, months: of how many the newest is kept; last: day of the newest one."""

    days: int
    months: int
    last: date | None


def kept_backups(today: date) -> KeptBackups:
    """For who agrees to a destruction."""
    return KeptBackups(DAILY, MONTHLY, _state(today).last)


def _state(today: date) -> BackupState:
    if not settings.BACKUP_DIR:
        return BackupState(is_set=False)
    folder = Path(settings.BACKUP_DIR)
    found = sorted((path for path in folder.glob("township-*") if day_of(path.name)), key=lambda path: path.name)
    if not found:
        return BackupState(is_set=True, is_old=True)
    last = day_of(found[-1].name)
    size = round(found[-1].stat().st_size / 1e6, 1)
    return BackupState(True, last, size, len(found), today - last >= OLD)
