"""The ends of the journals' chains that left the machine, as they lie beside the backups."""

from pathlib import Path

from django.conf import settings

from township.journal.queries import Head, read_heads

DIFFERS = "differs-"


def folder_of_heads() -> Path:
    """Where they lie."""
    return Path(settings.BACKUP_DIR or settings.VAR_DIR) / "journal-heads"


def last_carried(folder: Path) -> list[Head]:
    """The heads that left last: whatever is written anew before them changes them too."""
    kept = sorted(folder.glob("heads-*.txt"))
    return read_heads(kept[-1].read_text(encoding="utf-8")) if kept else []


def differences() -> list[str]:
    """The files in which it stands that a chain no longer runs through what was carried away, the newest first."""
    return sorted((path.name for path in folder_of_heads().glob(f"{DIFFERS}*.txt")), reverse=True)
