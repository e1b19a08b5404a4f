"""Forty units object in the same minute: every objection is kept, with its journal line and its work (PostgreSQL). The control takes
the locks away and shows that the same minute then loses something."""

import threading
from contextlib import suppress
from datetime import date

import pytest
from django.db.models.query import QuerySet

from assessment.schemes.actions import objections as run_objections
from assessment.schemes.models.runs import Run, ScoreObjection
from records.work.actions.verify import differences
from records.work.models import OPEN, WorkItem
from tests.assessment.schemes.bench import Bench
from tests.cast import TODAY, add_post, make_cast
from tests.crowd import at_once
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.actors import actor_for
from township.journal.models import JournalEntry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]
UNITS = 40
TEXT = "延期在期限以前已经批准，应按延期后的期限计算"


def many_units(cast, number: int) -> list[tuple[Unit, Person]]:
    root, made = cast.unit("root"), []
    for n in range(number):
        unit = Unit.objects.create(
            township=cast.township, parent=root, kind=UnitKind.MEMBER, name=f"第{n}单位", order=50 + n
        )
        unit.path = f"{root.path}{unit.pk}/"
        unit.save(update_fields=["path"])
        cast.units[f"u{n}"] = unit
        person = Person.objects.create(township=cast.township, name=f"联络员{n}")
        add_post(cast, person, Role.LIAISON, f"u{n}")
        made.append((unit, person))
    return made


def objections(number: int):
    """So many units object to the same run at the same moment; (what became of it, the run)."""
    cast = make_cast()
    people = many_units(cast, number)
    bench = Bench(cast, TODAY)
    row = bench.published()
    actors = [actor_for(Account(person=person, township=cast.township), on=bench.day) for _, person in people]
    at = cast.at(bench.day, 15)
    works = [
        lambda by=by, unit=unit: run_objections.object_to(
            run_id=row.pk, unit_id=unit.pk, item="settling", text=TEXT, by=by, at=at
        )
        for by, (unit, _) in zip(actors, people, strict=True)
    ]
    return at_once(works), bench, row


def test_forty_units_object_in_the_same_minute_and_nothing_is_lost():
    found, bench, row = objections(UNITS)
    assert found == {"done": UNITS}
    kept = ScoreObjection.objects.filter(run=row)
    assert kept.count() == len(set(kept.values_list("unit_id", flat=True))) == UNITS
    assert JournalEntry.objects.filter(subject_kind="run", subject_id=row.pk, action="run.object").count() == UNITS
    owed = WorkItem.objects.filter(OPEN, matter_id=row.pk, kind="run.answer")
    assert set(owed.values_list("part", flat=True)) == set(kept.values_list("pk", flat=True))
    assert bench.fresh(row).revision == row.revision + UNITS and list(differences(bench.cast.township.pk)) == []
    assert date(2026, 1, 1) <= bench.day


def test_control_without_the_locks_two_objections_meet(monkeypatch):
    """Both read the same state of the run and write their work over each other's; that both came so far is the fault."""
    meet, real, met = threading.Barrier(2, timeout=30), run_objections.finish, []

    def finish(turn, *args, **more):
        if isinstance(turn.row, Run) and more.get("text", "").endswith("提出异议"):
            with suppress(threading.BrokenBarrierError):
                meet.wait()
                met.append(turn.row.revision)
        return real(turn, *args, **more)

    monkeypatch.setattr(run_objections, "finish", finish)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)
    objections(2)
    assert len(met) == 2 and len(set(met)) == 1
