"""What one unit lives through in a year: a late case, two orders, a measure that is lifted, and the result of the year.

The system finds the case by itself; a person does the rest on the days on which each thing can be done. `by_day` is sent one
day after the other.
"""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.schemes.actions import freezing
from assessment.schemes.models.runs import Run, RunRow
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from records.work.actions.verify import differences
from supervision.accountability.actions import effects
from supervision.accountability.models.measures import Measure
from supervision.orders.actions import orders
from supervision.orders.models.orders import Order
from tests.assessment.schemes.bench import Bench
from tests.cast import Cast
from tests.petitions.stage import Stage
from tests.supervision.accountability.conftest import Room
from tests.supervision.orders.conftest import Room as Orders

OFFICE = ("clerk", "clerk2", "director", "convenor", "chief")
# The form of accountability that each rule book has and this office may decide.
FORMS = {
    "wulingshan": "convenor_talk",
    "hengyang": "talk",
    "xiji": "talk",
    "hantai": "circular",
    "xincheng": "circular",
}


@dataclass
class YearStory:
    """One township by one rule book. order, again, measure, half: what has come of it so far."""

    cast: Cast
    key: str
    order: Order | None = None
    again: Order | None = None
    measure: Measure | None = None
    half: Run | None = None

    def __post_init__(self):
        self.orders = Orders(self.cast)
        self.room, self.bench = Room(self.cast, self.orders), Bench(self.cast, self.cast.today)

    def stand_at(self, day: date) -> None:
        self.orders.day = self.room.day = self.bench.day = day

    def by_day(self) -> Generator[None, date, None]:
        """Sent each day in turn; nothing more happens once the measure is lifted and the half-year is assessed."""
        yield from self.wait(lambda: self.bench.day >= date(2026, 1, 5))
        self.bench.scheme(self.key)
        stage = Stage(self.cast, day=self.bench.day)
        stage.register()
        stage.assign(lead_due_on=self.bench.day + timedelta(days=15))
        yield from self.wait(lambda: self.found(stage) is not None)
        self.order = self.orders.draft(self.found(stage))
        yield from self.after(1)
        self.orders.issued(self.order)
        yield from self.after(20)  # the reply is late
        self.orders.returned(self.orders.replied(self.orders.fresh(self.order)))
        yield from self.after(3)
        self.again = self.orders.on(orders.order_again, self.order, data=self.orders.data())
        self.orders.issued(self.again)
        yield from self.after(12)
        yield from self.accounted()
        yield from self.wait(lambda: self.bench.day >= date(2026, 7, 20))
        self.half = self.bench.run(self.key)
        yield from self.after(10)  # the units have reported where the scheme asks for it
        self.half = self.bench.published(self.half)
        yield from self.after(15)
        self.half = self.bench.issued(self.half)
        yield from self.wait(lambda: False)

    def accounted(self) -> Generator[None, date, None]:
        """From the proposal over the statement to the end of its effect."""
        room = self.room
        row = room.propose(f"order:{self.again.pk}", form=FORMS[self.key])
        self.measure = row
        room.notified(row)
        yield from self.after(3)
        row = room.served(room.decided(room.submitted(room.heard(room.fresh(row)))))
        yield from self.after(3)
        if row.rung.is_talk:
            row = room.standing(room.talked(row, days=0))
        yield from self.after(60)
        room.on(effects.lift, row, "convenor", reason="整改到位，答复已经送达。")

    def found(self, stage: Stage) -> Candidate | None:
        """What the sweep of reminders has raised about the case."""
        return Candidate.objects.filter(matter=stage.case.matter, ground="overdue_case").first()

    def wait(self, is_ready) -> Generator[None, date, None]:
        """Until something has happened, at the earliest on the next day."""
        while True:
            self.stand_at((yield))
            if is_ready():
                return

    def after(self, days: int) -> Generator[None, date, None]:
        until = self.bench.day + timedelta(days=days)
        yield from self.wait(lambda: self.bench.day >= until)

    def end_of_year(self) -> Run:
        """The year's result, with an objection that changes it; played when the year is over."""
        bench = self.bench
        row = bench.run(self.key, stage="year")
        self.stand_at(bench.day + timedelta(days=10))
        row = bench.published(row)
        before = bench.exact(row)
        wrong = RunRow.objects.get(run=row, figure="petitions.tasks", unit=self.cast.unit("building"))
        bench.answer(bench.object(row, "tasks", row_id=wrong.pk), effect="count")
        assert bench.exact(row) > before
        row = bench.issued(row)
        assert freezing.result_hash(row.result) == row.sha256
        return row

    def ended_well(self) -> None:
        """Where each thing stands after the year, and what of it the scores know."""
        assert self.orders.fresh(self.order).state == "replaced" and self.orders.fresh(self.again).kind == "second"
        assert self.room.fresh(self.measure).state == "lifted"
        year = self.end_of_year()
        own = {one["name"]: one for one in year.result["units"]}["村镇建设办"]
        assert (self.half.state, year.state) == ("issued", "issued") and own["total"] != "—" and own["grade"]
        duty = Duty.objects.get(clause="assessment_year", period="2026")
        assert duty.state == "done" and duty.done_on is not None
        second = RunRow.objects.get(run=year, figure="supervision.second")
        assert (second.unit, second.about) == (self.cast.unit("building"), self.again.pk)
        late = RunRow.objects.filter(run=year, figure="supervision.late", unit=self.cast.unit("building"))
        assert {row.about for row in late} >= {self.order.pk}
        assert list(differences(self.cast.township.pk)) == []
