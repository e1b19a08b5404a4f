"""`duty` drives the real actions of the roster with the cast's three leaders: chief, convenor, leader."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import pytest

from meetings.receptions.actions import publishing as roster_publishing
from meetings.receptions.actions import receptions, rosters, visitors
from meetings.receptions.models.receptions import Reception
from meetings.receptions.models.rosters import DutySlot, Roster
from records.notices.models.notices import Notice
from records.papers.actions.documents import text_hash
from records.work.actions.verify import differences
from records.work.queries.desk import desk_of
from tests.cast import Cast
from township.journal.models import JournalEntry

THURSDAY = date(2026, 11, 12)
MONDAY = date(2026, 11, 16)  # a week of five working days, without holidays


@dataclass
class Duty:
    """The office at its roster. `day` is the day things happen."""

    cast: Cast
    day: date = THURSDAY
    monday: date = MONDAY

    def do(self, action, actor: str, /, **values):
        by, at = self.cast.actor(actor, on=self.day), self.cast.at(self.day, 10)
        return action(by=by, at=at, **values)

    def arranged(self, monday: date | None = None) -> Roster:
        return self.do(rosters.arrange_week, "clerk", monday=monday or self.monday)

    def published(self, monday: date | None = None) -> Roster:
        roster = self.arranged(monday)
        self.submit(roster)
        return self.decide(roster)

    def submit(self, roster: Roster) -> None:
        given = {"roster_id": roster.pk, "revision": self.fresh(roster).revision}
        self.do(roster_publishing.submit_roster, "clerk", **given)

    def decide(self, roster: Roster, by: str = "director", approved: bool = True, remark: str = "") -> Roster:
        """The notice is read as it stands and decided."""
        paper = self.fresh(roster).document
        read = {"version": paper.version, "text_sha256": text_hash(paper.body)}
        self.do(partial(roster_publishing.FLOW.decide, roster.pk), by, approved=approved, remark=remark, **read)
        return self.fresh(roster)

    def slot(self, n: int) -> DutySlot:
        """The slot of a weekday of the week, 0 = Monday."""
        day = self.monday + timedelta(days=n)
        return DutySlot.objects.select_related("roster", "a", "b").filter(roster__monday=self.monday, day=day).first()

    def slot_of(self, who: str) -> DutySlot:
        """The first slot at which somebody stands as A."""
        return DutySlot.objects.filter(roster__monday=self.monday, a=self.cast.person(who)).first()

    def key(self, person) -> str:
        """Key in the cast of one of the leaders."""
        return next(key for key, one in self.cast.people.items() if one.pk == getattr(person, "pk", person))

    def reception(self, who: str = "leader", by: str | None = None, **changes) -> Reception:
        given = {"leader_id": self.cast.person(who).pk, "form": "fixed", "held_on": self.day, "place": "接待室"}
        return self.do(receptions.open_reception, by or who, data=receptions.ReceptionData(**(given | changes)))

    def visitor(self, row: Reception, by: str = "leader", **changes):
        given = {"words": "反映门前排水沟堵塞。", "name": "孙桂香", "phone": "13900001111", "headcount": 2}
        data = visitors.VisitorData(**(given | changes))
        return self.do(visitors.add_visitor, by, reception_id=row.pk, revision=self.fresh(row).revision, data=data)

    def fresh(self, row):
        return type(row).objects.get(pk=row.pk)

    def inbox(self, who: str) -> list[str]:
        return list(
            Notice.objects.filter(recipient=self.cast.person(who)).order_by("pk").values_list("text", flat=True)
        )

    def owed(self, who: str) -> list[tuple]:
        """(act, due on) of what somebody has on the desk; nothing may differ from what a recomputation finds."""
        assert list(differences(self.cast.township.pk)) == []
        return [(item.kind, item.due_on) for item in desk_of(self.cast.actor(who, on=self.day))]

    def journal(self) -> list[str]:
        return list(JournalEntry.objects.order_by("pk").values_list("action", flat=True))


@pytest.fixture
def duty(cast, quick_print) -> Duty:
    """With a printer that is quick: the page itself is looked at in one test only."""
    return Duty(cast)
