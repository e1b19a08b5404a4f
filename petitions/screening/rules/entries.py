"""What is entered about a dispute, and the checks every door shares: page, return and import (E3)."""

from dataclasses import dataclass, replace
from datetime import date

from petitions.screening.rules import disputes as rules
from township.words import check_words


@dataclass(frozen=True)
class DisputeData:
    """What the page gives. unit_id: the grid, village or member unit where it was found; None = the reporter's only one."""

    title: str
    place: str
    cause: str
    people: int | None
    unit_id: int | None = None
    found_on: date | None = None
    situation: str = ""
    parties: str = ""
    risk: str = ""
    measures: str = ""
    person_name: str = ""
    due_on: date | None = None


def check_data(data: DisputeData, today: date, *, is_history: bool = False) -> DisputeData:
    """The same with its words stripped and its dates filled; Refused beside the field that is wrong.

    is_history: what a ledger tells: its limit may lie in the past, and then it is overdue.
    """
    return replace(
        data,
        title=rules.check_title(data.title),
        place=check_words("地点", data.place, field="place", least=2, most=80),
        cause=rules.check_cause(data.cause),
        people=rules.check_people(data.people),
        found_on=rules.check_found_on(data.found_on or today, today),
        situation=check_words("基本情况", data.situation, field="situation", least=0, most=2000),
        parties=check_words("当事人", data.parties, field="parties", least=0, most=500),
        risk=check_words("风险提示", data.risk, field="risk", least=0, most=80),
        measures=check_words("化解措施", data.measures, field="measures", least=0, most=300),
        person_name=check_words("责任人", data.person_name, field="person_name", least=0, most=40),
        due_on=data.due_on
        if is_history and data.due_on
        else rules.settle_limit(data.due_on, data.found_on or today, today),
    )
