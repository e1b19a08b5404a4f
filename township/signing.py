"""Who did something to a row, as pages, papers and sheets show it: with whom a deputy stood in for."""

from datetime import date, datetime

from django.utils import timezone

from township.permissions import CAPABILITIES, Capability


def signed_by(row: object, stem: str = "", *, right: Capability | str | None = None, blank: str = "") -> str:
    """The name of who did something to a row, 李建（代王强） for a deputy; `blank` where nobody did, or the row is None.

    stem: "approved" asks approved_by and the day approved_at or approved_on, "" asks by, at and on; right: by which it was done
    (or its code; a decision by default by what the row itself names as `capability`).
    """
    person = getattr(row, f"{stem}_by" if stem else "by", None)
    if person is None:
        return blank
    right = right or (getattr(row, "capability", None) if stem == "decided" else None)
    on = _day(row, stem)
    return person.signature(on, CAPABILITIES.get(right) if isinstance(right, str) else right) if on else person.name


def _day(row: object, stem: str) -> date | None:
    names = (f"{stem}_at", f"{stem}_on", "at", "on") if stem else ("at", "on")
    found = next((value for name in names if isinstance(value := getattr(row, name, None), date)), None)
    return timezone.localdate(found) if isinstance(found, datetime) else found
