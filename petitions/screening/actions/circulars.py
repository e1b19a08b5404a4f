"""The circular of a round (排查通报): drafted from its numbers, then the way of every paper (E2)."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from petitions.permissions import APPROVE_CIRCULAR, RUN_ROUND, VIEW_ROUND
from petitions.screening.models.rounds import Round
from petitions.screening.papers import CircularFacts, circular_html, circular_title
from petitions.screening.queries.rounds import figures_of, round_owed_now, unit_lines
from petitions.screening.rules.rounds import AD_HOC, CIRCULAR, check_circular, circular_text, standing
from records.acts.actions.turns import Turn, finish, take
from records.duties.actions.duties import fulfil
from records.papers.actions.documents import draft_document, facts_of
from records.papers.actions.flows import Flow
from records.papers.actions.recipients import Distribution, address
from records.papers.models.documents import Document
from records.papers.models.recipients import Recipient
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from township.actors import Actor
from township.directory.models.units import Unit
from township.directory.queries.units import district_offices
from township.refusals import Refused

EVERYBODY = ["各成员单位", "各村（社区）"]


class CircularFlow(Flow):
    kind, label, model = "screening_circular", "排查通报", Round
    series, kept = "screening_circular", ()
    view, write, approve, issue = VIEW_ROUND, RUN_ROUND, APPROVE_CIRCULAR, RUN_ROUND

    def document(self, row: Round) -> Document | None:
        return row.circular

    def keep_document(self, row: Round, document: Document) -> None:
        row.circular = document

    def check(self, turn: Turn) -> None:
        check_circular(turn.row.circular.body)

    def addressees(self, row: Round) -> tuple[list[str], list[str]]:
        """As printed: all units of the round by what they are together."""
        units, copies = super().addressees(row)
        main = row.circular.recipients.filter(part=Recipient.Part.MAIN).values_list("unit_id", flat=True)
        is_everybody = set(main) == set(row.returns.values_list("unit_id", flat=True))
        return (EVERYBODY if is_everybody else units), copies

    def layout(self, row: Round) -> dict:
        """The table as it was approved, with those it goes to now."""
        units, copies = self.addressees(row)
        return facts_of(row.circular) | {"units": units, "copies": copies}

    def html(self, row: Round, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        return circular_html(CircularFacts(**self.layout(row)), row.title, body, number=number, issued_on=issued_on)

    def work(self, row: Round) -> Iterator[Owed]:
        """What is owed on the round, then on its circular."""
        yield from round_owed_now(row)
        yield from super().work(row)

    def issued(self, turn: Turn) -> None:
        """The duty of the very period the round belongs to is done: of its half month or of its month."""
        screening, number = turn.row, turn.row.circular.number
        if screening.clause == AD_HOC:
            return
        given = {
            "clause": CIRCULAR,
            "township_id": screening.township_id,
            "on": turn.today,
            "by": turn.by,
            "at": turn.at,
        }
        for period in dict.fromkeys((screening.period, screening.period[:7])):
            if fulfil(**given, evidence=turn.matter, text=f"排查通报{number}", period=period):
                return


FLOW = CircularFlow()
declare_series(FLOW.kind, "排")


def draft_circular(*, round_id: int, revision: int, by: Actor, at: datetime) -> Round:
    """The first draft, written from the numbers of the round as they stand now. Refused when there is one already."""
    with transaction.atomic():
        turn = take(Round, round_id, revision=revision, capability=RUN_ROUND, by=by, at=at)
        move, screening = turn.move("draft"), turn.row
        if screening.circular_id:
            raise Refused("已经有通报草稿，请直接修改。")
        figures = figures_of(screening)
        screening.circular = draft_document(
            matter=turn.matter,
            kind=FLOW.kind,
            title=circular_title(screening.title)[:120],
            body=circular_text(screening.title, screening.township.office_name, figures, unit_lines(screening)),
            facts=asdict(CircularFacts(screening.township.office_name, rows=_table(screening, turn.today))),
            by=by,
            at=at,
        )
        units = list(Unit.objects.filter(screening_returns__round=screening).order_by("order", "pk"))
        address(screening.circular, Distribution(units, district_offices(screening.township_id)))
        finish(turn, move, text="拟写排查通报")
        return screening


def _table(screening: Round, today: date) -> list[list]:
    """Unit, state, found, carried over: the annex of the circular."""
    found = {unit: new for unit, new, _ in unit_lines(screening)}
    rows = screening.returns.select_related("unit").order_by("unit__order", "unit_id")
    return [
        [
            row.unit.label,
            standing(row.state, row.is_late, screening.due_on, today),
            found.get(row.unit.label, 0),
            row.carried_count,
        ]
        for row in rows
    ]
