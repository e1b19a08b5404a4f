"""What is put into a proposed measure: subject, form, reasons, and the failures it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from records.acts.actions.turns import Turn
from records.duties.models.candidates import Candidate
from records.matters.actions.access import keep_as_closed
from records.matters.models.matters import Matter
from records.matters.queries.access import implicated_places, place_of
from records.matters.rules import check_holder
from supervision.accountability.actions.paperwork import ensure_open
from supervision.accountability.models.causes import Cause
from supervision.accountability.models.measures import Measure, MeasureGround
from supervision.accountability.queries import measures as queries
from supervision.accountability.queries.failures import failures_of
from supervision.accountability.rules import measures as rules
from supervision.accountability.rules.grounds import Failure, check_grounds
from supervision.accountability.rules.ladder import check_proportion, check_subject, rung_of
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.directory.queries.units import member_units
from township.refusals import Refused
from township.saving import once
from township.words import check_words


@dataclass(frozen=True)
class MeasureData:
    """What is proposed. unit_id: whose failures; person_id: the one answerable, None = the unit; form: of the ladder; grounds:
    keys of recorded failures (rules.grounds.Failure); days: working days for the statement."""

    unit_id: int
    person_id: int | None
    form: str
    grounds: Sequence[str]
    facts: str
    proportion: str
    contact: str
    days: int = rules.USUAL_HEARING


def fill(turn: Turn, data: MeasureData) -> list[Failure]:
    """Put the checked fields into the row; returns the failures chosen."""
    row = turn.row
    row.unit = _unit(row, data.unit_id)
    row.person = _person(row.unit, data.person_id, turn.today)
    if queries.is_subject(turn.by, row):
        raise Refused("不能对本人或者本单位提出问责，请由其他有权限的同志提出。", rules.SOURCE, "unit")
    rung = rung_of(queries.rungs_of(row.township_id, turn.today), data.form)
    chief = queries.heads_the_office(row.person, turn.today)
    check_subject(rung, is_person=row.person is not None, heads_the_office=chief)
    levels = queries.earlier(row.unit, row.person, but=row.pk).values_list("level", flat=True)
    check_proportion(rung, levels, data.proportion)
    row.form, row.label, row.level, row.decided_at_level = rung.key, rung.label, rung.level, rung.decided_by
    row.organ, row.cite = rung.organ if rung.is_organ else "", rung.cite
    if not queries.deciders(row, turn.today):
        raise Refused(
            "现在没有可以决定的人（提出人、当事人和分管领导都不能决定），请先办理代行任职。", rules.SOURCE, "form"
        )
    rules.check_hearing_days(data.days)
    row.days = data.days
    row.facts = check_words("事实", data.facts, field="facts", least=8, most=2000)
    row.proportion = check_words("为什么选这种方式", data.proportion, field="proportion", least=8, most=500)
    row.contact = check_words("联系人", data.contact, field="contact", least=2, most=60)
    return _chosen(turn, data.grounds)


def _unit(row: Measure, unit_id: int) -> Unit:
    unit = member_units(row.township_id).filter(pk=unit_id or 0).first()
    if unit is None:
        raise Refused("请选择成员单位或者村（社区）。", field="unit")
    return unit


def _person(unit: Unit, person_id: int | None, on: date) -> Person | None:
    if not person_id:
        return None
    person = queries.people_of_unit(unit, on).filter(pk=person_id).first()
    if person is None:
        raise Refused("责任人要在责任单位任职，或者分管这个单位。", field="person")
    return person


def _chosen(turn: Turn, keys: Sequence[str]) -> list[Failure]:
    """The failures of these keys, in the order given, as the system knows them now."""
    row = turn.row
    known = {failure.key: failure for failure in failures_of(turn.by, row.unit, turn.today)}
    wanted = list(dict.fromkeys(keys))
    if any(key not in known for key in wanted):
        raise Refused("所选记录里有一条不属于这个单位，或者已经不在您能查看的范围内，请重新选择。", field="grounds")
    check_grounds(len(wanted))
    return [known[key] for key in wanted]


def ground(turn: Turn, chosen: list[Failure]) -> None:
    """Write the grounds; who is kept out of what they rest on is kept out of the measure."""
    row = turn.row
    rows = [
        MeasureGround(measure=row, text=failure.text, subject=row.subject_key, **{f"{kind}_id": number})
        for failure in chosen
        for kind, number in [failure.source]
    ]
    with once(
        Refused(
            "所选记录里有一条已经是对同一对象另一项问责的依据，一次失误不能问责两次，请去掉。", rules.SOURCE, "grounds"
        )
    ):
        MeasureGround.objects.bulk_create(rows)
    sources = _sources(rows)
    for source in sources:
        check_holder(place_of(row.unit), implicated_places(source))
    keep_as_closed(matter=row.matter, sources=sources, by=turn.by, at=turn.at)
    ensure_open(row, turn.today)


def _sources(rows: list[MeasureGround]) -> list[Matter]:
    found = Candidate.objects.filter(pk__in=[one.candidate_id for one in rows if one.candidate_id])
    ids = {one.matter_id for one in found if one.matter_id}
    ids |= {one.order_id for one in rows if one.order_id}
    causes = Cause.objects.filter(pk__in=[one.cause_id for one in rows if one.cause_id])
    ids |= {one.about_id for one in causes}
    return list(Matter.objects.filter(pk__in=ids).order_by("pk"))
