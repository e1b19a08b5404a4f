"""What the rules forget the database still refuses: a case never goes to who it complains of."""

import pytest
from django.db import DatabaseError, transaction

from petitions.cases.models.assignments import Assignment
from petitions.cases.models.cases import Case
from petitions.cases.rules.entries import TargetData


@pytest.fixture
def complained(stage):
    cast = stage.cast
    stage.register(
        targets=(TargetData(unit_id=cast.unit("land_bureau").pk), TargetData(unit_id=cast.unit("village").pk))
    )
    return stage


def test_not_passed_on_to_the_accused_organ(complained):
    rows = Case.objects.filter(pk=complained.case.pk)
    with pytest.raises(DatabaseError, match="never passed on"), transaction.atomic():
        rows.update(transferred_to=complained.cast.unit("land_bureau"))
    rows.update(transferred_to=complained.cast.unit("district"))


@pytest.mark.parametrize(("unit", "is_refused"), [("village", True), ("grid", True), ("building", False)])
def test_not_assigned_to_the_accused_unit_nor_below_it(complained, unit, is_refused):
    values = {
        "township": complained.cast.township,
        "case": complained.case,
        "unit": complained.cast.unit(unit),
        "part": "lead",
        "due_on": complained.day,
        "arrived_on": complained.day,
        "assigned_at": complained.cast.at(),
    }
    if not is_refused:
        assert Assignment.objects.create(**values).pk
        return
    with pytest.raises(DatabaseError, match="never assigned"), transaction.atomic():
        Assignment.objects.create(**values)


def test_naming_the_holder_later_is_refused_while_it_holds(stage):
    """The other order: records.guards refuses the implication, so neither way leads to the accused."""
    stage.register()
    stage.assign()
    with pytest.raises(DatabaseError), transaction.atomic():
        stage.case.matter.implications.create(unit=stage.cast.unit("building"), added_at=stage.cast.at())
