"""What is frozen of a run when its result is settled, and the hash that proves it."""

import hashlib
import json

from assessment.schemes.models.runs import Run
from assessment.schemes.queries.runs import (
    half_results,
    results,
)
from assessment.schemes.queries.schemes import content_of
from assessment.schemes.rules.schemes import Content
from records.figures.declared import DECLARED
from township.calendar.models import WorkCalendarYear


def frozen(row: Run) -> dict:
    """Everything the result was computed from, so that it can be computed again and never changes."""
    content: Content = content_of(row.scheme)
    keys = sorted({key for item in content.items() for key in item.figures})
    lines = row.rows.order_by("figure", "unit_id", "on", "pk").values_list(
        "figure", "unit_id", "about", "is_counted", "on", "is_out"
    )
    digest = hashlib.sha256()
    for line in lines.iterator():
        digest.update(("|".join(str(cell) for cell in line) + "\n").encode())
    years = WorkCalendarYear.objects.filter(year__gte=row.first.year, year__lte=row.last.year)
    return {
        "scheme": {"id": row.scheme_id, "version": row.scheme.version, "sha256": row.scheme.sha256},
        "content": row.scheme.content,
        "period": [row.first.isoformat(), row.last.isoformat(), row.as_of.isoformat()],
        "calendar": [str(year) for year in years.order_by("pk")],
        "figures": {key: {"label": DECLARED[key].label, "formula": DECLARED[key].formula} for key in keys},
        "rows": {"number": row.rows.count(), "sha256": digest.hexdigest()},
        "half": {str(unit): str(value) for unit, value in half_results(row).items()},
        "units": [score.frozen() for score in results(row)],
    }


def result_hash(result: dict) -> str:
    """sha256 of the canonical JSON of a frozen result."""
    text = json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
