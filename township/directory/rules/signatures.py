"""The name of an act's author as it is shown: 李建（代王强） where only a post held in somebody's place gave the right to it.

The same as `Actor.signature`, for acts of the past: from the terms a person has served, which stand with the person.
"""

from collections.abc import Sequence
from datetime import date

from township.actors import in_whose_place
from township.permissions import Capability

Term = Sequence  # role, first day, last day or None (ISO), in whose place ("" = in one's own)


def signature(name: str, served: Sequence[Term], on: date, capability: Capability | None = None) -> str:
    """The name, with whom it stood in for on that day. served: terms of somebody who ever stood in, else empty.

    capability: the right that was used; without one every post of the day counts.
    """
    giving = (
        term for term in served if _is_in_effect(term, on) and (capability is None or term[0] in capability.reach)
    )
    return in_whose_place(name, ((role, principal) for role, _, _, principal in giving))


def _is_in_effect(term: Term, on: date) -> bool:
    _, starts_on, ends_on, _ = term
    return starts_on <= on.isoformat() and (ends_on is None or on.isoformat() <= ends_on)
