"""Findings that a person brings in: a leader's instruction (批示), what a dispatch asked for and did not get (F3).

The system raises what is overdue by itself; these two only somebody can know. The office decides on them as on any other.
"""

from datetime import date, datetime

from django.db import transaction

from records.duties.actions.candidates import propose_supervision
from records.duties.models.candidates import Candidate
from records.duties.rules.candidates import GROUNDS
from records.matters.actions.events import add_event
from records.matters.models.matters import Matter
from records.matters.queries.access import implicated_places, is_shut_out, place_of
from records.matters.queries.scope import matters_visible_to
from records.matters.rules import check_holder
from supervision.permissions import RAISE_CANDIDATE
from township.actors import Actor, ensure_may
from township.dates import full_date
from township.directory.models.people import Person
from township.directory.queries.recipients import leaders
from township.directory.queries.units import member_units
from township.journal.actions import write_entry
from township.refusals import Refused
from township.words import check_names_nobody, check_words

RAISED = {key: GROUNDS[key] for key in ("instruction", "dispatch")}


def raise_finding(
    *,
    ground: str,
    unit_id: int,
    number: str,
    on: date,
    text: str,
    leader_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Candidate:
    """One more candidate for supervision. number: of a matter in sight of who brings it in, "" = about none; on: day of the
    instruction or the dispatch; leader_id: whose instruction, None = given above the township. Refused for a unit that the matter complains of, and for the same finding twice."""
    with transaction.atomic():
        ensure_may(by, RAISE_CANDIDATE)
        if ground not in RAISED:
            raise Refused("请选择事由。", field="ground")
        unit = member_units(by.township_id).filter(pk=unit_id or 0).first()
        if unit is None:
            raise Refused("请选择成员单位或者村（社区）。", field="unit")
        matter = None
        if number.strip():
            matter = matters_visible_to(by).filter(number=number.strip()).order_by("-pk").first()
            if matter is None:
                raise Refused("没有找到这个编号的事项，请核对编号；不针对某个事项的可以不填。", field="number")
            try:
                check_holder(place_of(unit), implicated_places(matter))
            except Refused as refusal:
                raise Refused(str(refusal), refusal.article, "unit") from None
        leader = _leader(ground, leader_id, matter, by, at)
        if on > at.date():
            raise Refused("日期不能晚于今天。", field="on")
        words = check_words("情况", text, field="text", least=6, most=150)
        check_names_nobody("情况", words, field="text")
        key = f"raised:{ground}:{unit.pk}:{matter.pk if matter else 0}:{on.isoformat()}"
        told = f"{full_date(on)}，{words}"
        given = {"matter": matter, "ground": ground, "text": told, "key": key, "unit": unit, "leader": leader}
        if not propose_supervision(by=by, at=at, **given):
            raise Refused("同一天对同一单位、同一事项的这条建议已经提出过，请在督办建议里办理。")
        if matter:
            add_event(matter=matter, by=by, at=at, move="finding", text=f"{GROUNDS[ground]}，列为督办建议", unit=unit)
        row = Candidate.objects.get(township_id=by.township_id, key=key)
        write_entry(
            by=by,
            at=at,
            action="candidate.raise",
            subject_kind="candidate",
            subject_id=row.pk,
            subject_label=GROUNDS[ground],
            detail={"ground": ground, "matter": row.matter_id},
        )
        return row


def _leader(ground: str, leader_id: int | None, matter: Matter | None, by: Actor, at: datetime) -> Person | None:
    """Whose instruction it is; nobody who is shut out of the matter gives one on it."""
    if not leader_id or ground != "instruction":
        return None
    person = leaders(by.township_id, at.date()).filter(pk=leader_id).first()
    if person is None:
        raise Refused("请选择本乡镇在任的班子成员；上级领导批示的不用选。", field="leader")
    if matter and is_shut_out(matter, person, at.date()):
        raise Refused(f"{person.name}是涉及对象或者已经回避，不能对这件作批示。", field="leader")
    return person
