"""What is owed in every state of every institution, found out on the things of the demonstration: each thing is put into each
state of its table, with its text as far as that state has one, and its work asked. Nothing is written."""

from collections.abc import Iterator

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from records.matters.kinds import KINDS, Kind
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit

ROWS = 60  # of each kind are looked at


def states_without_work(township: Township) -> set[tuple[str, str]]:
    """(kind, state) of every state that is not closed and in which none of the things has anything to be done."""
    found = set()
    for kind in KINDS.values():
        if kind.model is None or not any(field.name == "state" for field in kind.model._meta.get_fields()):
            continue
        rows = _rows(kind, township)
        for state, _ in kind.model._meta.get_field("state").flatchoices:
            if not any(state in row.TABLE.closed for row in rows) and not any(
                _is_owed(kind, row, state) for row in rows
            ):
                found.add((kind.key, state))
    return found


def _rows(kind: Kind, township: Township) -> list[Model]:
    model = kind.model
    rows = model.objects.filter(matter__kind=kind.key).select_related("matter", *getattr(model, "READ_WITH", ()))
    return list(rows[:ROWS]) or [_blank(kind, township)]


def _blank(kind: Kind, township: Township) -> Model:
    """A thing of which the demonstration has none, with somebody wherever somebody must be."""
    known = {Unit: Unit.objects.filter(township=township).last(), Person: _somebody(township), Township: township}
    row = kind.model(matter=Matter(pk=0, township=township, kind=kind.key, number="1号"))
    for field in kind.model._meta.concrete_fields:
        if field.related_model in known and not field.null:
            setattr(row, field.name, known[field.related_model])
        elif field.flatchoices and not field.blank and getattr(row, field.attname) == "":
            setattr(row, field.attname, field.flatchoices[0][0])
    return row


def _somebody(township: Township) -> Person:
    return Person.objects.filter(township=township).first()


def _is_owed(kind: Kind, row: Model, state: str) -> bool:
    was, is_owed = row.state, False
    for _ in _with_texts(row, state):
        row.state = state
        try:
            is_owed = is_owed or any(True for _ in kind.work(row))
        except (
            TypeError,
            ValueError,
            ObjectDoesNotExist,
        ):  # what this very thing has not yet, in a state it has not reached
            continue
    row.state = was
    return is_owed


def _with_texts(row: Model, state: str) -> Iterator[None]:
    """The thing as it is, then with a text: in the state of that name, else as a draft."""
    names = [field.name for field in row._meta.concrete_fields if field.related_model is Document]
    kept = {name: getattr(row, name) if getattr(row, f"{name}_id") else None for name in names}
    yield
    if names:
        text = Document(
            pk=0,
            township_id=row.matter.township_id,
            matter=row.matter,
            kind="x",
            title="甲",
            state=state if state in Document.State.values else Document.State.DRAFT,
            drafted_by=_somebody(row.matter.township),
            version=1,
        )
        for name in names:
            setattr(row, name, text)
        yield
        for name, was in kept.items():
            setattr(row, name, was)
