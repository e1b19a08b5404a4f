"""The notice of a session: drafted from it, the way of every paper, and what follows for the session and from it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from meetings.notices.models.notices import SessionNotice
from meetings.notices.queries.notices import text_of
from meetings.notices.rules.notices import DROPPED, ISSUED, SERIES, UNISSUED, notice_text, title_of
from meetings.permissions import APPROVE_NOTICE, PLAN_SESSION, VIEW_SESSION
from meetings.sessions.actions.followers import Follower
from meetings.sessions.actions.seats import check_seated
from meetings.sessions.actions.sessions import convene
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.rules.sessions import AGENDA_OPEN, PLANNED
from records.acts.actions.turns import Turn, finish, locked, start, take
from records.papers.actions.documents import draft_document
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.actions.recipients import Distribution, address
from records.papers.letters import official_html
from records.papers.models.recipients import Recipient
from records.papers.rules.numbers import declare_series
from records.work.actions.reconcile import reconcile
from records.work.rules import Owed
from township.actors import Actor
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.permissions import Capability
from township.refusals import Refused

DRAFTS = declare_series("session_notice_draft", "会通", own=True)


class NoticeFlow(LetterFlow):
    kind, label, model = "session_notice", "会议通知", SessionNotice
    view, write, approve, issue, receive = VIEW_SESSION, PLAN_SESSION, APPROVE_NOTICE, PLAN_SESSION, PLAN_SESSION
    series, kept, page = SERIES, ("number", "issued_on"), staticmethod(official_html)

    def take(self, row_id: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> Turn:
        """The session is locked before its notice: issuing convenes it."""
        for known in SessionNotice.objects.filter(pk=row_id, township_id=by.township_id):
            locked(Session, known.session_id, by)
        return super().take(row_id, revision=revision, capability=capability, by=by, at=at)

    def check(self, turn: Turn) -> None:
        check_seated(turn.row.session)
        listed = turn.row.document.recipients.filter(unit__isnull=False).values("unit_id")
        if missing := turn.row.session.seats.filter(unit__isnull=False).exclude(unit_id__in=listed).first():
            raise Refused(f"{missing.label}在参会名单里，不在收文单位里，请重新生成或者改收文单位。", field="units")

    def about(self, row: SessionNotice) -> list[tuple[str, str]]:
        return [(row.session.title, reverse("meetings:session", args=[row.session_id]))]

    def issued(self, turn: Turn) -> None:
        """The session is convened by it; who answered before has receipted it."""
        session = turn.row.session
        if session.state == PLANNED:
            convene(session_id=session.pk, revision=session.revision, by=turn.by, at=turn.at)
        for seat in session.seats.filter(receipt_at__isnull=False):
            _receipted(turn.row, seat)

    def work(self, row: SessionNotice) -> Iterator[Owed]:
        if row.state != DROPPED:
            yield from super().work(row)
        if row.is_outdated:
            yield Owed("renew", "另发变更通知", right=PLAN_SESSION.code, why=f"{row.session.title}时间地点有变更")


FLOW = NoticeFlow()


def draft_notice(*, session_id: int, by: Actor, at: datetime, is_change: bool = False) -> SessionNotice:
    """The notice of a session with its standard text, to the units of its list. Refused while another one is in hand."""
    with transaction.atomic():
        session = take(Session, session_id, revision=None, capability=PLAN_SESSION, by=by, at=at).row
        if session.state not in AGENDA_OPEN or session.notices.filter(state__in=UNISSUED).exists():
            raise Refused("会议已有会议通知在办，或者已经召开、取消，不用再拟。", field="session")
        number = issue_number(DRAFTS, township_id=by.township_id, on=at.date())
        matter = start(kind=FLOW.kind, number=number, title=title_of(session.title, is_change=is_change), by=by, at=at)
        given = {"kind": FLOW.kind, "title": matter.title, "facts": {}, "addressee": "", "is_for_petitioner": False}
        document = draft_document(matter=matter, body=_words(session, by, is_change=is_change), by=by, at=at, **given)
        notice = SessionNotice(
            matter=matter, township_id=by.township_id, session=session, document=document, revision=0
        )
        _address(notice)
        finish(Turn(notice, by, at), "draft", text="拟写会议通知")
        return notice


def redraft_notice(*, notice_id: int, revision: int, by: Actor, at: datetime) -> SessionNotice:
    """Text and list anew from the session as it stands; what was written stays among the versions."""
    with transaction.atomic():
        turn = FLOW.take(notice_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        move, notice = turn.move("save"), turn.row
        FLOW.write_text(turn, _words(notice.session, by, is_change=_is_change(notice)))
        _address(notice)
        finish(turn, move, text="按会议重新生成通知")
        return notice


def renew_notice(*, notice_id: int, by: Actor, at: datetime) -> SessionNotice:
    """Another notice after the session got a new time or place."""
    with transaction.atomic():
        turn = FLOW.take(notice_id, revision=None, capability=PLAN_SESSION, by=by, at=at)
        turn.row.is_outdated = False
        finish(turn, "renew", text="另发变更通知")
        return draft_notice(session_id=turn.row.session_id, by=by, at=at, is_change=True)


def drop_notice(*, notice_id: int, revision: int, by: Actor, at: datetime) -> SessionNotice:
    """Give an unissued notice up; it stays in the register without a number."""
    with transaction.atomic():
        turn = FLOW.take(notice_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        finish(turn, turn.move("drop"), text="不再印发会议通知")
        return turn.row


def _session_moved(session: Turn) -> None:
    latest = session.row.notices.filter(state=ISSUED).select_related("matter", "session", "document").first()
    if latest is not None:
        latest.is_outdated = True
        latest.save(update_fields=["is_outdated"])
        reconcile(latest, by=session.by, at=session.at)


def _seat_answered(session: Turn, seat: Attendance) -> None:
    for notice in session.row.notices.filter(state=ISSUED):
        _receipted(notice, seat)


FOLLOWER = Follower(moved=_session_moved, answered=_seat_answered)


def _receipted(notice: SessionNotice, seat: Attendance) -> None:
    rows = Recipient.objects.filter(document_id=notice.document_id, unit_id=seat.unit_id, sent_on__isnull=False)
    rows.filter(unit_id__isnull=False).update(received_at=seat.receipt_at, received_by_id=seat.receipt_by_id)


def _is_change(notice: SessionNotice) -> bool:
    return notice.session.notices.filter(state=ISSUED).exists()


def _words(session: Session, by: Actor, *, is_change: bool) -> str:
    contact = f"联系人：{Person.objects.get(pk=by.person_id).name}，联系电话：{session.township.office_phone}"
    return notice_text(text_of(session, contact, is_change=is_change))


def _address(notice: SessionNotice) -> None:
    seats = notice.session.seats.filter(unit__isnull=False).values("unit_id")
    address(notice.document, Distribution(list(Unit.objects.filter(pk__in=seats).order_by("order", "pk"))))
