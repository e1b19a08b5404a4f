"""The 请示: drafted, signed by a convenor as it was read, numbered and frozen when it is sent up (C6)."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import APPROVE_REFERRAL, WRITE_REFERRAL
from meetings.sessions.actions.subjects import reconcile_subject
from meetings.sessions.actions.topics import inherit_denials
from meetings.sessions.models.referrals import MajorMark, Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.topics import Topic
from meetings.sessions.papers import ReferralPaper, referral_html
from meetings.sessions.queries.major import topic_words
from meetings.sessions.queries.topics import linked_targets, pending_approval
from meetings.sessions.rules.referrals import (
    LIVE,
    NUMBER_MARK,
    ORGANS,
    SERIES,
    SUBMITTED,
    ask_title,
    check_text,
    organ_name,
    standard_text,
)
from meetings.sessions.rules.topics import spine_title
from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.models.matters import Matter, Reference
from records.papers.actions.approvals import decide, propose, withdraw
from records.papers.actions.documents import (
    approve_document,
    draft_document,
    issue_document,
    return_document,
    save_text,
    submit_document,
)
from records.papers.actions.numbers import next_number
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, format_number
from township.actors import Actor, OutOfScope
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.queries.recipients import people_with
from township.refusals import Refused
from township.words import check_words

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
        n = next_number(township_id=by.township_id, series="referral_file", year=at.year)
        matter = Matter.objects.create(
            township_id=by.township_id,
            kind="referral",
            number=format_number(DOCUMENT_NUMBER, NumberParts(n, at.date(), mark="请")),
            title=spine_title(subject, is_linked=bool(linked), word="请示"),
            opened_on=at.date(),
        )
        inherit_denials(turn.matter, matter, at)
        Reference.objects.create(source=matter, target=turn.matter, relation=ABOUT)
        document = draft_document(
            matter=matter,
            kind="referral",
            title="请示",
            body=body,
            facts={},
            addressee=ORGANS[organ],
            by=by,
            at=at,
            for_petitioner=False,
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
        finish(Turn(row, by, at), "draft_referral", text="拟写请示")
        reconcile_subject(row, by=by, at=at)
        return row


def save_referral(
    *, referral_id: int, revision: int, subject: str, organ: str, body: str, by: Actor, at: datetime
) -> Referral:
    """Save the draft. Refused for a stale page; a changed text is the next version."""
    with transaction.atomic():
        turn = take(Referral, referral_id, revision=revision, capability=WRITE_REFERRAL, by=by, at=at)
        move, row = turn.move("save"), turn.row
        if organ not in ORGANS:
            raise Refused("请选择主送机关。", field="organ")
        row.subject = check_words("事由", subject, field="subject", least=4, most=60)
        row.organ = organ
        words = check_words("正文", body, field="body", least=20, most=5000)
        version = Document.objects.values_list("version", flat=True).get(pk=row.document_id)
        row.document = save_text(document=row.document, body=words, version=version, by=by, at=at)
        finish(turn, move, text="修改请示", detail={"version": row.document.version})
        return row


def submit_referral(*, referral_id: int, revision: int, by: Actor, at: datetime) -> Approval:
    """Send it to the convenors for signature."""
    with transaction.atomic():
        turn = take(Referral, referral_id, revision=revision, capability=WRITE_REFERRAL, by=by, at=at)
        move, row = turn.move("submit"), turn.row
        check_text(row.document.body)
        row.document = submit_document(document=row.document, by=by, at=at)
        approval = propose(
            matter=turn.matter,
            kind="referral",
            capability=APPROVE_REFERRAL,
            summary="请示签发",
            by=by,
            at=at,
            document=row.document,
        )
        finish(turn, move, text="请示送召集人签发", detail={"approval": approval.pk})
        tell(
            turn,
            people_with(APPROVE_REFERRAL, by.township_id, turn.today),
            kind="approval",
            text="请签发请示",
            key=str(approval.pk),
        )
        return approval


def decide_referral(
    *, referral_id: int, approved: bool, remark: str = "", version: int, text_sha256: str, by: Actor, at: datetime
) -> Referral:
    """The convenor signs the very text he read (签发人), or gives it back with a word. Never the drafter."""
    with transaction.atomic():
        turn = take(Referral, referral_id, revision=None, capability=APPROVE_REFERRAL, by=by, at=at)
        move, row = turn.move("approve" if approved else "return_referral"), turn.row
        approval = pending_approval(turn.matter, "referral")
        if approval is None:
            raise Refused("这份请示没有等待签发，请刷新页面。")
        given = {"version": version, "text_sha256": text_sha256}
        decide(approval_id=approval.pk, approved=approved, remark=remark, by=by, at=at, **given)
        if approved:
            row.document = approve_document(document=row.document, by=by, at=at, **given)
            row.approved_by_id, row.approved_on = by.person_id, turn.today
        else:
            row.document = return_document(document=row.document, by=by, at=at)
        words = "召集人签发请示" if approved else "召集人退回请示"
        finish(turn, move, text=words, note="" if approved else remark, detail={"approval": approval.pk})
        tell(turn, [approval.proposed_by_id], kind="decided", text=words, key=str(approval.pk))
        return row


def take_back_referral(*, referral_id: int, revision: int, by: Actor, at: datetime) -> Referral:
    """Take it back for changes while it has not gone up; it is signed anew."""
    with transaction.atomic():
        turn = take(Referral, referral_id, revision=revision, capability=WRITE_REFERRAL, by=by, at=at)
        move, row = turn.move("take_back"), turn.row
        if row.state == SUBMITTED:
            approval = pending_approval(turn.matter, "referral")
            if approval is None or approval.proposed_by_id != by.person_id:
                raise Refused("请示由送签人本人撤回，或请召集人退回。")
            withdraw(approval_id=approval.pk, by=by, at=at)
        row.document = return_document(document=row.document, by=by, at=at)
        row.approved_by, row.approved_on = None, None
        finish(turn, move, text="撤回请示修改")
        return row


def issue_referral(*, referral_id: int, revision: int, by: Actor, at: datetime) -> Referral:
    """Number, freeze and send up; the number's year and the date are the day of the action."""
    with transaction.atomic():
        turn = take(Referral, referral_id, revision=revision, capability=WRITE_REFERRAL, by=by, at=at)
        move, row = turn.move("issue"), turn.row
        township = Township.objects.get(pk=by.township_id)
        facts = referral_facts(row, township)
        n = next_number(township_id=by.township_id, series=SERIES, year=turn.today.year)
        parts = NumberParts(n, turn.today, mark=f"{township.mark}{NUMBER_MARK}")
        row.number, row.issued_on = format_number(DOCUMENT_NUMBER, parts), turn.today
        html = referral_html(ReferralPaper(**facts), row.document.body, number=row.number, issued_on=turn.today)
        pdf = render_pdf(html, title=f"请示{row.number}")
        row.document = issue_document(
            document=row.document, number=row.number, issued_on=turn.today, pdf=pdf, by=by, at=at, facts=facts
        )
        finish(turn, move, text=f"请示{row.number}报送{facts['addressee']}", detail={"number": row.number})
        return row


