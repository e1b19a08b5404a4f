"""Publicity of those proposed: five working days, objections and their decision, the notice to put up, the draft of the decision."""

from datetime import datetime

from django.db import transaction

from assessment.commendation.actions.commendations import FLOW, check_standing, take_commendation
from assessment.commendation.models import Commendation, CommendObjection, Nominee
from assessment.commendation.papers import notice_html
from assessment.commendation.queries import pending, standing_nominees, words_of
from assessment.commendation.rules import (
    ACCEPTED,
    DAYS,
    OWN_CHOICE,
    OWN_RULE,
    PENDING,
    REFUSED,
    notice_text,
    paper_text,
)
from assessment.permissions import ANSWER_COMMENDATION, OBJECT_COMMENDATION, PROPOSE_COMMENDATION
from records.acts.actions.turns import Turn, finish, journal, take, tell
from records.papers.actions.documents import draft_document
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from township.actors import Actor, ensure_may
from township.calendar.queries.days import work_calendar
from township.directory.queries.recipients import liaisons_of, people_with
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def publish(*, commendation_id: int, revision: int, by: Actor, at: datetime) -> Commendation:
    """Put the proposals up for five working days; every unit of the result is told."""
    with transaction.atomic():
        turn = take_commendation(commendation_id, revision, by, at)
        move, row = turn.move("publish"), turn.row
        check_standing(row, turn.today)
        row.published_on = turn.today
        row.until = work_calendar(row.township_id).add_working(turn.today, DAYS)
        finish(turn, move, text=f"公示{DAYS}个工作日")
        units = row.nominees.values_list("unit_id", flat=True)
        tell(turn, liaisons_of(units, turn.today), kind="published", text="表彰对象公示，有异议的请提出", key="1")
        return row


def object_to(
    *, commendation_id: int, unit_id: int, text: str, person_id: int | None = None, by: Actor, at: datetime
) -> CommendObjection:
    """Contest a proposal until the last day; the office writes down what comes from outside. person_id: of a person who is named."""
    with transaction.atomic():
        turn = take(Commendation, commendation_id, revision=None, capability=OBJECT_COMMENDATION, by=by, at=at)
        move, row = turn.move("object"), turn.row
        if turn.today > row.until:
            raise Refused("公示期已过，不能再提异议。", field="text")
        nominee = standing_nominees(row).filter(unit_id=unit_id, person_id=person_id).first()
        if nominee is None:
            raise Refused("请选择公示的单位或者个人。", field="unit")
        made = CommendObjection.objects.create(
            commendation=row,
            nominee=nominee,
            text=check_words("异议内容", text, field="text", least=8, most=1000),
            raised_by_id=by.person_id,
            raised_on=turn.today,
        )
        finish(turn, move, text="提出异议", detail={"objection": made.pk})
        deciders = people_with(ANSWER_COMMENDATION, row.township_id, turn.today)
        tell(turn, deciders, kind="objection", text="表彰异议请处理", key=str(made.pk))
        return made


def answer(
    *, commendation_id: int, objection_id: int, accepted: bool, reason: str, by: Actor, at: datetime
) -> CommendObjection:
    """Decide an objection with a reason; accepted it ends the proposal. Refused for who proposed, and for who raised it."""
    with transaction.atomic():
        turn = take(Commendation, commendation_id, revision=None, capability=ANSWER_COMMENDATION, by=by, at=at)
        move, row = turn.move("answer"), turn.row
        one = row_in_sight(row.objections.select_related("nominee__unit", "nominee__person"), pk=objection_id)
        if one.state != PENDING:
            raise Refused("这件异议已经处理，请刷新页面。")
        if by.person_id in (row.chosen_by_id, one.nominee.named_by_id):
            raise Refused(f"{OWN_CHOICE}。", OWN_RULE)
        if by.person_id == one.raised_by_id:
            raise Refused("提出异议的人不能自己处理。", OWN_RULE)
        one.reason = check_words("处理意见", reason, field="reason", least=4, most=500)
        one.state = ACCEPTED if accepted else REFUSED
        one.decided_by_id, one.decided_on = by.person_id, turn.today
        one.save()
        if accepted:
            Nominee.objects.filter(pk=one.nominee_id).update(is_out=True)
        word = "采纳" if accepted else "不采纳"
        finish(turn, move, text=f"{word}对{one.nominee.label}的异议", detail={"objection": one.pk})
        tell(turn, [one.raised_by_id], kind="decided", text=f"表彰异议{word}", key=str(one.pk))
        return one


def settle(*, commendation_id: int, revision: int, by: Actor, at: datetime) -> Commendation:
    """Publicity is over and every objection decided: the draft of the decision is written."""
    with transaction.atomic():
        turn = take_commendation(commendation_id, revision, by, at)
        move, row = turn.move("settle"), turn.row
        if waiting := pending(row).count():
            raise Refused(f"还有{waiting}件异议没有处理。")
        if turn.today <= row.until:
            raise Refused("公示期还没有到。", OWN_RULE)
        check_standing(row, turn.today)
        said = words_of(row)
        row.document = draft_document(
            matter=turn.matter,
            kind=FLOW.kind,
            title=f"关于表彰{row.run.period_words}信访工作{said.title_words}的决定",
            body=paper_text(said),
            by=by,
            at=at,
        )
        finish(turn, move, text="公示结束")
        return row


def print_notice(*, row: Commendation, by: Actor, at: datetime) -> bytes:
    """The publicity notice as a PDF to put up; noted in the journal."""
    with transaction.atomic():
        ensure_may(by, PROPOSE_COMMENDATION)
        if row.published_on is None:
            raise Refused("还没有公示。")
        organ = row.township.office_name
        said = words_of(row)
        title = f"{row.run.period_words}信访工作拟表彰{said.about}公示"
        contact = f"联系电话：{row.township.office_phone}"
        body = notice_text(said, contact)
        journal(Turn(row, by, at), "print")
        page = notice_html(organ, title, body, row.published_on)
        return render_pdf(page, title=title, stand_ins=stand_ins_of(row.township_id))
