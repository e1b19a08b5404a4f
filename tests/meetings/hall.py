"""How a test gets its session: `hall.plan()` and so on drive the real actions with sensible values."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from meetings.sessions.actions import agenda, issuing, minutes, resolutions, seats, sessions, signing, topics
from meetings.sessions.models.minutes import CoSign, Minutes, MinutesItem
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from records.clocks.models import Clock
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.notices.models.notices import Notice
from records.papers.actions.approvals import pending
from records.papers.models.recipients import Recipient
from records.work.actions.verify import differences
from tests.cast import TODAY, Cast
from township.journal.models import JournalEntry


@dataclass
class Hall:
    """The office and its meeting. `session`, `topic`, `minutes` are those in hand; `day` is the day things happen."""

    cast: Cast
    day: date = TODAY
    session: Session | None = None
    topic: Topic | None = None
    minutes: Minutes | None = None
    sealed: dict = field(default_factory=dict)

    def actor(self, who: str):
        return self.cast.actor(who, on=self.day)

    def at(self, hour: int = 10, minute: int = 0) -> datetime:
        return self.cast.at(self.day, hour, minute)

    def do(self, action, who: str, hour: int = 10, **values):
        return action(by=self.actor(who), at=self.at(hour), **values)

    # --- sessions
    def data(self, **changes) -> sessions.SessionData:
        starts_at = self.cast.at(self.day + timedelta(days=3), 14, 30)
        given = {
            "kind": "topical",
            "title": "集体土地补偿专题会议",
            "chair_id": self.cast.person("convenor").pk,
            "place": "三楼会议室",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=2),
        }
        return sessions.SessionData(**(given | changes))

    def plan(self, who: str = "clerk", **changes) -> Session:
        self.session = self.do(sessions.plan_session, who, data=self.data(**changes))
        return self.session

    def on_session(self, action, who: str = "clerk", hour: int = 10, **values):
        self.session = Session.objects.get(pk=self.session.pk)
        done = self.do(action, who, hour, session_id=self.session.pk, revision=self.session.revision, **values)
        self.session = Session.objects.get(pk=self.session.pk)
        return done

    def invite(self, *units: str, people=(), part: str = "member") -> None:
        self.do(
            seats.invite,
            "clerk",
            session_id=self.session.pk,
            part=part,
            unit_ids=[self.cast.unit(key).pk for key in units],
            person_ids=[self.cast.person(key).pk for key in people],
        )
        self.session.refresh_from_db()

    def seat(self, unit: str = "", person: str = ""):
        rows = self.session.seats.select_related("unit", "person")
        return rows.get(unit=self.cast.unit(unit)) if unit else rows.get(person=self.cast.person(person))

    # --- topics
    def propose(self, who: str = "liaison", title: str = "关于3号楼办证进度", linked=(), **changes) -> Topic:
        data = topics.TopicData(
            **({"title": title, "ask": "明确首批办证的完成时间", "linked": tuple(linked)} | changes)
        )
        self.topic = self.do(topics.propose_topic, who, data=data)
        return self.topic

    def on_topic(self, action, who: str, **values):
        self.topic.refresh_from_db()
        done = self.do(action, who, topic_id=self.topic.pk, revision=self.topic.revision, **values)
        self.topic.refresh_from_db()
        return done

    def agree(self, who: str = "chief") -> Topic:
        self.on_topic(topics.opine, "director", opinion="建议列入专题会议")
        self.on_topic(topics.decide_topic, who, agreed=True)
        return self.topic

    def schedule(self, topic: Topic | None = None) -> Topic:
        topic = topic or self.topic
        done = self.do(agenda.schedule, "clerk", session_id=self.session.pk, topic_id=topic.pk)
        topic.refresh_from_db()
        return done

    def convened(self, units=("building", "civil"), **changes) -> Session:
        """A topic of 村镇建设办 on the agenda of a convened session of these units."""
        self.plan(**changes)
        self.invite(*units)
        self.propose()
        self.agree()
        self.schedule()
        self.on_session(sessions.convene)
        return self.session

    def held(self, **values) -> Session:
        """The session took place, everybody came."""
        if self.session is None:
            self.convened(**values)
        self.day = self.session.day
        marks = {seat.pk: seats.Mark(True) for seat in self.session.seats.all()}
        self.on_session(seats.note_attendance, hour=15, marks=marks)
        self.on_session(sessions.note_held, hour=17)
        return self.session

    # --- minutes
    def begun(self, who: str = "clerk", **values) -> Minutes:
        if self.session is None or self.session.state != "held":
            self.held(**values)
        self.minutes = self.do(minutes.begin_minutes, who, session_id=self.session.pk)
        return self.again()

    def again(self) -> Minutes:
        self.minutes = Minutes.objects.select_related("document", "session", "matter").get(pk=self.minutes.pk)
        return self.minutes

    def item(self, order: int = 1) -> MinutesItem:
        return self.minutes.items.get(order=order)

    def write(self, who: str = "clerk", order: int = 1, **words) -> MinutesItem:
        item = self.item(order)
        given = {"heard": item.heard, "held": "会议认为，办证工作要加快。", "decided": "会议同意先行办理首批。"}
        done = self.do(
            minutes.save_item, who, item_id=item.pk, revision=item.revision, words=minutes.ItemWords(**(given | words))
        )
        self.again()
        return done

    def task(self, unit: str = "building", order: int = 1, days: int = 30, who: str = "clerk", **values):
        given = {
            "text": "完成首批120户不动产登记",
            "unit_id": self.cast.unit(unit).pk,
            "person_name": "何静",
            "due_on": self.day + timedelta(days=days),
            "done_when": "发放不动产权证书",
        }
        item = self.item(order)
        tasks = [minutes.TaskData.of(one) for one in item.tasks.order_by("seq")]
        words = minutes.ItemWords(item.heard, item.held, item.decided)
        tasks.append(minutes.TaskData(**(given | values)))
        self.do(minutes.save_item, who, item_id=item.pk, revision=item.revision, words=words, tasks=tasks)
        self.again()
        return item.tasks.order_by("seq").last()

    def on_minutes(self, action, who: str, **values):
        """An act of its own, or a step of the paper flow."""
        self.again()
        number = "row_id" if hasattr(action, "__self__") else "minutes_id"
        done = self.do(action, who, revision=self.minutes.revision, **{number: self.minutes.pk}, **values)
        self.again()
        return done

    def written(self, units=("building",), **values) -> Minutes:
        if self.minutes is None:
            self.begun(**values)
        self.write()
        for unit in units:
            self.task(unit)
        return self.minutes

    def signed(self) -> Minutes:
        """Co-signed by everybody asked, as his own liaison or in person."""
        self.on_minutes(signing.start_co_sign, "clerk")
        for row in CoSign.objects.filter(minutes=self.minutes):
            self.do(signing.sign, self.signer(row), co_sign_id=row.pk, agreed=True)
        return self.again()

    def signer(self, row: CoSign) -> str:
        if row.person_id:
            return next(key for key, person in self.cast.people.items() if person.pk == row.person_id)
        return {"building": "liaison", "civil": "liaison2"}[
            next(key for key, unit in self.cast.units.items() if unit.pk == row.unit_id)
        ]

    def submitted(self, **values) -> Minutes:
        if self.minutes is None:
            self.written(**values)
        self.on_minutes(issuing.FLOW.submit, "clerk")
        return self.minutes

    def decide(self, who: str = "convenor", approved: bool = True, remark: str = "", **changes):
        self.again()
        approval = pending(self.minutes.scope_matter, "minutes")
        given = {"version": approval.document_version, "text_sha256": approval.text_sha256}
        done = self.do(
            issuing.FLOW.decide,
            who,
            row_id=self.minutes.pk,
            approved=approved,
            remark=remark,
            **(given | changes),
        )
        self.again()
        return done

    def approved(self, **values) -> Minutes:
        if self.minutes is None or self.minutes.state == "draft":
            self.submitted(**values)
        self.decide()
        return self.minutes

    def issued(self, **values) -> Minutes:
        if self.minutes is None or self.minutes.state != "approved":
            self.approved(**values)
        self.on_minutes(issuing.FLOW.issue_paper, "clerk")
        self.session.refresh_from_db()
        return self.minutes

    # --- resolutions
    def resolution(self, unit: str = "building") -> Resolution:
        return Resolution.objects.select_related("matter").get(session=self.session, unit=self.cast.unit(unit))

    def on_resolution(self, action, who: str, unit: str = "building", **values):
        row = self.resolution(unit)
        return self.do(action, who, resolution_id=row.pk, revision=row.revision, **values)

    def reported(self, unit: str = "building", who: str = "liaison") -> Resolution:
        self.on_resolution(resolutions.receive, who, unit)
        self.on_resolution(resolutions.report_done, who, unit, text="已发证120本", on=self.day)
        return self.resolution(unit)

    # --- what can be looked at
    def receipt(self, unit: str) -> Recipient:
        return self.minutes.document.recipients.get(unit=self.cast.unit(unit))

    def events(self, matter: Matter) -> list[str]:
        return list(Event.objects.filter(matter=matter).order_by("pk").values_list("move", flat=True))

    def journal(self, matter: Matter) -> list[str]:
        rows = JournalEntry.objects.filter(subject_kind=matter.kind, subject_id=matter.pk).order_by("seq")
        return list(rows.values_list("action", flat=True))

    def inbox(self, who: str) -> list[str]:
        rows = Notice.objects.filter(recipient=self.cast.person(who)).order_by("pk")
        return list(rows.values_list("text", flat=True))

    def clock(self, matter: Matter, code: str) -> Clock:
        return Clock.objects.filter(matter=matter, code=code).order_by("-round").first()

    def case(self, number: str = "清信〔2026〕121号", **values) -> Matter:
        """Something to talk about: a matter of another app, of which only the spine is known here."""
        given = {"kind": "case", "title": "安置房办证进度", "opened_on": self.day, "township": self.cast.township}
        return Matter.objects.create(number=number, **(given | values))


@pytest.fixture
def hall(cast) -> Hall:
    """The office with nothing in hand. Whatever a test does, the work items of the township agree with what is owed."""
    yield Hall(cast)
    wrong = [f"{one.number} {one.key} {one.what}" for one in differences(cast.township.pk)]
    assert wrong == [], wrong


@pytest.fixture
def browse(hall, cast, stand_at):
    """browse("clerk") is that person's browser on the day the hall stands at."""

    def client(who, hour=18):
        stand_at(hall.day, hour)
        return cast.client(who)

    return client