def drop_referral(*, referral_id: int, revision: int, by: Actor, at: datetime) -> Referral:
    """Give up a draft. The mark stays, so that another one may be drafted or the convenor lifts the mark."""
    with transaction.atomic():
        turn = take(Referral, referral_id, revision=revision, capability=WRITE_REFERRAL, by=by, at=at)
        finish(turn, turn.move("drop"), text="不再请示")
        reconcile_subject(turn.row, by=by, at=at)
        return turn.row


def referral_facts(row: Referral, township: Township) -> dict:
    """What the layout needs besides the text; JSON, frozen at issue. The other organ gets a copy."""
    organ = f"{township.short_name}信访工作联席会议"
    drafter = Person.objects.get(pk=row.document.drafted_by_id)
    other = next(key for key in ORGANS if key != row.organ)
    return {
        "organ": organ,
        "office": township.office_name,
        "signer": row.approved_by.name if row.approved_by_id else "",
        "title": ask_title(organ, row.subject),
        "addressee": organ_name(row.organ, township.short_name, township.name),
        "copies": [organ_name(other, township.short_name, township.name)],
        "contact": f"联系人：{drafter.name}，联系电话：{township.office_phone}",
    }


def _first_words(mark: MajorMark, topic: Topic | None) -> tuple[str, str]:
    if topic is None:
        row: Resolution = mark.resolution
        return row.text[:60], standard_text(heard="", background="", ask=row.text, tasks=[])
    heard, tasks = topic_words(topic)
    return topic.title[:60], standard_text(heard=heard, background=topic.background, ask=topic.ask, tasks=tasks)


def _marked(mark_id: int, by: Actor, at: datetime) -> tuple[Turn, MajorMark]:
    mark = MajorMark.objects.filter(pk=mark_id, lifted_on__isnull=True).first()
    if mark is None:
        raise OutOfScope("没有找到这件重大事项。")
    model, pk = (Topic, mark.topic_id) if mark.topic_id else (Resolution, mark.resolution_id)
    turn = take(model, pk, revision=None, capability=WRITE_REFERRAL, by=by, at=at)
    related = MajorMark.objects.select_for_update(of=("self",)).select_related("topic", "resolution__topic")
    return turn, related.get(pk=mark_id)
