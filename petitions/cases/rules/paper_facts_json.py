"""Facts of an issued document as JSON and back, so that what a document was written from stays readable for years."""

import json
from dataclasses import asdict, fields
from datetime import date

from petitions.cases.rules.papers import Delivery, Finding, PaperFacts, PaperPerson

_DATES = {item.name for item in fields(PaperFacts) if "date" in str(item.type)}


def facts_to_json(facts: PaperFacts) -> str:
    """Dates in ISO form, Chinese characters as they are."""
    return json.dumps(asdict(facts), ensure_ascii=False, default=date.isoformat, sort_keys=True)


def facts_from_json(text: str) -> PaperFacts:
    """The facts again. Keys this version does not know are left out, keys it misses keep their default."""
    stored = json.loads(text or "{}")
    values = {item.name: stored[item.name] for item in fields(PaperFacts) if item.name in stored}
    for name in _DATES & values.keys():
        values[name] = _day(values[name])
    values["petitioners"] = [_known(PaperPerson, row) for row in values.get("petitioners", [])]
    values["findings"] = [_known(Finding, row) for row in values.get("findings", [])]
    values["claims_elsewhere"] = [tuple(row) for row in values.get("claims_elsewhere", [])]
    delivery = dict(values.get("delivery", {}))
    values["delivery"] = _known(Delivery, delivery | {"on": _day(delivery.get("on"))})
    return PaperFacts(**values)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _known(kind, row: dict):
    names = {item.name for item in fields(kind)}
    return kind(**{name: value for name, value in row.items() if name in names})
