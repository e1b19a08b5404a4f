"""What a finding proposes when it is taken up: article, limit and to whom by its ground; a person changes them as the case asks.

Source: 信访工作条例第四十条第一款第一项至第三项. Where the township's rule profile names a ground, its entry goes before the office's own rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supervision.orders.rules.orders import ARTICLES, LEAST_DAYS, MOST_DAYS, USUAL_DAYS


@dataclass(frozen=True)
class Trigger:
    """article: key of ARTICLES; limit: working days from issue; cite: clause of the profile, "" = the office's own rule; to: key of
    TRIGGER_TO of the rule profile: the unit alone, with the unit that handled it first beside it, or with a report its head signs."""

    article: str = "40_2"
    limit: int = USUAL_DAYS
    cite: str = ""
    to: str = "unit"

    @property
    def asks_first(self) -> bool:
        """The unit that handled the matter first stands beside the one in charge (首办责任)."""
        return self.to == "first"

    @property
    def asks_head(self) -> bool:
        """The head of the unit signs a 办结报告."""
        return self.to == "head"


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
            return Trigger(entry["article"], limit, entry.get("cite", ""), entry.get("to", "unit"))
    return OWN.get(ground, Trigger())
