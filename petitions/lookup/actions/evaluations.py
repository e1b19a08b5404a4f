"""The petitioner's evaluation after the answer (群众满意度评价): two objects scored apart, each once."""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import Evaluation
from petitions.cases.rules.replies import REPLY_PAPER
from petitions.lookup.queries import EVALUATE_CODE, evaluated_objects, evaluation_clock
from petitions.permissions import FOLLOW_UP
from records.acts.actions.turns import finish, take
from records.clocks.actions.clocks import stop_clocks
from records.clocks.models import Clock
from records.duties.actions.candidates import propose_supervision
from records.matters.actions.events import add_event
from records.notices.actions.notices import notify
from records.papers.models.documents import Document
from township.actors import Actor, system_actor
from township.dates import full_date
from township.directory.models.people import Role
from township.directory.queries.actors import posts_in_effect
from township.journal.actions import write_entry
from township.refusals import Refused
from township.words import check_words

SOURCE = "满意度评价工作办法（国信发〔2022〕11号）"
HOLDER = "信访人（查询码）"
SEEN_BY_STAFF = (
    "这个查询码由工作人员补发或者查看过，只能查询，不能用于网上评价。您可以在回访电话中评价，或者到接待场所当面评价。"
)


def code_holder(township_id: int, on: date) -> Actor:
    """Who acts when somebody has typed the right look-up code: named, without a name."""
    return system_actor(township_id, HOLDER, on)


def evaluate(*, case_id: int, about: str, grade: str, comment: str = "", by: Actor, at: datetime) -> Evaluation:
    """Grade one object with the code: about "office" or "unit"; grade good | fair | bad; comment at most 300 characters.

    Refused before the answer, after the last day (`evaluation_window_days` natural days from delivery, rolled over days
    off), for a matter that is not open to evaluation (repeat, suggestion, accusation), a second time, and with a code that
    the staff has seen. A grade 不满意 tells the clerk and the director (回访督办). The comment stays with the grade and goes
    into no timeline.
    """
    with transaction.atomic():
        case = _locked(case_id)
        if not case.may_rate_by_code:
            raise Refused(SEEN_BY_STAFF, SOURCE, "grade")
        return _grade(case, about, grade, comment, None, by, at)


def record_follow_up(
    *, case_id: int, revision: int, about: str, grade: str, comment: str, by: Actor, at: datetime
) -> Evaluation:
    """What the petitioner said when they were asked by telephone; every page says that it was so, and who wrote it down.

    comment: their own words, at least four characters. Not by who drafted the reply that is graded.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=FOLLOW_UP, by=by, at=at)
        if _drafted_the_reply(turn.row, by):
            raise Refused("答复是您拟写的，请由另一位同志回访。", SOURCE)
        words = check_words("信访人的原话", comment, field="comment", least=4, most=300)
        row = _grade(turn.row, about, grade, words, by.person_id, by, at)
        finish(turn, "follow_up", text="登记电话回访评价", detail={"about": about, "grade": grade})
        return row


def _locked(case_id: int) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("matter", "unit").get(pk=case_id)


def _drafted_the_reply(case: Case, by: Actor) -> bool:
    replies = Document.objects.filter(matter_id=case.pk, kind=REPLY_PAPER.get(case.case_class), state="issued")
    return replies.filter(drafted_by_id=by.person_id).exists()


def _grade(
    case: Case, about: str, grade: str, comment: str, recorded_by_id: int | None, by: Actor, at: datetime
) -> Evaluation:
    _check(case, about, grade, at.date())
    comment = comment.strip()
    if len(comment) > 300:
        raise Refused(f"评价意见最多 300 个字，现在是 {len(comment)} 个。", field="comment")
    row = Evaluation.objects.create(
        case=case, about=about, grade=grade, comment=comment, recorded_by_id=recorded_by_id, at=at
    )
    what = f"{row.get_about_display()}：{row.get_grade_display()}"
    how = "（电话回访记录）" if recorded_by_id else ""
    add_event(
        matter=case.matter,
        by=by,
        at=at,
        move="evaluate",
        text=f"信访人评价{what}{how}",
        unit=case.unit if about == "unit" else None,
        public_text=f"您已评价{what}{how}",
    )
    if case.evaluations.count() == len(evaluated_objects(case)):
        stop_clocks(matter=case.matter, codes=[EVALUATE_CODE], on=at.date(), evidence="信访人已评价")
    if grade == Evaluation.Grade.BAD:
        _tell(case, row, at)
        _propose(case, row, at)
    write_entry(
        by=by,
        at=at,
        action="case.evaluate",
        subject_kind="case",
        subject_id=case.pk,
        subject_label=case.number,
        detail={"about": about, "grade": grade, "telephone": recorded_by_id is not None},
    )
    return row


def _check(case: Case, about: str, grade: str, today: date) -> None:
    if grade not in Evaluation.Grade.values:
        raise Refused("请选择满意、基本满意或者不满意。", SOURCE, "grade")
    clock = evaluation_clock(list(Clock.objects.filter(matter_id=case.pk).order_by("round", "pk")))
    if clock is None or case.is_accusation:
        raise Refused("答复送达以后才能评价；重复信访、建议意见和检举控告不作满意度评价。", SOURCE, "grade")
    if today > clock.rolled_due_on:
        raise Refused(f"评价期限到{full_date(clock.rolled_due_on)}止，已经过了。", SOURCE, "grade")
    if about not in dict(evaluated_objects(case)):
        raise Refused("没有这个评价对象。", SOURCE, "grade")
    if case.evaluations.filter(about=about).exists():
        raise Refused("这一项已经评价过，每项只评价一次。", SOURCE, "grade")
    if clock.stopped_on is not None:
        raise Refused("本事项正在重新办理，新的答复送达后再评价。", SOURCE, "grade")


def _propose(case: Case, row: Evaluation, at: datetime) -> None:
    """Each one is looked into (逐一督查督办): a candidate for supervision, without the petitioner's words."""
    propose_supervision(
        matter=case.matter,
        unit=case.unit,
        ground="dissatisfied",
        text=f"{case.number} 信访人对{row.get_about_display()}评价不满意，请核实办理情况",
        key=f"evaluation:{row.pk}",
        by=system_actor(case.township_id, HOLDER, at.date()),
        at=at,
    )


def _tell(case: Case, row: Evaluation, at: datetime) -> None:
    directors = posts_in_effect(at.date(), township_id=case.township_id, role=Role.DIRECTOR)
    recipients = {*directors.values_list("person_id", flat=True), case.first_handler_id, case.registered_by_id}
    notify(
        matter=case.matter,
        recipients=[person_id for person_id in recipients if person_id],
        kind="case.dissatisfied",
        text=f"{case.number} 信访人对{row.get_about_display()}评价不满意，请回访核实",
        key=f"case:{case.pk}:evaluate:{row.about}",
        at=at,
    )
