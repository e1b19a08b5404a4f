"""What is opened once for a period, by the rule profile or by hand: the dispatch of a month, the hearing of a quarter, a report."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from records.acts.actions.turns import Turn, finish, start
from records.duties.rules.duties import Period
from records.papers.actions.numbers import issue_number
from township.actors import Actor, ensure_may
from township.permissions import Capability


@dataclass(frozen=True)
class OncePerPeriod:
    """kind, series: of its matter and of that one's number; title: follows the period's name; right: who may open it."""

    model: type[Model]
    kind: str
    series: str
    title: str
    right: Capability

    @transaction.atomic
    def open(
        self, period: Period, by: Actor, at: datetime, given: Callable[[], dict], more: Callable[..., str] | None = None
    ) -> tuple[Model, bool]:
        """(the row of the period, whether it was opened now): called again it gives the one there is.

        given: the row's other columns; more: of these, what the line of the timeline says besides."""
        ensure_may(by, self.right)
        rows = self.model.objects.filter(township_id=by.township_id, period=period.key)
        known = rows.select_related("matter").first()
        if known:
            return known, False
        number = issue_number(self.series, township_id=by.township_id, on=period.first)
        matter = start(kind=self.kind, number=number, title=f"{period.label}{self.title}", by=by, at=at)
        span = {"period": period.key, "period_label": period.label, "first": period.first, "last": period.last}
        values = given()
        row = self.model(matter=matter, township_id=by.township_id, revision=0, **span, **values)
        return finish(Turn(row, by, at), "open", text=f"建立{matter.title}{more(**values) if more else ''}"), True
