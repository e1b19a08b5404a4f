"""What a finding proposes when it is taken up: article and limit by its ground; a person changes both as the case asks.

Source: 信访工作条例第四十条第一款第一项至第三项. Where the township's rule profile names a ground, its entry goes before the office's own rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supervision.orders.rules.orders import ARTICLES, LEAST_DAYS, MOST_DAYS, USUAL_DAYS


@dataclass(frozen=True)
class Trigger:
    """article: key of ARTICLES; limit: working days from issue; cite: clause of the profile, "" = the office's own rule."""

    article: str = "40_2"
    limit: int = USUAL_DAYS
    cite: str = ""


OWN = {
    "overdue_case": Trigger("40_2", 5),
    "overdue_resolution": Trigger("40_2", 10),
    "missing_duty": Trigger("40_1", 5),
    "missing_report": Trigger("40_1", 3),
    "dissatisfied": Trigger("40_2", 10),
    "repeat": Trigger("40_2", 10),
    "spot_check": Trigger("40_1", 10),
    "dispatch": Trigger("40_2", 10),
}


def trigger_of(ground: str, entries: Iterable[Mapping]) -> Trigger:
    """The proposal for one ground. entries: section "triggers" of the profile in force."""
    for entry in entries:
        if entry["key"] == ground and entry["article"] in ARTICLES:
            limit = min(max(entry["limit"], LEAST_DAYS), MOST_DAYS)
            return Trigger(entry["article"], limit, entry.get("cite", ""))
    return OWN.get(ground, Trigger())
