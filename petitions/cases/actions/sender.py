"""This office objects to the organ that transferred or assigned a case (条例第二十三条第三款): letter out, answer in.

Within five working days of receipt, with detailed reasons. The 15 days to tell the petitioner run on until the sender agrees:
an objection that is refused has cost this office its own time.
"""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.intake import end_assignments
from petitions.cases.actions.issuing import issue_paper, paper_name
from petitions.cases.actions.wording import Wording, settle_wording
from petitions.cases.models.assignments import SenderObjection
from petitions.cases.models.cases import Case
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.order import check_day
from petitions.cases.rules.terms import OBJECT
from petitions.permissions import OBJECT_TO_SENDER
from records.acts.actions.turns import Turn, finish, take, tell
from records.clocks.actions.clocks import stop_clock
from records.clocks.models import Clock
from records.papers.actions.approvals import check_nothing_pending
from township.actors import Actor
from township.dates import full_date
from township.refusals import Refused
from township.words import check_words

ARTICLE = "条例第二十三条第三款"
STATE = SenderObjection.State


def object_to_sender(
    *,
    case_id: int,
    revision: int,
    reason: str,
    basis: str,
    suggested: str,
    body: str | None = None,
    wording: Wording | None = None,
    by: Actor,
    at: datetime,
) -> SenderObjection:
    """Issue the letter of objection. reason: why it is not this organ's; basis: where its duties are laid down; suggested: the
    organ that should have it. Refused for a petition that came directly, after the fifth working day, and a second time."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=OBJECT_TO_SENDER, by=by, at=at)
        move = turn.move("object_to_sender")
        check_nothing_pending(turn.matter, "refusal", "ending", "correction")
        _check_in_time(turn)
        why = check_words("异议的理由", reason, field="reason", least=10, most=2000)
        ground = check_words("职责依据", basis, field="basis", least=2, most=300)
        organ = check_words("建议承办的机关、单位", suggested, field="suggested", least=2, most=60)
        settle_wording(turn, wording)
        facts = paper_facts(
            turn.row,
            clerk_name=by.signature(),
            addressee=turn.row.source_organ,
            reason=why,
            basis=ground,
            suggested=organ,
        )
        letter = issue_paper(turn, "sender_objection", facts=facts, body=body, is_for_petitioner=False)
        row = SenderObjection.objects.create(
            case=turn.row,
            document=letter,
            reason=why,
            basis=ground,
            suggested=organ,
            raised_by_id=by.person_id,
            raised_on=turn.today,
        )
        stop_clock(clock=_own_clock(turn), on=turn.today, evidence=paper_name(letter))
        text = f"向{turn.row.source_organ}提出异议，答复以前各项期限照常计算"
        finish(turn, move, text=text, note=why, document=letter, detail={"sender_objection": row.pk})
        return row


def _own_clock(turn: Turn) -> Clock | None:
    """This office's own five days; a unit that was given the task meanwhile has its own, which run on."""
    clock = Clock.objects.filter(matter=turn.matter, code=OBJECT.code, unit=None, stopped_on=None).first()
    if clock:
        clock.matter = turn.matter
    return clock


def _check_in_time(turn: Turn) -> None:
    case = turn.row
    if case.received_via == "direct":
        raise Refused("只有上级转送、交办的事项才能向来文机关提出异议；信访人直接提出的，请用“不予受理”。", ARTICLE)
    if case.sender_objections.exists():
        raise Refused("已经提出过异议，请等来文机关答复，或者按它的答复办理。", ARTICLE)
    clock = _own_clock(turn)
    if clock is None or turn.today > clock.due_on:
        last = f"（{full_date(clock.due_on)}止）" if clock else ""
        raise Refused(f"提出异议的5个工作日已过{last}，请受理并办理，或者与来文机关协商。", ARTICLE)


def record_sender_answer(
    *,
    case_id: int,
    revision: int,
    agreed: bool,
    on: date,
    number: str = "",
    remark: str = "",
    by: Actor,
    at: datetime,
) -> Case:
    """What the sender answered. Agreed: the case goes back and is closed here; else this office carries on.

    on: the day of its answer; number: of its paper, empty = by telephone, then remark says with whom.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=OBJECT_TO_SENDER, by=by, at=at)
        row = turn.row.sender_objections.select_for_update().filter(state=STATE.WAITING).first()
        if row is None:
            raise Refused("没有等待答复的异议，请刷新页面。", ARTICLE)
        move = turn.move("sender_agrees" if agreed else "sender_refuses")
        check_day("答复日期", on, today=turn.today, after=row.raised_on, after_label="提出异议日期")
        if not number.strip() and len(remark.strip()) < 4:
            raise Refused("没有文号的，请写明谁在什么时候怎样答复的。", field="remark")
        row.state, row.answered_on = STATE.AGREED if agreed else STATE.REFUSED, on
        row.answer_number, row.remark = number.strip()[:60], remark.strip()[:300]
        row.save(update_fields=["state", "answered_on", "answer_number", "remark"])
        if agreed:
            turn.row.outcome_on, turn.row.ended_as = turn.today, "returned"
            end_assignments(turn, turn.today)
            run_clocks(turn, "sender_agrees", on=turn.today, evidence=number.strip() or "来文机关同意退回")
        organ = turn.row.source_organ
        text = f"{organ}同意退回" if agreed else f"{organ}不同意退回，由本机关办理"
        said = "；".join(part for part in (number.strip(), remark.strip()) if part)
        public = "已由来文机关收回，另行办理" if agreed else ""
        finish(
            turn,
            move,
            text=text,
            on=on,
            note=said,
            article=ARTICLE,
            public_text=public,
            detail={"sender_objection": row.pk},
        )
        tell(
            turn,
            [turn.row.first_handler_id],
            kind="objection_decided",
            text="来文机关已答复异议",
            key=f"sender-{row.pk}",
        )
        return turn.row
