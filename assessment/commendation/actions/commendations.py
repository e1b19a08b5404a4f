"""A commendation from the computed candidates to the issued decision (G5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db import transaction

from assessment.commendation.models import Commendation, Nominee
from assessment.commendation.queries import (
    best_grades,
    candidates,
    commendation_work,
    people_to_name,
    person_standing,
    results_to_honour,
    standing_nominees,
    standings,
    unit_of_person,
)
from assessment.commendation.rules import (
    DROPPED,
    GRADES,
    KEPT_BACK,
    MEASURE,
    MOST_PEOPLE,
    OWN_RULE,
    PERSON_EXCLUDES,
    SOURCE,
    exclusions,
)
from assessment.permissions import APPROVE_COMMENDATION, PROPOSE_COMMENDATION, VIEW_COMMENDATION
from assessment.schemes.models.runs import Run
from assessment.schemes.rules.states import ISSUED as RUN_ISSUED
from records.acts.actions.turns import Turn, finish, start, take, tell
from records.matters.queries.scope import matters_visible_to
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.letters import official_html
from records.papers.models.approvals import Approval
from records.work.rules import Owed
from township.actors import Actor, OutOfScope, ensure_may
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.saving import once
from township.words import check_title


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
        turn = take_commendation(commendation_id, revision, by, at)
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
        turn = take_commendation(commendation_id, revision, by, at)
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
        turn = take_commendation(commendation_id, revision, by, at)
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


def drop(*, commendation_id: int, revision: int, by: Actor, at: datetime) -> Commendation:
    """Nobody is commended this time."""
    with transaction.atomic():
        turn = take_commendation(commendation_id, revision, by, at)
        finish(turn, turn.move("drop"), text="不表彰")
        return turn.row


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


def _refresh(row: Commendation, today: date) -> None:
    known = standings(row.run, today)
    for one in row.nominees.filter(person__isnull=True):
        one.excludes = list(exclusions(known[one.unit_id], row.open_grades))
        one.measures = list(known[one.unit_id].measures)
        one.save(update_fields=["excludes", "measures"])


def take_commendation(commendation_id: int, revision: int, by: Actor, at: datetime) -> Turn:
    return take(Commendation, commendation_id, revision=revision, capability=PROPOSE_COMMENDATION, by=by, at=at)
