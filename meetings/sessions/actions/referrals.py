"""The 请示: drafted, signed by a convenor as it was read, numbered and frozen when it is sent up (C6)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from meetings.permissions import APPROVE_REFERRAL, RECORD_DECISION, VIEW_REFERRAL, WRITE_REFERRAL
from meetings.sessions.actions.major import hold_back
from meetings.sessions.actions.subjects import reconcile_subject
from meetings.sessions.actions.topics import inherit_denials
from meetings.sessions.models.referrals import MajorMark, Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.topics import Topic
from meetings.sessions.papers import ReferralPaper, referral_html
from meetings.sessions.queries.major import resolutions_of, topic_words
from meetings.sessions.queries.topics import linked_targets
from meetings.sessions.rules.referrals import (
    DROPPED,
    ISSUED,
    LIVE,
    ORGANS,
    SERIES,
    ask_title,
    check_text,
    organ_name,
    standard_text,
)
from meetings.sessions.rules.topics import spine_title
from records.acts.actions.turns import Turn, finish, take
from records.matters.models.matters import Matter, Reference
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Flow, Moves
from records.papers.actions.numbers import issue_number
from records.papers.actions.recipients import Distribution, address
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.rules.flows import PaperWork
from records.papers.rules.numbers import declare_series
from records.work.rules import ELSEWHERE, Owed
from township.actors import Actor
from township.directory.models.people import Person
from township.refusals import Refused
from township.sight import row_in_sight
from township.signing import signed_by
from township.words import check_words

declare_series("referral_file", "请", own=True)
ABOUT = "refers"  # relation of the reference from a referral to the topic or resolution it asks about


def draft_referral(*, mark_id: int, organ: str, by: Actor, at: datetime) -> Referral:
    """Draft a 请示 about a marked matter, with the standard text. organ: whom it asks, the party committee or the government."""
    with transaction.atomic():
        turn, mark = _marked(mark_id, by, at)
        if mark.referrals.filter(state__in=LIVE).exists():
            raise Refused("这件事的请示已经在办，请看已有的请示。")
        if organ not in ORGANS:
            raise Refused("请选择主送机关；请示只主送一个上级机关。", "党政机关公文处理工作条例第十五条", "organ")
        topic = mark.topic or mark.resolution.topic
        subject, body = _first_words(mark, topic)
        linked = linked_targets(topic.pk) if topic else []
        matter = Matter.objects.create(
            township_id=by.township_id,
            kind="referral",
            number=issue_number("referral_file", township_id=by.township_id, on=at.date()),
            title=spine_title(subject, is_linked=bool(linked), word="请示"),
            opened_on=at.date(),
        )
        inherit_denials(turn.matter, matter, at)
        Reference.objects.create(source=matter, target=turn.matter, relation=ABOUT)
        document = draft_document(
            matter=matter, kind="referral", title="请示", body=body, addressee=ORGANS[organ], by=by, at=at
        )
        row = Referral(
            matter=matter,
            township_id=by.township_id,
            mark=mark,
            topic=topic,
            resolution=mark.resolution,
            subject=subject,
            organ=organ,
            document=document,
            revision=0,
        )
        _address(row)
        finish(Turn(row, by, at), "draft_referral", text="拟写请示")
        reconcile_subject(row, by=by, at=at)
        return row


class ReferralFlow(Flow):
    """One 请示: one superior organ is asked, the convenor signs (签发), the office sends it up and notes how."""

    kind, label, model = "referral", "请示", Referral
    view, write, approve, issue, receive = (
        VIEW_REFERRAL,
        WRITE_REFERRAL,
        APPROVE_REFERRAL,
        WRITE_REFERRAL,
        WRITE_REFERRAL,
    )
    moves = Moves(give_back="return_referral")
    series, kept = SERIES, ("number", "issued_on")
    approve_word, issue_word = "签发", "报送"
    names_people = True  # one superior organ reads it

    def check(self, turn: Turn) -> None:
        check_text(turn.row.document.body)

    def keep(self, turn: Turn, *, subject: str, organ: str, copies: str) -> None:
        row = turn.row
        if organ not in ORGANS:
            raise Refused("请选择主送机关。", field="organ")
        row.subject, row.organ = check_words("事由", subject, field="subject", least=4, most=60), organ
        _address(row, copies)

    def reading(self, row: Referral) -> list[tuple[str, str]]:
        return [("标题", referral_facts(row)["title"]), *super().reading(row)]

    def layout(self, row: Referral) -> dict:
        return referral_facts(row)

    def html(self, row: Referral, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        return referral_html(ReferralPaper(**referral_facts(row)), body, number=number, issued_on=issued_on)

    def approved(self, turn: Turn, approval: Approval) -> None:
        turn.row.approved_by_id, turn.row.approved_on = turn.by.person_id, turn.today
        hold_back(resolutions_of(turn.row.mark), turn.by, turn.at)

    def returned(self, turn: Turn, approval: Approval | None) -> None:
        turn.row.approved_by, turn.row.approved_on = None, None

    def work(self, row: Referral) -> Iterator[Owed]:
        """The steps of the text, then the decision that comes back."""
        if row.state == DROPPED:
            return
        yield from super().work(row)
        if row.state == ISSUED:
            why = f"《{row.subject}》已报送，等批复"
            yield Owed("record_decision", "登记上级决定", right=RECORD_DECISION.code, why=why, within=ELSEWHERE)

    def paper_work(self, row: Referral, document: Document) -> PaperWork:
        return replace(super().paper_work(row, document), title=row.subject)


FLOW = ReferralFlow()


def drop_referral(*, referral_id: int, revision: int, by: Actor, at: datetime) -> Referral:
    """Give up a draft. The mark stays, so that another one may be drafted or the convenor lifts the mark."""
    with transaction.atomic():
        turn = take(Referral, referral_id, revision=revision, capability=WRITE_REFERRAL, by=by, at=at)
        finish(turn, turn.move("drop"), text="不再请示")
        reconcile_subject(turn.row, by=by, at=at)
        return turn.row


def referral_facts(row: Referral) -> dict:
    """What the layout needs besides the text; JSON, frozen at issue."""
    township = row.matter.township
    organ = f"{township.short_name}信访工作联席会议"
    drafter = Person.objects.get(pk=row.document.drafted_by_id)
    units, copies = FLOW.addressees(row)
    return {
        "organ": organ,
        "office": township.office_name,
        "signer": signed_by(row, "approved", right=APPROVE_REFERRAL),
        "title": ask_title(organ, row.subject),
        "addressee": "、".join(units),
        "copies": copies,
        "contact": f"联系人：{drafter.name}，联系电话：{township.office_phone}",
    }


def _address(row: Referral, copies: str | None = None) -> None:
    """主送 the organ that is asked; copies: organs by name, None = the other one of party committee and government."""
    township = row.matter.township
    names = {key: organ_name(key, township.short_name, township.name) for key in ORGANS}
    if copies is None:
        copies = "、".join(name for key, name in names.items() if key != row.organ)
    address(row.document, Distribution(other_units=names[row.organ], other_copies=copies))


def _first_words(mark: MajorMark, topic: Topic | None) -> tuple[str, str]:
    if topic is None:
        row: Resolution = mark.resolution
        return row.text[:60], standard_text(heard="", background="", ask=row.text, tasks=[])
    heard, tasks = topic_words(topic)
    return topic.title[:60], standard_text(heard=heard, background=topic.background, ask=topic.opinion, tasks=tasks)


def _marked(mark_id: int, by: Actor, at: datetime) -> tuple[Turn, MajorMark]:
    mark = row_in_sight(MajorMark.objects, "没有找到这件重大事项。", pk=mark_id, lifted_on__isnull=True)
    model, pk = (Topic, mark.topic_id) if mark.topic_id else (Resolution, mark.resolution_id)
    turn = take(model, pk, revision=None, capability=WRITE_REFERRAL, by=by, at=at)
    related = MajorMark.objects.select_for_update(of=("self",)).select_related("topic", "resolution__topic")
    return turn, related.get(pk=mark_id)
