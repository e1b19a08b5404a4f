"""A commendation from the computed candidates to the issued decision (G5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db import transaction

from assessment.commendation.models import Commendation, CommendObjection, Nominee
from assessment.commendation.papers import notice_html
from assessment.commendation.queries import (
    best_grades,
    candidates,
    commendation_work,
    pending,
    people_to_name,
    person_standing,
    results_to_honour,
    standing_nominees,
    standings,
    unit_of_person,
    words_of,
)
from assessment.commendation.rules import (
    ACCEPTED,
    DAYS,
    DROPPED,
    GRADES,
    KEPT_BACK,
    MEASURE,
    MOST_PEOPLE,
    OWN_CHOICE,
    OWN_RULE,
    PENDING,
    PERSON_EXCLUDES,
    REFUSED,
    SOURCE,
    exclusions,
    notice_text,
    paper_text,
)
from assessment.permissions import (
    ANSWER_COMMENDATION,
    APPROVE_COMMENDATION,
    OBJECT_COMMENDATION,
    PROPOSE_COMMENDATION,
    VIEW_COMMENDATION,
)
from assessment.schemes.models.runs import Run
from assessment.schemes.rules.states import ISSUED as RUN_ISSUED
from records.acts.actions.turns import Turn, finish, journal, start, take, tell
from records.matters.queries.scope import matters_visible_to
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.letters import official_html
from records.papers.models.approvals import Approval
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from records.work.rules import Owed
from township.actors import Actor, OutOfScope, ensure_may
from township.calendar.queries.days import work_calendar
from township.directory.queries.recipients import liaisons_of, people_with
from township.refusals import Refused
from township.saving import once
from township.sight import row_in_sight
from township.words import check_title, check_words


class CommendationFlow(LetterFlow):
    """The decision; approving it issues it at once."""

    kind, label, model = "commendation", "表彰决定", Commendation
    view, write, approve = VIEW_COMMENDATION, PROPOSE_COMMENDATION, APPROVE_COMMENDATION
    moves = Moves(give_back="return_paper")
    series, names_matter, page = "commendation", True, staticmethod(official_html)

    def check(self, turn: Turn) -> None:
        check_standing(turn.row, turn.today)

    def bars(self, actor: Actor, row: Commendation) -> str:
        """Nobody approves their own commendation."""
        is_named = actor.person_id and row.nominees.filter(person_id=actor.person_id, is_out=False).exists()
        return "表彰对象里有您本人，请由另一位召集人审批" if is_named else ""

    def addressees(self, row: Commendation) -> tuple[list[str], list[str]]:
        return ["各成员单位、村（社区）"], []

    def approved(self, turn: Turn, approval: Approval) -> None:
        check_standing(turn.row, turn.today)
        turn.row.approved_by_id, turn.row.issued_on = turn.by.person_id, turn.today

    def issued(self, turn: Turn) -> None:
        row = turn.row
        units = row.nominees.values_list("unit_id", flat=True)
        tell(turn, liaisons_of(units, turn.today), kind="issued", text="表彰决定已印发", key=row.number)

    def work(self, row: Commendation) -> Iterator[Owed]:
        """The steps before the paper, then those of the paper."""
        return iter(()) if row.state == DROPPED else chain(commendation_work(row), super().work(row))


FLOW = CommendationFlow()


def start_commendation(*, run_id: int, grades: int, by: Actor, at: datetime) -> Commendation:
    """Compute the candidates of an issued result. grades: how many of the best grades may be proposed."""
    with transaction.atomic():
        ensure_may(by, PROPOSE_COMMENDATION)
        run = results_to_honour(by).filter(pk=run_id).first()
        if run is None:
            raise Refused("请选择已经通报、还没有用于表彰的考核结果。", SOURCE, "run")
        if grades not in GRADES:
            raise Refused("请选择提名范围。", field="grades")
        title = f"{run.period_words}表彰·{run.scheme.get_group_display()}"
        number = issue_number("commendation_draft", township_id=by.township_id, on=at.date())
        matter = start(kind=FLOW.kind, number=number, title=title, by=by, at=at)
        open_grades = best_grades(run, grades)
        row = Commendation(
            matter=matter,
            township_id=by.township_id,
            run=run,
            title=title,
            grades=grades,
            open_grades=open_grades,
            revision=0,
        )
        with once(Refused("这次考核的表彰已经开始，请打开原来的一次。", field="run")):
            row.save(force_insert=True)
        found = candidates(run, open_grades, at.date())
        for one in found:
            one.commendation = row
        Nominee.objects.bulk_create(found)
        finish(Turn(row, by, at), "start", text="按考核结果计算候选单位")
        return row


@dataclass(frozen=True)
class Choice:
    """A unit that is proposed, and for what."""

    unit_id: int
    reason: str


def choose(
    *, commendation_id: int, revision: int, choices: tuple[Choice, ...], by: Actor, at: datetime
) -> Commendation:
    """Propose these candidates and no others; what excludes is asked anew."""
    with transaction.atomic():
        turn = _take(commendation_id, revision, by, at)
        move, row = turn.move("choose"), turn.row
        _refresh(row, turn.today)
        units = row.nominees.filter(person__isnull=True)
        known = {one.unit_id: one for one in units.select_related("unit")}
        if not choices:
            raise Refused("请至少提名一个单位，或者点“不表彰”。", field="units")
        units.update(is_chosen=False, reason="")
        for one in choices:
            nominee = known.get(one.unit_id)
            if nominee is None:
                raise OutOfScope("没有找到这个单位。")
            if nominee.excludes:
                raise Refused(f"{nominee.unit.label}不符合条件，不能提名。", SOURCE, "units")
            field = f"reason_{one.unit_id}"
            nominee.reason = check_title(f"{nominee.unit.label}的主要事迹", one.reason, least=8, most=200, field=field)
            nominee.is_chosen = True
            nominee.save(update_fields=["is_chosen", "reason"])
        row.chosen_by_id = by.person_id
        finish(turn, move, text=f"提名{len(choices)}个单位", detail={"units": [one.unit_id for one in choices]})
        return row


def name_person(
    *, commendation_id: int, revision: int, person_id: int, reason: str, by: Actor, at: datetime
) -> Commendation:
    """Name a person of an assessed unit for what that person did. Refused for oneself, for who may approve commendations, for who
    holds no post in an assessed unit, and while a decision of accountability on the person is in effect."""
    with transaction.atomic():
        turn = _take(commendation_id, revision, by, at)
        move, row = turn.move("name"), turn.row
        if person_id == by.person_id:
            raise Refused("不能提名自己。", OWN_RULE, "person")
        person = people_to_name(row, turn.today).filter(pk=person_id or 0).first()
        if person is None:
            raise Refused("请选择考核单位在任、还没有提名的同志。", field="person")
        if row.nominees.filter(person__isnull=False).count() >= MOST_PEOPLE:
            raise Refused(f"一次最多提名{MOST_PEOPLE}人。", OWN_RULE, "person")
        unit_id = unit_of_person(row, person.pk, turn.today)
        excludes, measures = person_standing(row, person.pk, unit_id, turn.today)
        if excludes:
            raise Refused(f"{person.name}{_not_fit(excludes, measures, by)}，不能提名。", SOURCE, "person")
        words = check_title(f"{person.name}的主要事迹", reason, least=8, most=200, field="reason")
        of_unit = row.nominees.get(unit_id=unit_id, person__isnull=True)
        row.nominees.create(
            unit_id=unit_id, person=person, grade=of_unit.grade, is_chosen=True, reason=words, named_by_id=by.person_id
        )
        row.chosen_by_id = row.chosen_by_id or by.person_id
        finish(turn, move, text=f"提名{person.name}", detail={"person": person.pk})
        return row


def unname_person(*, commendation_id: int, revision: int, nominee_id: int, by: Actor, at: datetime) -> Commendation:
    """Take a named person off the list before publicity."""
    with transaction.atomic():
        turn = _take(commendation_id, revision, by, at)
        move, row = turn.move("unname"), turn.row
        one = row.nominees.filter(pk=nominee_id, person__isnull=False).select_related("person").first()
        if one is None:
            raise OutOfScope("没有找到这个提名。")
        name = one.person.name
        one.delete()
        finish(turn, move, text=f"撤下{name}的提名")
        return row


def _not_fit(excludes: tuple[str, ...], measures: list[int], by: Actor) -> str:
    """Why, in words; a decision that the proposer may not know of is not spoken of."""
    seen = matters_visible_to(by).filter(pk__in=measures).exists() if measures else False
    return "、".join(KEPT_BACK if key == MEASURE and not seen else PERSON_EXCLUDES[key] for key in excludes)


def publish(*, commendation_id: int, revision: int, by: Actor, at: datetime) -> Commendation:
    """Put the proposals up for five working days; every unit of the result is told."""
    with transaction.atomic():
        turn = _take(commendation_id, revision, by, at)
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
        turn = _take(commendation_id, revision, by, at)
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


def drop(*, commendation_id: int, revision: int, by: Actor, at: datetime) -> Commendation:
    """Nobody is commended this time."""
    with transaction.atomic():
        turn = _take(commendation_id, revision, by, at)
        finish(turn, turn.move("drop"), text="不表彰")
        return turn.row


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


def check_standing(row: Commendation, today: date) -> None:
    """Refused when the result was corrected since, when somebody proposed is excluded by now, or when nobody is left."""
    if Run.objects.get(pk=row.run_id).state != RUN_ISSUED:
        raise Refused("所依据的考核结果已经更正，请点“不表彰”，按更正后的结果重新提名。", SOURCE)
    known = standings(row.run, today)
    chosen = list(standing_nominees(row))
    if not chosen:
        raise Refused("没有提名的单位或者个人。", field="units")
    for one in chosen:
        if one.person_id:
            if person_standing(row, one.person_id, one.unit_id, today)[0]:
                raise Refused(f"{one.label}现在不符合条件，请按异议取消提名，或者不表彰。", SOURCE)
        elif exclusions(known[one.unit_id], row.open_grades):
            raise Refused(f"{one.unit.label}现在不符合条件，请按异议取消提名，或者不表彰。", SOURCE)


def _take(commendation_id: int, revision: int, by: Actor, at: datetime) -> Turn:
    return take(Commendation, commendation_id, revision=revision, capability=PROPOSE_COMMENDATION, by=by, at=at)


def _refresh(row: Commendation, today: date) -> None:
    known = standings(row.run, today)
    for one in row.nominees.filter(person__isnull=True):
        one.excludes = list(exclusions(known[one.unit_id], row.open_grades))
        one.measures = list(known[one.unit_id].measures)
        one.save(update_fields=["excludes", "measures"])
