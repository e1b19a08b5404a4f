"""Who may confirm that somebody is shut out of a matter or let in again (条例第二十八条第三款)."""

from datetime import datetime

from records.matters.models.access import Exclusion
from records.matters.queries.deciders import Subject, people_about
from records.matters.rules import check_confirmer
from records.permissions import CONFIRM_EXCLUSION
from township.actors import Actor
from township.directory.models.people import Person
from township.directory.queries.actors import actors_of
from township.permissions import Reach
from township.refusals import Refused


def confirmers(row: Exclusion, proposer: Actor, at: datetime) -> list[Actor]:
    """Who may confirm: those who see the matter by right of office, of other units, not the ones it is about.

    A lifting may also be confirmed within the office.
    """
    subject = Subject(row.person, row.unit)
    return [
        one
        for one in people_about(row.matter, at.date())
        if one.reach(CONFIRM_EXCLUSION) == Reach.TOWNSHIP
        and one.person_id != row.proposed_by_id
        and not subject.shuts(one)
        and (row.act == Exclusion.Act.LIFT or not one.unit_ids & proposer.unit_ids)
    ]


def why_not_confirmed(row: Exclusion, by: Actor, at: datetime) -> str:
    """Why this person cannot decide the entry, as the refusal would say it; "" for who may (perhaps with the district office's paper)."""
    if not by.may(CONFIRM_EXCLUSION):
        return "等待有权确认的同志办理。"
    try:
        needs_district_paper(row, by, at)
    except Refused as refused:
        return str(refused)
    return ""


def needs_district_paper(row: Exclusion, by: Actor, at: datetime) -> bool:
    """Refused for who may not; True where nobody of another unit is left, so that the district office's paper is needed."""
    if by.person_id is None:
        raise Refused("确认须由本人办理。")
    proposer = _actor_of(row.proposed_by, at)
    shares = bool(proposer and by.unit_ids & proposer.unit_ids)
    others = bool(proposer is None or confirmers(row, proposer, at))
    check_confirmer(
        is_proposer=by.person_id == row.proposed_by_id,
        is_subject=Subject(row.person, row.unit).shuts(by),
        shares_unit=shares,
        is_entry=row.act != Exclusion.Act.LIFT,
        has_other=others,
    )
    return row.act != Exclusion.Act.LIFT and shares and not others


def _actor_of(person: Person, at: datetime) -> Actor | None:
    return next(iter(actors_of([person.pk], person.township_id, at.date())), None)
