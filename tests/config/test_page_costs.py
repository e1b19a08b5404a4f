"""What a page asks the database: at most eight statements for the desk, ten for every other page of daily work, and with thirty
rows of everything no more than with one. For every role; who may not open a page is refused, which is told as such."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.receptions.actions import publishing, rosters
from meetings.receptions.models.rosters import Roster
from meetings.sessions.models.minutes import PlannedResolution
from meetings.sessions.models.topics import Topic
from petitions.screening.models.rounds import ScreeningReturn
from records.duties.models.duties import Duty
from records.matters.models.matters import Matter
from records.notices.models.notices import Notice
from records.papers.actions.documents import text_hash
from records.work.actions.reconcile import reconcile_many
from tests.cast import Cast
from tests.meetings.hall import Hall
from tests.petitions.screening.field import HALF_MONTH, Field, settle_villager
from tests.petitions.stage import Stage
from township.actors import system_actor
from township.directory.models.changes import MemberChange
from township.directory.models.people import Person, Post, Role
from township.directory.models.units import Unit, UnitKind

DESK, OTHERS = 8, 10
ROLES = ("clerk", "director", "convenor", "chief", "leader", "liaison", "grid", "auditor", "sysadmin")
LATE = "what the desk fetches when it stands"  # for heads and administrators; need only not grow
EVERYBODY = frozenset(ROLES)
OFFICE = frozenset({"clerk", "director", "convenor", "chief"})
INSIDE = OFFICE | {"leader", "liaison"}


class Town:
    """A township in which every page has `size` rows of whatever it lists."""

    def __init__(self, cast: Cast):
        self.cast, self.size = cast, 0
        self.stage, self.hall = Stage(cast), Hall(cast)
        settle_villager(cast)
        self.field = Field(cast)
        self.stage.register()
        self.stage.to("handling")
        self.case = self.stage.case
        self.field.open_round()
        self.hall.convened(units=("building", "civil"))
        self.hall.begun()
        self.hall.write()
        self.today = self.hall.day
        self.monday = self.today + timedelta(days=7 - self.today.weekday())
        self._roster()
        self.grow(1)

    def grow(self, size: int) -> None:
        """More of everything, up to `size`."""
        for n in range(self.size, size):
            self._cases(n)
            self._unit(n)
            self._meeting(n)
            self._owed(n)
        self.size = size

    def _cases(self, n: int) -> None:
        """One that is handled, one whose reply waits for approval; a dispute; a notice for everybody."""
        for state in ("assigned", "reply_submitted"):
            self.stage.register(title=f"低保复核{n}{state}")
            self.stage.to(state)
        self.field.report(title=f"宅基地边界{n}")
        Notice.objects.bulk_create(
            Notice(
                township=self.cast.township,
                recipient=self.cast.person(key),
                matter=self.stage.case.matter,
                kind="case.assign",
                text=f"第{n}件",
                key=f"{key}{n}",
                at=self.cast.at(),
            )
            for key in ROLES
        )

    def _unit(self, n: int) -> None:
        """A unit with its return; a post and a change that wait for somebody."""
        cast, root = self.cast, self.cast.unit("root")
        unit = Unit.objects.create(
            township=cast.township, parent=root, kind=UnitKind.MEMBER, name=f"第{n}单位", order=100 + n
        )
        Unit.objects.filter(pk=unit.pk).update(path=f"{root.path}{unit.pk}/")
        ScreeningReturn.objects.create(round=self.field.round, unit=unit)
        person = Person.objects.create(township=cast.township, name=f"新人{n}")
        Post.objects.create(
            township=cast.township,
            person=person,
            role=Role.LIAISON,
            unit=unit,
            starts_on=self.today,
            proposed_by=cast.person("sysadmin"),
        )
        MemberChange.objects.create(
            township=cast.township,
            unit=cast.unit("building"),
            kind="liaison",
            new_name=f"新人{n}",
            effective_on=self.today,
            reported_by=cast.person("liaison"),
            reported_at=cast.at(),
        )

    def _meeting(self, n: int) -> None:
        """A seat and a topic of the session, an item of its minutes with a task."""
        cast, session, minutes = self.cast, self.hall.session, self.hall.minutes
        unit = cast.unit("civil")
        matter = Matter.objects.create(
            township=cast.township, kind="topic", number=f"议〔2026〕{500 + n}号", title="议题", opened_on=self.today
        )
        topic = Topic.objects.create(
            matter=matter,
            township=cast.township,
            title=f"关于第{n}项工作",
            ask="明确责任单位",
            unit=unit,
            state="scheduled",
            session=session,
            order=10 + n,
            proposed_by=cast.person("liaison"),
            proposed_on=self.today,
        )
        item = minutes.items.create(topic=topic, order=10 + n, title=topic.title, heard="听取汇报。", held="要求加快。")
        PlannedResolution.objects.create(
            item=item, seq=1, text="完成", unit=unit, due_on=self.today, done_when="核实合格"
        )

    def _owed(self, n: int) -> None:
        """A duty of a unit and one of the office, of a clause whose page is begun by the duty, in a period of its own."""
        day = self.today
        duties = [
            Duty.objects.create(
                township=self.cast.township,
                clause=clause,
                label=label,
                period=f"{day.year - n}-{day:%m}",
                period_label=f"{day.year - n}年{day:%m}月",
                first=day,
                last=day,
                due_on=self.today,
                unit=unit,
                opened_at=self.cast.at(),
            )
            for clause, label, unit in (
                (HALF_MONTH, "半月排查", self.cast.unit("building")),
                ("session_plenary", "全体会议", None),
                ("dispatch_month", "视频调度", None),
            )
        ]
        reconcile_many(duties, by=system_actor(self.cast.township.pk, "测试", self.today), at=self.cast.at())

    def _roster(self) -> None:
        by, at = self.cast.actor("clerk", on=self.today), self.cast.at(self.today)
        roster = rosters.arrange_week(monday=self.monday, by=by, at=at)
        publishing.submit_roster(roster_id=roster.pk, revision=Roster.objects.get(pk=roster.pk).revision, by=by, at=at)
        paper = Roster.objects.get(pk=roster.pk).document
        publishing.FLOW.decide(
            roster.pk,
            approved=True,
            remark="",
            version=paper.version,
            text_sha256=text_hash(paper.body),
            by=self.cast.actor("director", on=self.today),
            at=at,
        )

    def pages(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Name → address, and the roles that may open it."""
        week = f"{self.monday.isocalendar().year}-W{self.monday.isocalendar().week:02d}"
        session = reverse("meetings:session", args=[self.hall.session.pk])
        return {
            "home": ("/", EVERYBODY),
            LATE: ("/?part=late", EVERYBODY),
            "ledger": (reverse("petitions:ledger"), EVERYBODY - {"auditor", "sysadmin"}),
            "search": ("/search/", EVERYBODY),
            "case": (reverse("petitions:case", args=[self.case.pk]), INSIDE),
            "registration": (reverse("petitions:new"), (OFFICE | {"leader", "grid"}) - {"director"}),
            "approvals": ("/approvals/", EVERYBODY),
            "minutes": (reverse("meetings:minutes", args=[self.hall.minutes.pk]), OFFICE),
            "session before": (f"{session}?step=before", INSIDE),
            "session after": (f"{session}?step=after", INSIDE),
            "screening": (reverse("petitions:screening", args=[self.field.round.pk]), INSIDE),
            "roster": (reverse("meetings:roster_week", args=[week]), EVERYBODY - {"sysadmin"}),
            "compliance": (reverse("assessment:compliance"), EVERYBODY - {"sysadmin"}),
            "analysis": (reverse("petitions:analysis"), OFFICE),
            "board": (reverse("assessment:board"), OFFICE | {"auditor"}),
        }

    def costs(self) -> Iterator[tuple[str, str, int, int]]:
        """(role, page, status, statements) of every page for every role."""
        for who in ROLES:
            client = self.cast.client(who)
            client.get("/search/?q=低保")  # the words rest in the session
            for page, (url, _) in self.pages().items():
                yield who, page, *asked(client, url)


def asked(client: Client, url: str) -> tuple[int, int]:
    """(status, statements) when the page is opened a second time: the first keeps the calendar and the time of the log-in."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
    return answer.status_code, len(seen)


@pytest.fixture
def town(cast, quick_print) -> Town:
    return Town(cast)


def test_every_page_of_daily_work_asks_little_at_one_row_and_at_thirty(town, stand_at):
    stand_at(town.today, 17)
    one = {(who, page): (status, n) for who, page, status, n in town.costs()}
    allowed = {(who, page) for page, (_, roles) in town.pages().items() for who in roles}
    assert {key for key, (status, _) in one.items() if status == 200} == allowed
    town.grow(30)
    found = {(who, page): n for who, page, status, n in town.costs() if status == 200}
    most = {key: DESK if key[1] == "home" else OTHERS for key in found if key[1] != LATE}
    too_many = {key: n for key, n in found.items() if n > most.get(key, n)}
    grown = {key: (one[key][1], n) for key, n in found.items() if n > one[key][1]}
    assert (too_many, grown) == ({}, {})


def test_the_public_look_up_asks_little(cast):
    assert asked(Client(), reverse("petitions:lookup")) <= (200, 4)
