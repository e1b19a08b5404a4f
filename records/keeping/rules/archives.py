"""Backups as files: their names, what they say of themselves, which are kept."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

DAILY, MONTHLY = 14, 12  # kept: the newest of each of so many days, and of each of so many months
_NAME = re.compile(r"township-(\d{4})(\d{2})(\d{2})-\d{6}\.(tar|tar\.sealed)", re.ASCII)


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. made_at: ISO, Asia/Shanghai; engine: "sqlite" or "postgresql"; key: fingerprint of the
    data key, never the key; rows: table -> rows at the moment of the dump; files: member of the archive -> sha256."""

    version: int
    made_at: str
    engine: str
    key: str
    rows: dict[str, int]
    files: dict[str, str]

    def as_json(self) -> dict:
        return asdict(self)


def name_of(at: datetime, *, is_sealed: bool) -> str:
    """township-20261128-023000.tar, or .tar.sealed when it is encrypted to a public key."""
    return f"township-{at:%Y%m%d-%H%M%S}.tar{'.sealed' if is_sealed else ''}"


def day_of(name: str) -> date | None:
    """The day a backup was made; None for any other file."""
    found = _NAME.fullmatch(name)
    return date(*map(int, found.groups()[:3])) if found else None


def superfluous(names: Iterable[str]) -> list[str]:
    """Backups that may go: not the newest of one of the last fourteen days with a backup, nor of one of the last twelve
    months with one. Other files are never named."""
    newest_of_day: dict[date, str] = {}
    ours = sorted(name for name in names if day_of(name))
    for name in ours:
        newest_of_day[day_of(name)] = name
    newest_of_month = {(day.year, day.month): name for day, name in sorted(newest_of_day.items())}
    kept = {name for _, name in sorted(newest_of_day.items())[-DAILY:]}
    kept |= {name for _, name in sorted(newest_of_month.items())[-MONTHLY:]}
    return [name for name in ours if name not in kept]
