"""One leader of the demonstration sponsors two cases, gave an instruction that became an order, and said something about the own record."""

from datetime import date
from functools import partial

from assessment.leaders.actions import comment
from petitions.cases.actions.sponsors import name_sponsor
from petitions.cases.models.cases import Case
from petitions.cases.rules.cases import OPEN_STATES
from records.duties.models.candidates import Candidate
from records.matters.models.matters import Secrecy
from supervision.orders.actions.findings import raise_finding
from supervision.orders.actions.orders import FLOW, OrderData, draft_order
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Troupe
from township.refusals import Refused

REMARK = "九月有一次接访因参加防汛临时调班，由B角接待，请在看到岗次数时一并考虑。"
SPONSORED = 2


def load(township: Township, today: date) -> None:
    """Played when duties and receptions stand."""
    troupe = Troupe.of(township, today)
    leader = troupe.person(Role.LEADER)
    _sponsor(troupe, leader)
    _instruct(troupe, leader)
    troupe.do(comment, leader, troupe.day(3), 16, year=today.year, text=REMARK)


def _sponsor(troupe: Troupe, leader) -> None:
    """The oldest open cases, as far as nothing stands in the leader's way."""
    rows = Case.objects.filter(township=troupe.township, state__in=OPEN_STATES, matter__secrecy=Secrecy.ORDINARY)
    named = 0
    for case in rows.exclude(case_class="accusation").order_by("registered_on", "pk")[:10]:
        given = {"case_id": case.pk, "revision": case.revision, "person_id": leader.pk}
        try:
            troupe.do(name_sponsor, troupe.clerk(), troupe.day(1), 10, **given)
        except Refused:
            continue  # complained of, or recused
        named += 1
        if named == SPONSORED:
            return


def _instruct(troupe: Troupe, leader) -> None:
    unit, on = troupe.units[0], troupe.day(5)
    words = "请对超期未答复的事项逐件核查，十日内报告结果。"
    given = {"ground": "instruction", "unit_id": unit.pk, "number": "", "text": words, "leader_id": leader.pk}
    found: Candidate = troupe.do(partial(raise_finding, on=on), troupe.clerk(), on, 15, **given)
    data = OrderData(
        article="40_2",
        unit_id=unit.pk,
        facts="据有关领导批示，超期未答复的事项要逐件核查。",
        points="逐件列明超期未答复的事项和原因\n十日内出具答复并送达",
        done_when="逐件有书面答复和送达证明",
        contact=troupe.contact,
        days=10,
    )
    row = troupe.do(draft_order, troupe.clerk(), troupe.day(4), 9, kind="leader", candidate_ids=[found.pk], data=data)
    troupe.do(FLOW.submit, troupe.clerk(), troupe.day(4), 10, row_id=row.pk, revision=row.revision)
