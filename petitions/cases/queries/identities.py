"""Exact search over encrypted identity data: one normal spelling, one keyed hash for each kind of value."""

from dataclasses import dataclass

from petitions.cases.models.petitioners import Petitioner
from petitions.cases.rules.registration import AGENT
from township.crypto import keyed_hash
from township.directory.rules.documents import document_key
from township.directory.rules.identity import name_key, normalise
from township.directory.rules.telephones import check_phone
from township.refusals import Refused


def name_hash(text: str) -> str:
    """Hash of a person's or body's name, whatever its dots and blanks; empty for no name."""
    return keyed_hash(name_key(text), purpose="name")


def phone_hash(text: str) -> str:
    """Hash of a telephone number in its plain form; a number that cannot be one is hashed as it is typed."""
    if not text.strip():
        return ""
    try:
        number = check_phone(text)
    except Refused:
        number = normalise(text)
    return keyed_hash(number, purpose="phone")


def id_hash(text: str) -> str:
    """Hash of a document number, whatever its brackets and its count of issues."""
    return keyed_hash(document_key(text), purpose="id")


@dataclass(frozen=True)
class Addressees:
    """Whom a paper goes to. names: principals in order; is_reachable: a name and an address are clear (条例第二十三条)."""

    names: tuple[str, ...]
    representatives: tuple[str, ...]
    agent: str
    is_reachable: bool


def addressees_of(petitioners: list[Petitioner]) -> Addressees:
    """From the decrypted rows of one case. An agent's address does: papers for the principal reach the agent."""
    principals = [row for row in petitioners if row.role != AGENT and row.name]
    return Addressees(
        names=tuple(row.name for row in principals),
        representatives=tuple(row.name for row in petitioners if row.role == "representative" and row.name),
        agent=next((row.name for row in petitioners if row.role == AGENT), ""),
        is_reachable=bool(principals) and any(row.address for row in petitioners),
    )


def names_on(case_ids: list[int]) -> list[str]:
    """Names of everybody on these cases, decrypted: for checking a text, shown to nobody."""
    return list(Petitioner.objects.filter(case_id__in=case_ids).values_list("name", flat=True))
