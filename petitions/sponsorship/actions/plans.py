"""The plan of a sponsored case: opened when the leader is named, written with its team and steps, sent to the units, revised.

Notices carry the number and the step, nothing of the words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from petitions.cases.models.cases import Case
from petitions.permissions import WRITE_SPONSORSHIP
from petitions.sponsorship import queries
from petitions.sponsorship.actions.steps import settle
from petitions.sponsorship.models import Sponsorship, SponsorStep
from petitions.sponsorship.rules import MOST_STEPS, SERIES, SOURCE, check_step_day, why_not_sent
from records.acts.actions.turns import Turn, finish, start, take, tell
from records.matters.actions.access import add_handler, hold
from records.matters.models.access import Handler, Holding
from records.matters.queries.access import implicated_places, is_shut_out, place_of
from records.matters.rules import check_holder
from records.papers.actions.numbers import issue_number
from township.actors import Actor
from township.dates import check_not_past
from township.directory.models.people import Person
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.saving import save_columns
from township.words import check_title, check_words


@dataclass(frozen=True, kw_only=True)
class StepData:
    """One step: what, which unit, who there is responsible, until when."""

    text: str
    unit_id: int
    person_name: str
    due_on: date


def follow_sponsor(case: Case, person: Person, *, by: Actor, at: datetime) -> Sponsorship:
    """What naming a leader for a case leads to: a sponsorship whose plan the leader owes, or another leader for the one there is.

    Building block: the caller has the case locked, leave for it, and has found nothing in the leader's way."""
    row = queries.open_on_case(case)
    if row is not None:
        return _hand_over(row, person, by, at)
    number = issue_number(SERIES, township_id=by.township_id, on=at.date(), mark=case.township.mark)
    matter = start(kind="sponsorship", number=number, title=f"领导包案（{case.number}）", by=by, at=at)
    row = Sponsorship(matter=matter, township=case.township, case=case, sponsor=person, since=at.date())
    row.save(force_insert=True)
    add_handler(matter=matter, person=person, part=Handler.Part.TEAM, at=at)
    finish(Turn(row, by, at), "open", text=f"由{person.name}包案", article=SOURCE)
    return row


def _hand_over(row: Sponsorship, person: Person, by: Actor, at: datetime) -> Sponsorship:
    turn = take(Sponsorship, row.pk, revision=None, capability=WRITE_SPONSORSHIP, by=by, at=at)
    move, before = turn.move("hand_over"), turn.row.sponsor
    turn.row.sponsor = person
    Handler.objects.filter(matter=turn.matter, part=Handler.Part.TEAM, person=before).delete()
    add_handler(matter=turn.matter, person=person, part=Handler.Part.TEAM, at=at)
    finish(turn, move, text=f"包案领导由{before.name}换为{person.name}")
    return turn.row


def set_plan(*, sponsorship_id: int, revision: int, aim: str, due_on: date, by: Actor, at: datetime) -> Sponsorship:
    """What is to be reached by what means, and until when."""
    with transaction.atomic():
        turn = take(Sponsorship, sponsorship_id, revision=revision, capability=WRITE_SPONSORSHIP, by=by, at=at)
        move, row = turn.move("set_plan"), turn.row
        row.aim = check_title("化解目标和措施", aim, field="aim", least=8, most=500)
        row.due_on = check_not_past("包案期限", due_on, today=turn.today, field="due_on")
        if row.steps.filter(due_on__gt=due_on, done_on__isnull=True).exists():
            raise Refused("有的步骤完成时限晚于包案期限，请先调整步骤。", field="due_on")
        finish(turn, move, text="定方案")
        return row


def set_team(*, sponsorship_id: int, revision: int, people: Collection[Person], by: Actor, at: datetime) -> Sponsorship:
    """The team beside the leader: who is on it sees the plan. Refused for whom the case keeps out."""
    with transaction.atomic():
        turn = take(Sponsorship, sponsorship_id, revision=revision, capability=WRITE_SPONSORSHIP, by=by, at=at)
        move, row = turn.move("set_team"), turn.row
        offered = set(queries.team_people(row.township_id, turn.today).values_list("pk", flat=True))
        if not people or any(person.pk not in offered for person in people):
            raise Refused("请从班子成员、联席办和单位联络员里选。", field="people")
        for person in people:
            if is_shut_out(row.case.matter, person, turn.today):
                raise Refused(f"{person.name}是涉及对象、在涉及单位任职或已经回避，不能列入。", field="people")
        team = Handler.objects.filter(matter=turn.matter, part=Handler.Part.TEAM).exclude(person=row.sponsor_id)
        team.exclude(person__in=[person.pk for person in people]).delete()
        for person in people:
            add_handler(matter=turn.matter, person=person, part=Handler.Part.TEAM, at=at)
        finish(turn, move, text=f"工作班子{len({row.sponsor_id, *(one.pk for one in people)})}人")
        fresh = [person.pk for person in people]
        tell(turn, fresh, kind="team", text="您在包案工作班子里", key=str(row.revision))
        return row


