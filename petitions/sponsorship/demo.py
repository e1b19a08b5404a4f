"""Invented sponsored cases of the demonstration: one that is being carried out, with a step done, and one the units talk about."""

from datetime import date, timedelta

from petitions.cases.actions.sponsors import name_sponsor
from petitions.cases.models.cases import Case
from petitions.cases.rules.cases import OPEN_STATES
from petitions.sponsorship.actions import endings, plans, steps
from petitions.sponsorship.actions.plans import StepData
from petitions.sponsorship.models import Sponsorship
from records.acts.demo import act
from records.matters.models.matters import Secrecy
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Troupe
from township.refusals import Refused

AIM = "分清合理诉求和政策边界：合理的限期解决，不合理的当面讲清依据；每周由包案领导听取一次进展。"
STEPS = (
    ("现场核实情况，逐项列出诉求和依据", -4, 6),
    ("召开协调会，明确解决办法和完成时间", 5, 5),
    ("解决办法落实到位，书面答复并当面说明", 20, 20),
)


def load(township: Township, today: date) -> int:
    """Play two of them; returns how many."""
    troupe = Troupe.of(township, today)
    roles = {post.role for post in troupe.posts}
    if not {Role.CLERK, Role.LIAISON, Role.LEADER} <= roles or not troupe.units:
        return 0
    rows = [row for case in _cases(troupe) if (row := _named(troupe, case))][:2]
    for row, is_agreed in zip(rows, (True, False), strict=False):
        _plan(troupe, row, is_agreed)
    return len(rows)


def _cases(troupe: Troupe) -> list[Case]:
    """Open ones that were there before the play begins, the oldest first."""
    rows = Case.objects.filter(township=troupe.township, state__in=OPEN_STATES, matter__secrecy=Secrecy.ORDINARY)
    return list(rows.filter(registered_on__lt=troupe.day(9)).order_by("registered_on", "pk")[:2])


def _named(troupe: Troupe, case: Case) -> Sponsorship | None:
    given = {"case_id": case.pk, "revision": case.revision, "person_id": troupe.person(Role.LEADER).pk}
    try:
        troupe.do(name_sponsor, troupe.clerk(), troupe.day(8), 9, **given)
    except Refused:
        return None  # complained of, or recused
    return Sponsorship.objects.get(case=case)


def _plan(troupe: Troupe, row: Sponsorship, is_agreed: bool) -> None:
    leader, on = troupe.person(Role.LEADER), troupe.day(7)
    unit = row.case.unit if row.case.unit in troupe.units else troupe.units[0]
    liaison = troupe.person(Role.LIAISON, unit)
    act(troupe, plans.set_plan, row, leader, on, 9, aim=AIM, due_on=troupe.today + timedelta(days=30))
    act(troupe, plans.set_team, row, leader, on, 10, people=[liaison, troupe.clerk()])
    for text, agreed_in, asked_in in STEPS:
        day = troupe.today + timedelta(days=agreed_in if is_agreed else asked_in)
        data = StepData(text=text, unit_id=unit.pk, person_name=liaison.name, due_on=day)
        act(troupe, plans.add_step, row, leader, on, 11, data=data)
    act(troupe, plans.send, row, leader, on, 14)
    if not is_agreed:
        return
    planned = list(row.steps.order_by("due_on", "pk").values_list("pk", flat=True))
    for step_id in planned:
        act(troupe, steps.agree, row, liaison, troupe.day(6), 9, step_id=step_id)
    done_on = troupe.day(5)
    words = "已到现场核实，诉求和依据逐项列表，留存照片和谈话记录。"
    act(troupe, steps.finish_step, row, liaison, done_on, 16, step_id=planned[0], on=done_on, evidence=words)
    act(
        troupe,
        steps.report,
        row,
        liaison,
        troupe.day(2),
        10,
        step_id=planned[1],
        text="已与有关科室对接，协调会定在下周。",
    )
    met = {"duty": 1, "text": "到现场接谈一次，听取诉求，和责任单位一起核对材料。", "event_id": None}
    act(troupe, endings.tick, row, leader, troupe.day(4), 15, on=troupe.day(4), **met)
