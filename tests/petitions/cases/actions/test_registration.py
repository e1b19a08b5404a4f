"""Registering: what is stored, what is encrypted, which clock starts, who is told; what is refused and how."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from petitions.cases.actions.codes import code_matches
from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.rules.entries import FaultyRegistration, PetitionerData, TargetData
from petitions.lookup.rules.codes import ALPHABET
from records.matters.models.access import Handler, Implication
from records.matters.models.matters import Reference
from records.matters.models.search import SearchText
from records.papers.models.numbers import NumberSeries
from tests.petitions import doors
from tests.petitions.stage import PETITIONER, VISIT
from township.actors import NotAllowed, OutOfScope
from township.crypto import keyed_hash
from township.refusals import Refused


def register(stage, who="clerk", key="", **changes):
    data = replace(VISIT, **changes)
    return doors.register_case(by=stage.cast.actor(who), at=stage.cast.at(), data=data, idempotency_key=key)


def test_a_visit_is_registered_with_its_three_dates_people_and_claims(stage):
    yesterday = stage.day - timedelta(days=1)
    case = stage.register(raised_on=yesterday - timedelta(days=1), received_on=yesterday)
    assert (case.raised_on, case.received_on, case.registered_on) == (date(2026, 9, 20), yesterday, stage.day)
    assert (case.state, case.case_class, case.received_via, case.revision) == ("registered", "claim", "direct", 1)
    assert [claim.text for claim in case.claims.all()] == ["明确3号楼办证时间", "退还多收的测绘费"]
    assert case.first_handler == case.registered_by == stage.cast.person("clerk")
    assert case.matter.number == case.number == "清信〔2026〕1号"
    assert case.matter.opened_on == stage.day
    clock = stage.clock("notice_direct_15")
    assert (clock.start_on, clock.due_on) == (yesterday, date(2026, 10, 6))
    assert (case.next_due_on, case.next_due_label) == (date(2026, 10, 6), "告知受理情况（15日）")
    assert stage.events() == ["register"]
    assert stage.journal() == ["case.register"]
    assert SearchText.objects.get(matter_id=case.pk).body.startswith("清信〔2026〕1号 安置房办证进度")


def test_identity_is_encrypted_and_found_by_hash_only(stage):
    case = stage.register()
    row = case.petitioners.get()
    assert (row.name, row.phone, row.masked_name) == ("张三丰", "13812341234", "张*")
    assert row.phone_hash == keyed_hash("13812341234", purpose="phone")
    assert Petitioner.objects.filter(id_hash=keyed_hash("110101199003074477", purpose="id")).get() == row
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, id_number, address FROM petitions_petitioner")
        stored = b"|".join(bytes(value) for value in cursor.fetchone())
    for plain in ("张三丰", "13812341234", "110101199003074477", "河湾社区"):
        assert plain.encode() not in stored


def test_full_width_digits_and_spaces_are_the_same_person(stage):
    person = replace(
        PETITIONER, name="张 三丰", phone="１３８ １２３４ １２３４", id_number="１１０１０１１９９００３０７４４７７"
    )
    row = stage.register(petitioners=(person,)).petitioners.get()
    assert (row.name, row.phone, row.id_number) == ("张三丰", "13812341234", "110101199003074477")


def test_the_code_is_shown_once_and_only_its_hash_is_kept(stage):
    stage.register()
    assert len(stage.code) == 12
    assert set(stage.code) <= set(ALPHABET)
    assert not set("01OI") & set(ALPHABET)
    assert stage.case.lookup_hash.startswith("$argon2id$")
    assert code_matches(stage.case.lookup_hash, f"{stage.code[:4]}-{stage.code[4:].lower()}")
    assert not code_matches(stage.case.lookup_hash, "22222222")


def test_numbers_run_without_gaps_even_after_a_refused_form(stage):
    stage.register()
    with pytest.raises(FaultyRegistration):
        stage.register(words="")
    with pytest.raises(OutOfScope):
        stage.register(is_repeat=True, repeat_of_id=999999)
    assert stage.register().number == "清信〔2026〕2号"


def test_a_form_handed_in_twice_makes_one_case_and_shows_one_code(stage):
    first = register(stage, key="f1")
    second = register(stage, key="f1")
    assert second.case.pk == first.case.pk
    assert second.lookup_code == first.lookup_code != ""
    assert register(stage, key="f2").case.pk != first.case.pk
    assert Case.objects.count() == NumberSeries.objects.get(series="case").last == 2
    stage.case = first.case
    stage.renew_code()
    assert register(stage, key="f1").lookup_code == ""


def test_every_fault_of_the_form_is_named_at_once(stage):
    wrong = replace(PETITIONER, id_number="110101199003074478")
    six = tuple(PetitionerData(name=f"代表{n}", role="representative") for n in range(6))
    with pytest.raises(FaultyRegistration) as refused:
        stage.register(petitioners=(wrong,), received_on=stage.day + timedelta(days=1), words="", place_text="")
    fields = [field for field, _ in refused.value.faults]
    assert {"petitioners-0-id_number", "received_on", "words", "place"} <= set(fields)
    with pytest.raises(FaultyRegistration) as refused:
        stage.register(petitioners=six, visitors=7)
    assert refused.value.message == "代表不得超过5人，现在是6人；其余的人请登记为联名人（条例第二十条）。"
    assert Case.objects.count() == 0


def test_five_visitors_are_a_group_and_the_director_is_told(stage):
    people = tuple(PetitionerData(name=f"代表{n}", role="representative") for n in range(5))
    case = stage.register(petitioners=people, visitors=7)
    assert case.is_group
    assert case.petitioners.count() == 5
    assert stage.inbox("director") == ["清信〔2026〕1号 来访登记，集体访，待受理"]
    assert stage.inbox("clerk2") == []


def test_an_anonymous_letter_has_no_notice_to_give(stage):
    case = stage.register(channel="letter", petitioners=(), is_anonymous=True)
    assert case.is_anonymous
    assert stage.running() == set()


def test_a_caller_without_a_number_of_his_own_has_the_one_he_called_from(stage):
    person = PetitionerData(name="李四", address="河湾社区")
    case = stage.register(channel="call", caller_number="0830-5521188", petitioners=(person,))
    assert case.petitioners.get().phone == "08305521188"
    assert case.caller_number == "0830-5521188"
    assert "caller_number" not in case.channel_detail


def test_an_assigned_matter_carries_the_limit_from_above(stage):
    due = date(2026, 11, 1)
    case = stage.register(
        channel="assigned",
        source_organ="清川县信访局",
        source_number="清川信交〔2026〕9号",
        source_due_on=due,
        source_on=stage.day,
    )
    assert case.received_via == "assigned"
    assert stage.running() == {"notice_referred_15", "object_5wd", "assigned_limit"}
    assert stage.clock("assigned_limit").due_on == due
    assert stage.clock("object_5wd").is_owed_by_petitioner  # a right of the office that lapses, not a duty
    assert case.channel_detail == {"source_on": "2026-09-22"}


def test_a_repeat_is_the_clerks_decision_with_its_reference(stage):
    first = stage.register()
    again = stage.register(is_repeat=True, repeat_of_id=first.pk)
    assert again.repeat_of == first
    assert Reference.objects.get(source=again.matter).target == first.matter
    with pytest.raises(FaultyRegistration):
        stage.register(repeat_of_id=first.pk)


def test_what_is_complained_of_is_shut_out(stage):
    cast = stage.cast
    targets = (TargetData(unit_id=cast.unit("building").pk), TargetData(name="某施工队"))
    case = stage.register(targets=targets)
    assert Implication.objects.get(matter_id=case.pk).unit == cast.unit("building")
    assert [row.name for row in case.targets.all()] == ["", "某施工队"]
    with pytest.raises(Refused, match="在涉及单位任职"):
        stage.register(targets=(TargetData(unit_id=cast.unit("office").pk),))
    with pytest.raises(Refused, match="林晓是涉及对象"):
        stage.register(targets=(TargetData(person_id=cast.person("clerk").pk),))


def test_a_leader_at_a_reception_and_a_grid_member_may_register_and_the_clerks_are_told(stage):
    reception = {"channel": "reception", "leader": "陈立", "session_on": stage.day}
    case = stage.register("leader", **reception, leader_id=stage.cast.person("leader").pk)
    assert Handler.objects.get(matter_id=case.pk).part == "receiver"
    assert case.first_handler is None
    assert stage.inbox("clerk") == stage.inbox("clerk2") == ["清信〔2026〕1号 接访登记，待受理"]
    stage.do(doors.accept, "clerk2", on=stage.day)
    assert stage.case.first_handler == stage.cast.person("clerk2")
    grid = stage.register("grid")
    assert Handler.objects.get(matter_id=grid.pk).part == "reporter"
    visit = stage.register("convenor")  # on duty he registers his visitor's matter as every leader does
    assert Handler.objects.get(matter_id=visit.pk).part == "receiver"


@pytest.mark.parametrize("who", ["liaison", "director", "auditor", "sysadmin"])
def test_others_may_not_register(stage, who):
    with pytest.raises(NotAllowed, match="登记信访事项"):
        stage.register(who)


def test_nothing_of_another_township_is_taken(stage):
    cast = stage.cast
    for changes in (
        {"place_unit_id": cast.unit("east_office").pk},
        {"targets": (TargetData(unit_id=cast.unit("east_office").pk),)},
        {"targets": (TargetData(person_id=cast.person("east_clerk").pk),)},
        {"leader_id": cast.person("east_clerk").pk},
    ):
        with pytest.raises(OutOfScope):
            stage.register(**changes)
    east = stage.register("east_clerk")
    assert east.number == "东信〔2026〕1号"
    with pytest.raises(OutOfScope):
        stage.register(is_repeat=True, repeat_of_id=east.pk)


def test_a_title_names_the_matter_and_never_the_petitioner(stage):
    for title in ("张三丰家门口的路灯", "请回电13812341234"):
        with pytest.raises(FaultyRegistration) as refused:
            stage.register(title=title)
        assert dict(refused.value.faults)["title"].startswith("标题会出现在清单、台账和文书上")
    stage.register(title="", words="我是二组的张三丰，门口路灯坏了半年。请求修复。")
    assert (stage.case.title, stage.case.matter.title) == ("门口路灯坏了半年",) * 2


@pytest.mark.parametrize("again", ["县信转〔2026〕57号", "县信转[2026] 057号", "县信转（2026）57号"])
def test_a_letter_that_is_registered_already_is_said_to_be_and_goes_on_when_somebody_confirms(stage, again):
    letter = {"channel": "transferred", "source_organ": "清川县信访局", "source_on": stage.day, "upper_number": "M1506"}
    first = register(stage, **letter, source_number="县信转〔2026〕57号").case
    second = {**letter, "source_number": again, "upper_number": "M1507"}
    with pytest.raises(FaultyRegistration, match=f"此文已登记：{first.number}") as faulty:
        register(stage, **second)
    assert faulty.value.field == "source_number"
    assert register(stage, **second, is_other=True).case.pk != first.pk
    with pytest.raises(FaultyRegistration) as faulty:
        register(stage, **letter, source_number="无文号")
    assert [field for field, _ in faulty.value.faults] == ["upper_number"]
    assert register(stage, **{**letter, "upper_number": ""}, source_number="无文号").case
    assert register(
        stage, **{**letter, "upper_number": ""}, source_number="无文号", key="2"
    ).case  # says of nothing that it is here