def add_step(*, sponsorship_id: int, revision: int, data: StepData, by: Actor, at: datetime) -> SponsorStep:
    """One more step. Refused for a unit that the case complains of, or close to one."""
    with transaction.atomic():
        turn = take(Sponsorship, sponsorship_id, revision=revision, capability=WRITE_SPONSORSHIP, by=by, at=at)
        move, row = turn.move("add_step"), turn.row
        if row.steps.count() >= MOST_STEPS:
            raise Refused(f"一个方案最多 {MOST_STEPS} 步。")
        unit = queries.step_units(row.township_id).filter(pk=data.unit_id).first()
        if unit is None:
            raise Refused("请选择责任单位。", field="unit")
        check_holder(place_of(unit), implicated_places(row.case.matter))
        check_step_day(data.due_on, row.due_on, turn.today)
        step = SponsorStep.objects.create(
            sponsorship=row,
            text=check_title("步骤", data.text, field="text", least=4, most=200),
            unit=unit,
            person_name=check_words("责任人", data.person_name, field="person_name", least=2, most=20),
            due_on=data.due_on,
        )
        finish(turn, move, text=f"加步骤：{unit.label}，{data.due_on:%m月%d日}前")
        return step


def drop_step(*, sponsorship_id: int, revision: int, step_id: int, by: Actor, at: datetime) -> Sponsorship:
    """Take a step that is not done out of the draft."""
    with transaction.atomic():
        turn = take(Sponsorship, sponsorship_id, revision=revision, capability=WRITE_SPONSORSHIP, by=by, at=at)
        move = turn.move("drop_step")
        gone, _ = turn.row.steps.filter(pk=step_id, done_on__isnull=True).delete()
        if not gone:
            raise Refused("这一步已经不在方案里，请刷新页面。")
        finish(turn, move, text="删去一个步骤")
        return turn.row


def send(*, sponsorship_id: int, revision: int, by: Actor, at: datetime) -> Sponsorship:
    """To the units: those whose steps are new answer; the office's own steps need no answer. With nothing left to answer it stands."""
    with transaction.atomic():
        turn = take(Sponsorship, sponsorship_id, revision=revision, capability=WRITE_SPONSORSHIP, by=by, at=at)
        move, row = turn.move("send"), turn.row
        steps = list(row.steps.select_related("unit"))
        if why := why_not_sent(row.due_on is not None, len(steps)):
            raise Refused(why, SOURCE)
        for step in steps:
            if step.done_on is None:
                check_step_day(step.due_on, row.due_on, turn.today)
            step.objection = ""
            if step.unit.is_office:
                step.agreed_on = step.agreed_on or turn.today
        save_columns(steps, ["objection", "agreed_on"])
        units = {step.unit_id: step.unit for step in steps if not step.unit.is_office}
        for unit in units.values():
            hold(matter=turn.matter, unit=unit, part=Holding.Part.ASSIST, at=at)
        row.since = turn.today
        finish(turn, move, text="方案送单位会商")
        asked = [step.unit_id for step in steps if step.agreed_on is None]
        tell(turn, liaisons_of(asked, turn.today), kind="sent", text="包案步骤请会商", key=str(row.revision))
        settle(turn)
        return row


def revise(*, sponsorship_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Sponsorship:
    """Draft the plan anew; what is done and what was agreed to stays."""
    with transaction.atomic():
        turn = take(Sponsorship, sponsorship_id, revision=revision, capability=WRITE_SPONSORSHIP, by=by, at=at)
        move = turn.move("revise")
        turn.row.ending = check_title("理由", reason, field="reason", least=6, most=200)  # until the plan stands again
        turn.row.since = turn.today
        finish(turn, move, text="调整方案")
        return turn.row
