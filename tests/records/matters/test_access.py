"""Who may come near a matter: the rule says no with a sentence, the database says no to everything that goes round it."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from records.guards import GUARDS
from records.matters.actions.access import (
    add_handler,
    admit,
    end_holding,
    grant_access,
    hold,
    hold_by_all,
    note_implication,
)
from records.matters.actions.exclusions import propose_implication
from records.matters.models.access import Access, Handler, Holding, Implication
from records.matters.models.matters import Matter, Secrecy
from records.matters.models.search import SearchText
from records.matters.queries.access import is_shut_out
from records.matters.search import index_matter
from tests.exclusions import implicate, recuse
from township.actors import OutOfScope
from township.directory.models.units import Unit
from township.journal.models import JournalEntry
from township.refusals import Refused


@pytest.fixture
def by(cast):
    return lambda key: {"by": cast.actor(key), "at": cast.at()}


def complain(matter, cast, unit=None, person=None):
    """An implication written past the action, as an import or a hole would."""
    return Implication.objects.create(
        matter=matter,
        unit=cast.unit(unit) if unit else None,
        person=cast.person(person) if person else None,
        added_at=cast.at(),
    )


# which unit is complained of → which units must not hold the matter (others may)
TOUCHED = {
    "building": {"building"},
    "village": {"village", "grid"},
    "grid": {"grid", "village"},
    "root": {"root"},
    "office": {"office"},
}
ASKED = ("root", "office", "building", "civil", "village", "grid")


@pytest.mark.parametrize("implicated", TOUCHED)
def test_rule_and_database_agree_who_must_not_hold(make_matter, cast, implicated):
    by_rule, by_database = set(), set()
    matter = make_matter()
    complain(matter, cast, unit=implicated)
    for key in ASKED:
        try:
            with transaction.atomic():
                hold(matter=matter, unit=cast.unit(key), part="assist", at=cast.at())
        except Refused as refused:
            by_rule.add(key)
            assert "条例第三十条第三款" in str(refused)
            try:
                with transaction.atomic():
                    Holding.objects.create(matter=matter, unit=cast.unit(key), part="assist")
            except DatabaseError:
                by_database.add(key)
    assert by_rule == by_database == TOUCHED[implicated]
    for key in ASKED:  # and none of many when one of them must not
        if key in by_rule:
            with pytest.raises(Refused):
                hold_by_all(matter=matter, units=[cast.unit("farm"), cast.unit(key)])
    assert hold_by_all(matter=matter, units=[cast.unit("farm")]) == 1
    assert hold_by_all(matter=matter, units=[cast.unit("farm")]) == 0


@pytest.mark.parametrize("holder", ["grid", "village"])
def test_a_unit_that_holds_the_matter_is_not_implicated_before_its_part_ends(matter, cast, by, holder):
    hold(matter=matter, unit=cast.unit(holder), part="lead", at=cast.at())
    with pytest.raises(Refused, match="正在承办这个事项"):
        propose_implication(matter=matter, unit=cast.unit("grid"), reason="反映不作为", **by("clerk"))
    with pytest.raises(DatabaseError), transaction.atomic():
        complain(matter, cast, unit="grid")
    end_holding(matter=matter, unit=cast.unit(holder), on=cast.today)
    implicate(matter=matter, unit=cast.unit("grid"), reason="反映不作为", **by("clerk"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Holding.objects.update(ended_on=None)


def test_lead_and_assisting_units(matter, cast):
    hold(matter=matter, unit=cast.unit("building"), part="lead", at=cast.at())
    assert matter.holder_unit == cast.unit("building")
    hold(matter=matter, unit=cast.unit("civil"), part="assist", at=cast.at())
    with pytest.raises(Refused, match="已由村镇建设办主办"):
        hold(matter=matter, unit=cast.unit("civil"), part="lead", at=cast.at())
    assert end_holding(matter=matter, unit=cast.unit("building"), on=cast.today) is True
    assert end_holding(matter=matter, unit=cast.unit("building"), on=cast.today) is False
    assert Matter.objects.get().holder_unit is None
    hold(matter=matter, unit=cast.unit("civil"), part="lead", at=cast.at())
    assert Holding.objects.filter(ended_on__isnull=True).get().part == "lead"
    with pytest.raises(OutOfScope):
        hold(matter=matter, unit=cast.unit("east_office"), part="assist", at=cast.at())


def test_an_implicated_or_recused_person_gets_no_part(matter, cast, by):
    implicate(matter=matter, person=cast.person("leader"), reason="", **by("clerk"))
    recuse(matter=matter, person=cast.person("clerk2"), reason="亲属", **by("clerk"))
    for key in ("leader", "clerk2"):
        with pytest.raises(Refused, match="不能参与办理"):
            add_handler(matter=matter, person=cast.person(key), part="sponsor", at=cast.at())
        with pytest.raises(DatabaseError), transaction.atomic():
            Handler.objects.create(matter=matter, person=cast.person(key), part="sponsor")
    first = add_handler(matter=matter, person=cast.person("clerk"), part="first_handler", at=cast.at())
    assert add_handler(matter=matter, person=cast.person("clerk"), part="first_handler").pk == first.pk
    with pytest.raises(ValueError):
        add_handler(matter=matter, person=cast.person("clerk"), part="boss")


@pytest.mark.parametrize(
    ("unit", "shut"),
    [
        ("building", {"liaison", "leader"}),
        ("grid", {"grid"}),
        ("village", {"grid"}),
        ("office", {"director", "clerk", "clerk2"}),
        ("root", {"chief", "convenor", "leader", "auditor", "sysadmin"}),
    ],
)
def test_who_is_close_to_an_implicated_unit(matter, cast, unit, shut):
    complain(matter, cast, unit=unit)
    assert {key for key in cast.people if is_shut_out(matter, cast.person(key), cast.today)} == shut


def test_what_is_complained_of_at_registration_is_entered_once_without_a_line_of_its_own(matter, cast, by):
    first = note_implication(matter=matter, unit=cast.unit("civil"), reason="登记时列为被反映对象", **by("grid"))
    assert note_implication(matter=matter, unit=cast.unit("civil"), reason="", **by("grid")).pk == first.pk
    hold(matter=matter, unit=cast.unit("building"), part="lead", at=cast.at())
    with pytest.raises(Refused, match="正在承办这个事项"):
        note_implication(matter=matter, unit=cast.unit("building"), reason="", **by("clerk"))
    assert not JournalEntry.objects.exists()


def test_the_list_of_a_restricted_matter(make_matter, cast, by):
    secret = make_matter(secrecy=Secrecy.RESTRICTED)
    with pytest.raises(OutOfScope):
        grant_access(matter=secret, person=cast.person("clerk"), **by("east_clerk"))
    grant_access(matter=secret, person=cast.person("clerk"), **by("clerk"))
    with pytest.raises(OutOfScope):  # the list has begun: only its people add to it
        grant_access(matter=secret, person=cast.person("director"), **by("director"))
    complain(secret, cast, person="leader")
    with pytest.raises(Refused, match="不能列入知悉名单"):
        grant_access(matter=secret, person=cast.person("leader"), **by("clerk"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Access.objects.create(matter=secret, person=cast.person("leader"), granted_at=cast.at())
    first = admit(matter=secret, person=cast.person("convenor"), **by("clerk"))
    assert admit(matter=secret, person=cast.person("convenor"), **by("convenor")).pk == first.pk
    assert JournalEntry.objects.filter(action="access.grant").count() == 2
    with pytest.raises(Refused, match="限知事项"):
        grant_access(matter=make_matter("清信〔2026〕2号"), person=cast.person("clerk"), **by("clerk"))


def test_an_accusation_never_enters_the_index(make_matter, accusation):
    with pytest.raises(ValueError):
        index_matter(matter=accusation, body="检举内容")
    with pytest.raises(DatabaseError), transaction.atomic():
        SearchText.objects.create(matter=accusation, township=accusation.township, body="检举内容")
    ordinary = make_matter("清信〔2026〕3号")
    index_matter(matter=ordinary, body="路灯")
    with pytest.raises(DatabaseError), transaction.atomic():
        Matter.objects.filter(pk=ordinary.pk).update(secrecy=Secrecy.RESTRICTED)


def test_the_guards_stand_on_the_real_tables(db):
    """A migration that rebuilds a table on SQLite takes its triggers along; then it has to install them again."""
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        found = {row[0] for row in cursor.fetchall()}
    is_sqlite = connection.vendor == "sqlite"
    wanted = {f"{name}_{event.lower()}" if is_sqlite else name for name, guard in GUARDS.items() for event in guard[1]}
    assert wanted <= found


@pytest.mark.postgres
def test_implication_and_assignment_at_the_same_moment_cannot_both_succeed(transactional_db, cast, make_matter):
    matter, unit = make_matter(), cast.unit("building")
    start, outcomes = threading.Barrier(2), []
    actor, at = cast.actor("clerk"), cast.at()

    def run(act):
        try:
            start.wait()
            act()
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    acts = (
        lambda: hold(matter=Matter.objects.get(pk=matter.pk), unit=unit, part="lead", at=at),
        lambda: implicate(
            matter=Matter.objects.get(pk=matter.pk), unit=Unit.objects.get(pk=unit.pk), reason="", by=actor, at=at
        ),
    )
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert Holding.objects.count() + Implication.objects.count() == 1
