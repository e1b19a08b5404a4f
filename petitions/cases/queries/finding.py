"""What the search box takes for a case: a person (exactly, by keyed hash), the number of the upper system, a running number."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Expression, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.identities import id_hash, name_hash, phone_hash
from petitions.cases.rules.titles import without_who
from records.matters.kinds import Exact
from records.papers.rules.numbers import number_as_issued
from township.actors import Actor
from township.directory.models.townships import Township
from township.directory.rules.documents import documents_of, is_document
from township.directory.rules.telephones import is_phone

YEARS_BACK = 5


def find_cases(actor: Actor, text: str, today: date) -> Exact:
    """The cases of the township that are exactly what was typed; the caller leaves only those in sight."""
    if is_document(text, today=today):
        return Exact("证件号码", _people(actor, id_hash=id_hash(text)), is_identity=True)
    if is_phone(text):
        return Exact("电话", _people(actor, phone_hash=phone_hash(text)), is_identity=True)
    if documents_of(text, today=today):  # a passport's or a Taiwan permit's number may as well be a running number
        people = _people(actor, id_hash=id_hash(text))
        if people.exists():
            return Exact("证件号码", people, is_identity=True)
    if any(sign.isdigit() for sign in text):
        numbers = [number_as_issued(text), *_running(actor, text, today)]
        rows = Case.objects.filter(Q(number__in=numbers) | Q(upper_number__in={text, "".join(text.split())}))
        return Exact("编号", rows.filter(township_id=actor.township_id).values("pk"))
    return Exact("姓名", _people(actor, name_hash=name_hash(text)))


def case_words(case: Case, claims: Iterable[str] | None = None, names: Iterable[str] | None = None) -> str:
    """What of a case is searchable beside number and title; claims, names: where they are at hand.

    The petitioners' names and numbers are masked in it: a hit shows a piece of these words to everybody who may see the case in a
    list. Who looks for a person finds them by their whole name (`name_hash`).
    """
    claims = case.claims.values_list("text", flat=True) if claims is None else claims
    names = [person.name for person in case.petitioners.all()] if names is None else names
    return without_who("\n".join((case.words, *claims, case.place_text, case.source_number)), names)


def first_petitioner() -> Expression:
    """The masked name of each case's first petitioner, as a column of a query over cases."""
    rows = Petitioner.objects.filter(case=OuterRef("pk")).order_by("seq").values("masked_name")[:1]
    return Coalesce(NullIf(Subquery(rows), Value("")), Value("匿名"))


def _running(actor: Actor, text: str, today: date) -> list[str]:
    """A running number alone is that of this and the last years."""
    if not (text.isdecimal() and len(text) <= 5):
        return []
    mark = Township.objects.values_list("mark", flat=True).get(pk=actor.township_id)
    return [f"{mark}〔{today.year - back}〕{int(text)}号" for back in range(YEARS_BACK)]


def _people(actor: Actor, **hashes) -> QuerySet:
    return Petitioner.objects.filter(township_id=actor.township_id, **hashes).values("case_id")
