"""The rows around a case: petitioners, claims, what it complains of, its words in the search index."""

from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.models.targets import Target
from petitions.cases.queries.identities import id_hash, name_hash, phone_hash
from petitions.cases.rules.entries import PetitionerData, RegistrationData, TargetData
from petitions.permissions import VIEW_CASE
from records.acts.actions.turns import Turn
from records.matters.actions.exclusions import enter_from_petition
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.directory.models.people import Person
from township.directory.models.units import Unit, UnitKind
from township.directory.rules.documents import plain_number
from township.directory.rules.identity import mask_name, normalise_name
from township.directory.rules.telephones import check_phone
from township.refusals import Refused
from township.sight import row_in_sight

ACCUSATION_TITLE = "检举控告事项"  # neutral: the words of an accusation stand nowhere but in the sealed column


def add_petitioners(turn: Turn, data: RegistrationData) -> None:
    """Everybody on the form, identity encrypted, hashes beside it. A lone caller without a number gets the one they called from."""
    people = list(data.petitioners)
    Petitioner.objects.bulk_create(
        _petitioner(turn.row, seq, person, data.caller_number if len(people) == 1 else "")
        for seq, person in enumerate(people, start=1)
    )


def _petitioner(case: Case, seq: int, person: PetitionerData, caller_number: str) -> Petitioner:
    phone = person.phone.strip() or caller_number.strip()
    phone = check_phone(phone) if phone else ""
    name = normalise_name(person.name)
    return Petitioner(
        township_id=case.township_id,
        case=case,
        seq=seq,
        role=person.role,
        name=name,
        name_hash=name_hash(name),
        masked_name=mask_name(name),
        gender=person.gender,
        id_type=person.id_type if person.id_number.strip() else "",
        id_number=plain_number(person.id_number),
        id_hash=id_hash(person.id_number),
        phone=phone,
        phone_hash=phone_hash(phone),
        address=person.address.strip(),
        domicile=person.domicile.strip(),
        occupation=person.occupation,
    )


def add_claims(case: Case, data: RegistrationData) -> None:
    """The claims one by one; of an accusation none, since they would repeat its words."""
    if case.is_accusation:
        return
    texts = [text.strip() for text in data.claims if text.strip()] or [case.title]
    Claim.objects.bulk_create(Claim(case=case, seq=seq, text=text) for seq, text in enumerate(texts, start=1))


def add_targets(turn: Turn, targets: tuple[TargetData, ...]) -> None:
    """What is complained of; units and people of the township are implicated and see nothing of the case from now on, and
    a second person checks it (who writes a petition down need not have the right to implicate later).

    Refused while such a unit holds the case: its part has to end first.
    """
    for target in targets:
        unit = known_unit(turn.by, target.unit_id) if target.unit_id else None
        person = known_person(turn.by, target.person_id) if target.person_id else None
        if not (unit or person or target.name.strip()):
            continue
        Target.objects.create(case=turn.row, unit=unit, person=person, name=target.name.strip())
        for subject in ({"unit": unit}, {"person": person}):
            if all(subject.values()):
                enter_from_petition(matter=turn.matter, by=turn.by, at=turn.at, **subject)


def check_places(by: Actor, data: RegistrationData) -> None:
    """Refused for a place that is no village, unit or grid of the township."""
    if data.place_unit_id:
        unit = known_unit(by, data.place_unit_id)
        if unit.kind == UnitKind.OUTSIDE:
            raise Refused("问题属地请选择本乡镇的村（社区）或单位。", field="place")


def repeated_case(by: Actor, case_id: int | None) -> Case | None:
    """The earlier case the clerk decided on; OutOfScope when they may not see it."""
    if case_id is None:
        return None
    return row_in_sight(
        visible_to(by, Case.objects.select_related("matter"), VIEW_CASE), "没有找到所选的原事项。", pk=case_id
    )


def known_unit(by: Actor, unit_id: int) -> Unit:
    """A unit of the actor's township that is in use; OutOfScope otherwise."""
    return row_in_sight(Unit.objects, "没有找到这个单位。", pk=unit_id, township_id=by.township_id, is_active=True)


def known_person(by: Actor, person_id: int) -> Person:
    """A person of the actor's township; OutOfScope otherwise."""
    return row_in_sight(Person.objects, "没有找到这个人员。", pk=person_id, township_id=by.township_id, is_active=True)
