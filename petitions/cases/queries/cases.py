"""One case and the cases of one person, as far as the reader may see them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.identities import id_hash, name_hash, phone_hash
from petitions.cases.rules.cases import OPEN_STATES, STATE_LABELS
from petitions.cases.rules.replies import PRINTED
from petitions.permissions import VIEW_CASE
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.sight import row_in_sight

PARTS = (
    "matter",
    "township",
    "unit",
    "category",
    "place_unit",
    "transferred_to",
    "repeat_of",
    "first_handler",
    "registered_by",
)
SHOWN = 20


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Every case the actor may read; all lists, counts and exports start here."""
    return visible_to(actor, Case.objects.all(), VIEW_CASE)


def get_case(actor: Actor, matter_id: int) -> Case:
    """The case with the rows beside it, in one query; OutOfScope when the actor may not see it or it is none."""
    return row_in_sight(cases_visible_to(actor).select_related(*PARTS), "没有找到这个事项。", pk=matter_id)


@dataclass(frozen=True)
class EarlierMatter:
    """An earlier case of the same person. match: how sure ("证件号码相同"); result: conclusion in words; is_final: 36¶3."""

    id: int
    number: str
    title: str
    state_label: str
    result: str
    received_on: date
    unit: str
    match: str
    is_final: bool
    is_open: bool


def earlier_matters(actor: Actor, name: str = "", phone: str = "", id_number: str = "") -> list[EarlierMatter]:
    """Cases of the same person in this township, the surest match first, at most twenty (two queries).

    The same document number or telephone is the same person; the same name alone only may be. Cases the actor may not
    see, accusations above all, are not among them.
    """
    wanted = {"id_hash": id_hash(id_number), "phone_hash": phone_hash(phone), "name_hash": name_hash(name)}
    known = {column: value for column, value in wanted.items() if value}
    if not known or actor.township_id is None:
        return []
    same = Q()
    for column, value in known.items():
        same |= Q(**{column: value})
    rows = Petitioner.objects.filter(same, township_id=actor.township_id).values("case_id", *wanted)
    matches: dict[int, set[str]] = {}
    for row in rows.order_by("-case_id")[:200]:
        hits = {column for column, value in known.items() if row[column] == value}
        matches.setdefault(row["case_id"], set()).update(hits)
    cases = cases_visible_to(actor).filter(pk__in=matches).select_related("unit")
    found = [_earlier(case, matches[case.pk]) for case in cases]
    found.sort(key=lambda matter: (_rank(matches[matter.id]), -matter.received_on.toordinal(), -matter.id))
    return found[:SHOWN]


def _rank(hits: set[str]) -> int:
    return 0 if "id_hash" in hits else 1 if "phone_hash" in hits else 2


def _earlier(case: Case, hits: set[str]) -> EarlierMatter:
    words = {"id_hash": "证件号码", "phone_hash": "电话", "name_hash": "姓名"}
    same = "、".join(word for column, word in words.items() if column in hits)
    return EarlierMatter(
        id=case.pk,
        number=case.number,
        title=case.title,
        state_label=STATE_LABELS[case.state],
        result=PRINTED.get(case.conclusion, ""),
        received_on=case.received_on,
        unit=case.unit.label if case.unit else "",
        match=f"{same}相同",
        is_final=case.is_final,
        is_open=case.state in OPEN_STATES,
    )
