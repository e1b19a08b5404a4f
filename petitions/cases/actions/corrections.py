"""Correcting what was written down at registration (补正): open cases, with the changed fields in the journal.

What started a clock (class, channel, way and day of receipt) stands here: a typing error there is corrected by two persons
(petitions.cases.actions.restating).
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from petitions.cases.actions.parts import add_petitioners, add_targets, check_places, repeated_case
from petitions.cases.actions.wording import Wording, write_wording
from petitions.cases.models.cases import Case
from petitions.cases.rules.cases import CLOSED_STATES
from petitions.cases.rules.channels import CHANNELS, class_of
from petitions.cases.rules.entries import RegistrationData, check_entry
from petitions.cases.rules.registration import CO_SIGNER, Limits
from petitions.permissions import EDIT_CASE
from records.acts.actions.turns import Turn, finish, take
from records.matters.models.matters import Reference
from township.actors import Actor
from township.profiles.queries.settings import settings_of
from township.refusals import Refused

FIXED = {"channel": "信访形式", "raised_on": "信访日期", "received_on": "收到日期"}
PLAIN = (
    "upper_number",
    "category_id",
    "source_organ",
    "source_number",
    "place_unit_id",
    "involved",
    "caller_number",
)


def edit_registration(*, case_id: int, revision: int, data: RegistrationData, by: Actor, at: datetime) -> Case:
    """Correct an open case. Raises FaultyRegistration; Refused for a field that stands, for a closed or sealed case."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=EDIT_CASE, by=by, at=at)
        case = turn.row
        if case.state in CLOSED_STATES:
            raise Refused("已经办结、转送或不予受理的事项不能再改登记内容。")
        settings = settings_of(case.township_id)
        limits = Limits(settings["representatives_max"], settings["group_visit_min"])
        data = replace(data, registered_on=case.registered_on)
        check_entry(data, today=at.date(), limits=limits)
        _check_fixed(case, data)
        changed = _write(turn, data, limits)
        if not changed:
            raise Refused("没有改动，不用保存。")
        return finish(
            turn, "correct", text="补正登记内容", article="条例第二十一条", detail={"fields": sorted(changed)}
        )


def _check_fixed(case: Case, data: RegistrationData) -> None:
    for field, label in FIXED.items():
        if getattr(case, field) != getattr(data, field):
            raise Refused(
                f"{label}关系到时限起算和统计，这里不能改。确实登错的，请办理“更正登记”，由另一位同志审批。",
                field=field,
            )
    if class_of(data.purpose, data.case_class) != case.case_class:
        raise Refused(
            "事项类别决定办理程序，这里不能改。确实登错的，请办理“更正登记”，由另一位同志审批。", field="case_class"
        )
    if case.source_due_on != data.source_due_on:
        raise Refused("交办期限由交办机关指定，登记后不能改。", "条例第二十二条", "source_due_on")


def _write(turn: Turn, data: RegistrationData, limits: Limits) -> set[str]:
    """Write what differs; returns the names of the changed fields (never their values)."""
    case = turn.row
    changed = {name for name in PLAIN if _set(case, name, _stripped(getattr(data, name)))}
    words, place = ("sealed_words", "sealed_place") if case.is_accusation else ("words", "place_text")
    changed |= {"words"} if _set(case, words, data.words.strip()) else set()
    changed |= {"place_text"} if _set(case, place, data.place_text.strip()) else set()
    changed |= {"purpose"} if _set(case, "purpose", data.purpose) else set()
    changed |= {"channel_detail"} if _set(case, "channel_detail", data.channel_detail) else set()
    check_places(turn.by, data)
    changed |= _write_counts(case, data, limits) | _write_repeat(turn, data) | _write_people(turn, data)
    return changed | _write_words(turn, data) | _write_targets(turn, data)


def _set(case: Case, name: str, value) -> bool:
    if getattr(case, name) == value:
        return False
    setattr(case, name, value)
    return True


def _stripped(value):
    return value.strip() if isinstance(value, str) else value


def _write_counts(case: Case, data: RegistrationData, limits: Limits) -> set[str]:
    is_group = CHANNELS[case.channel].is_in_person and (data.visitors or 1) >= limits.group_visit_min
    is_joint = data.is_joint or any(person.role == CO_SIGNER for person in data.petitioners)
    values = {
        "visitors": data.visitors or 1,
        "is_group": is_group,
        "is_joint": is_joint,
        "is_backlog": data.is_backlog,
        "is_anonymous": data.is_anonymous,
    }
    return {name for name, value in values.items() if _set(case, name, value)}


def _write_repeat(turn: Turn, data: RegistrationData) -> set[str]:
    """First or repeat as the clerk decides now; the reference follows."""
    earlier = repeated_case(turn.by, data.repeat_of_id)
    if earlier and earlier.pk == turn.row.pk:
        raise Refused("原事项不能是本件自己。", field="repeat_of")
    changed = {name for name, value in (("is_repeat", data.is_repeat),) if _set(turn.row, name, value)}
    if turn.row.repeat_of_id != (earlier.pk if earlier else None):
        turn.row.repeat_of = earlier
        Reference.objects.filter(source=turn.matter, relation="repeat_of").delete()
        if earlier:
            Reference.objects.create(source=turn.matter, target=earlier.matter, relation="repeat_of")
        changed.add("repeat_of")
    return changed


def _write_people(turn: Turn, data: RegistrationData) -> set[str]:
    """The people as they stand on the form now; rows are written anew when any of them differs."""
    rows = list(turn.row.petitioners.all())
    same = len(rows) == len(data.petitioners) and all(
        _is_same_person(row, person) for row, person in zip(rows, data.petitioners, strict=True)
    )
    if same:
        return set()
    turn.row.petitioners.all().delete()
    add_petitioners(turn, data)
    return {"petitioners"}


def _is_same_person(row, person) -> bool:
    names = ("name", "role", "gender", "id_number", "phone", "address", "domicile", "occupation")
    return all(getattr(row, name) == _stripped(getattr(person, name)) for name in names)


def _write_words(turn: Turn, data: RegistrationData) -> set[str]:
    """Title and claims; what stood before stays in the timeline."""
    case, title = turn.row, data.title.strip()
    if case.is_accusation or not title:
        return set()
    wording = Wording(title, data.claims or [row.text for row in case.claims.all()])
    return write_wording(turn, wording)


def _write_targets(turn: Turn, data: RegistrationData) -> set[str]:
    """Only additions: what is complained of is taken back by two persons (解除涉及对象)."""
    known = {(row.unit_id, row.person_id, row.name) for row in turn.row.targets.all()}
    fresh = tuple(t for t in data.targets if (t.unit_id, t.person_id, t.name.strip()) not in known)
    if not fresh:
        return set()
    add_targets(turn, fresh)
    return {"targets"}
