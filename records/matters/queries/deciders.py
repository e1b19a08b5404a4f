"""Who can decide about a matter as things stand, who is left when somebody is shut out, and who would stand in then."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from records.matters.kinds import KINDS
from records.matters.models.access import StandIn
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.denies import denies_now
from records.matters.rules import is_deciding, order_of_deputies
from records.papers.models.approvals import Approval
from township.actors import Actor
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.directory.queries.actors import actors_of
from township.directory.queries.recipients import people_in
from township.permissions import CAPABILITIES, CLERK, Capability, Reach
from township.profiles.queries.profiles import profile_values


@dataclass(frozen=True)
class Subject:
    """Who is or would be shut out: exactly one of person and unit."""

    person: Person | None = None
    unit: Unit | None = None

    def shuts(self, actor: Actor) -> bool:
        """Whether an entry about this subject would keep the actor away."""
        if self.person is not None:
            return actor.person_id == self.person.pk
        unit = self.unit
        return unit is not None and actor.is_shut_by(unit.pk, unit.path, unit.parent_id)


def deciding_rights(matter: Matter) -> list[Capability]:
    """The rights to decide that a matter of this kind, or what waits on it, may need."""
    waiting = Approval.objects.filter(matter_id=matter.pk, state=Approval.State.PENDING)
    codes = set(waiting.values_list("capability", flat=True))
    prefix = KINDS[matter.kind].view.code.partition(".")[0]
    return [one for code, one in CAPABILITIES.items() if code in codes or is_deciding(code, prefix)]


def roles_in_order(township_id: int, on: date) -> tuple[str, ...]:
    """In which order the roles stand in for one another: as the profile in force seats the meeting, then the office's own."""
    chairs = (role for one in profile_values(township_id, on, "sessions") for role in one.get("chaired_by", ()))
    return order_of_deputies(chairs)


def people_about(matter: Matter, on: date, *, beyond_list: bool = False) -> list[Actor]:
    """The office, convenors and leadership who are not shut out of the matter, in the order in which they stand in.

    Whoever has the right to see things of its kind; of a restricted matter those on its list, unless `beyond_list` (who
    stands in is put on it).
    """
    return Deputies(matter.township_id, on).about(matter, beyond_list=beyond_list)


class Deputies:
    """The office, convenors and leadership of a township on a day with what shuts each of them out: read once for any number of
    matters (a few queries for each person, none for a matter)."""

    def __init__(self, township_id: int, on: date):
        roles = (*roles_in_order(township_id, on), CLERK)
        rank = {role: place for place, role in enumerate(roles)}
        last = len(rank)
        found = actors_of(people_in(rank, township_id, on), township_id, on)
        found.sort(key=lambda one: (min((rank.get(role, last) for role in one.roles), default=last), one.person_id))
        self._people = [(one, denies_now(one)) for one in found]

    def about(self, matter: Matter, *, beyond_list: bool = False) -> list[Actor]:
        """Those of them who are near the matter; see `people_about`."""
        is_restricted = matter.secrecy == Secrecy.RESTRICTED and not beyond_list
        view = KINDS[matter.kind].view
        return [
            one
            for one, denies in self._people
            if one.reach(view) is not None
            and matter.pk not in denies.shut
            and (not is_restricted or matter.pk in denies.listed)
        ]


def able(right: Capability, people: Iterable[Actor], lent: Collection[tuple[str, int]] = ()) -> list[Actor]:
    """Those of the people who have the right over the whole township, or to whom it is lent: (code, person)."""
    return [one for one in people if one.reach_by_post(right) == Reach.TOWNSHIP or (right.code, one.person_id) in lent]


def lent_on(matter: Matter) -> frozenset[tuple[str, int]]:
    """(code of the right, person) of everybody who stands in on this matter."""
    rows = StandIn.objects.filter(matter_id=matter.pk, ended_at__isnull=True)
    return frozenset(rows.values_list("right", "person_id"))


def rights_lost(matter: Matter, subject: Subject, people: Iterable[Actor]) -> list[Capability]:
    """The rights to decide that nobody would be left to use, were the subject shut out; proposers do not count."""
    people, lent, makers = list(people), lent_on(matter), _makers(matter)
    lost = []
    for right in deciding_rights(matter):
        before = [one for one in able(right, people, lent) if one.person_id not in makers.get(right.code, ())]
        if before and all(subject.shuts(one) for one in before):
            lost.append(right)
    return lost


def rights_without_anybody(matter: Matter, people: Iterable[Actor]) -> list[Capability]:
    """The rights that something on the matter waits for and nobody can use."""
    people, lent, makers = list(people), lent_on(matter), _makers(matter)
    return [
        CAPABILITIES[code]
        for code, proposers in makers.items()
        if not [one for one in able(CAPABILITIES[code], people, lent) if one.person_id not in proposers]
    ]


def deputy(matter: Matter, right: Capability, people: Iterable[Actor], subject: Subject | None = None) -> Actor | None:
    """Who stands in next for this right: in the order of deputies, not shut out, not who asks for the decision.

    People of whom the order speaks only: a clerk decides nothing.
    """
    makers = _makers(matter).get(right.code, ())
    for one in people:
        is_in_order = bool(one.roles - {CLERK})
        if is_in_order and one.person_id not in makers and not (subject and subject.shuts(one)):
            return one
    return None


def _makers(matter: Matter) -> dict[str, set[int]]:
    """Code of a right → who proposed what waits for it."""
    rows = Approval.objects.filter(matter_id=matter.pk, state=Approval.State.PENDING)
    found: dict[str, set[int]] = {}
    for code, person in rows.values_list("capability", "proposed_by_id"):
        found.setdefault(code, set()).add(person)
    return found
