"""Findings beside what is overdue: dissatisfaction, a repeat, a leader's instruction, a dispatch; and what each proposes."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from petitions.cases.models.cases import Case
from petitions.cases.rules.entries import TargetData
from records.duties.models.candidates import Candidate
from records.duties.rules.candidates import GROUNDS
from records.matters.models.access import Holding
from supervision.accountability.rules.grounds import ACCOUNTABLE
from supervision.orders.actions.findings import raise_finding
from supervision.orders.forms.orders import NewOrderForm
from supervision.orders.rules import triggers
from supervision.orders.rules.orders import ARTICLES
from tests.exclusions import implicate
from tests.petitions.stage import Stage
from township.actors import NotAllowed, system_actor
from township.profiles.actions.profiles import adopt_profile
from township.profiles.models.profiles import AdoptedProfile
from township.profiles.rules.profiles import parse_profile
from township.refusals import Refused

pytestmark = pytest.mark.django_db
PROFILES = Path(__file__).resolve().parents[3] / "data" / "profiles"


def bring(room, who="clerk", **changes):
    given = {
        "ground": "instruction",
        "unit_id": room.cast.unit("building").pk,
        "number": "",
        "on": room.day,
        "text": "镇长批示，请尽快核查办理。",
    }
    return room.do(raise_finding, who, **given | changes)


def test_an_instruction_becomes_the_draft_of_an_order_of_its_kind(room, stage):
    stage.register()
    row = bring(room, "leader", number="")
    assert (row.ground, row.unit, row.state) == ("instruction", room.cast.unit("building"), "open")
    row = bring(room, number=stage.case.number)
    assert row.matter == stage.case.matter and row.matter.events.filter(move="finding").exists()
    form = NewOrderForm(None, actor=room.cast.actor("clerk"), first=row.pk)
    assert form.initial["kind"] == "leader" and form.initial["days"] == 10
    order = room.draft(row, kind="leader")
    assert order.get_kind_display() == "领导批示督办" and order.grounds.get().candidate == row


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": "repeat"}, "ground"),
        ({"unit_id": 0}, "unit"),
        ({"number": "没有的编号"}, "number"),
        ({"on": date(2026, 12, 1)}, "on"),
        ({"text": "快"}, "text"),
        ({"text": "请联系13812345678办理"}, "text"),
    ],
)
def test_what_cannot_be_brought_in(room, changes, field):
    with pytest.raises(Refused) as refused:
        bring(room, **changes)
    assert refused.value.field == field and not Candidate.objects.exists()


def test_not_twice_not_by_a_unit_and_not_against_whom_the_matter_complains_of(room, cast, stage):
    bring(room)
    with pytest.raises(Refused, match="已经提出过"):
        bring(room)
    with pytest.raises(NotAllowed):
        bring(room, "liaison")
    stage.register()
    implicate(
        matter=stage.case.matter,
        unit=cast.unit("building"),
        by=cast.actor("clerk"),
        at=room.cast.at(room.day),
        reason="反映的正是本单位",
    )
    with pytest.raises(Refused) as refused:
        bring(room, number=stage.case.number)
    assert refused.value.field in ("unit", "number")


def test_a_matter_that_comes_back_after_its_conclusion_is_looked_into(room, cast):
    first = Stage(cast)
    first.register()
    earlier = first.case
    again = Stage(cast)
    again.register(is_repeat=True, repeat_of_id=earlier.pk)
    assert not Candidate.objects.filter(ground="repeat").exists(), "not while the first is still being handled"
    Case.objects.filter(pk=earlier.pk).update(concluded_on=room.day)
    third = Stage(cast)
    third.register(is_repeat=True, repeat_of_id=earlier.pk)
    found = Candidate.objects.get(ground="repeat")
    assert found.matter_id == earlier.pk and third.case.number in found.text


def test_an_accusation_that_comes_back_raises_nothing(room, cast):
    first = Stage(cast)
    first.register()
    Case.objects.filter(pk=first.case.pk).update(concluded_on=room.day)
    again = Stage(cast)
    again.register(
        channel="letter",
        purpose="accusation",
        words="检举",
        title="检举",
        claims=(),
        place_text="河湾社区",
        targets=(TargetData(unit_id=cast.unit("building").pk),),
        named_ids=(cast.person("convenor").pk,),
        is_repeat=True,
        repeat_of_id=first.case.pk,
    )
    assert not Candidate.objects.filter(ground="repeat").exists()


def test_what_is_proposed_by_ground_and_by_profile(room, cast):
    assert triggers.trigger_of("missing_report", []) == triggers.Trigger("40_1", 3)
    assert triggers.trigger_of("unheard_of", []).limit == 10
    entry = {"key": "repeat", "article": "40_3", "limit": 7, "cite": "第16条"}
    assert triggers.trigger_of("repeat", [entry]) == triggers.Trigger("40_3", 7, "第16条")
    at = cast.at(room.day - timedelta(days=200))
    by = system_actor(cast.township.pk, "测试", at.date())
    adopt_profile(key="wulingshan", township_id=cast.township.pk, valid_from=at.date(), by=by, at=at)
    found = room.candidate(ground="overdue_resolution")
    form = NewOrderForm(None, actor=cast.actor("clerk"), first=found.pk)
    assert (form.initial["days"], form.initial["article"]) == (5, "40_2"), (
        "the profile goes before the office's own rule"
    )


def test_to_whom_an_order_is_proposed_follows_the_rule_book(room, cast, stage):
    stage.register()
    stage.assign(unit="civil")
    matter = stage.case.matter
    Holding.objects.filter(matter=matter).update(ended_on=room.day)
    Holding.objects.create(matter=matter, unit=cast.unit("building"), part="lead")
    found = room.candidate(ground="repeat", matter=matter)

    def offered() -> tuple:
        started = NewOrderForm(None, actor=cast.actor("clerk"), first=found.pk).initial
        return started["unit"], started["assisting"], started["must_report"]

    building, civil = cast.unit("building").pk, cast.unit("civil").pk
    assert offered() == (building, [], False)  # the office's own rule: the unit in charge alone
    at = cast.at(room.day - timedelta(days=200))
    by = system_actor(cast.township.pk, "测试", at.date())
    adopt_profile(key="hengyang", township_id=cast.township.pk, valid_from=at.date(), by=by, at=at)
    assert offered() == (building, [civil], False)  # 也查首办责任
    row = AdoptedProfile.objects.get()
    row.values["triggers"] = [one | {"to": "head"} for one in row.values["triggers"]]
    row.save()
    assert offered() == (building, [], True)


def test_every_trigger_of_every_profile_names_a_ground():
    assert set(triggers.OWN) <= set(GROUNDS)
    for path in PROFILES.glob("*.toml"):
        for entry in parse_profile(tomllib.loads(path.read_text(encoding="utf-8"))).sections["triggers"]:
            assert entry["key"] in GROUNDS and entry["article"] in ARTICLES


def test_what_somebody_asks_for_or_a_petitioner_does_is_no_failure():
    assert not {"instruction", "dissatisfied", "repeat"} & ACCOUNTABLE
    assert {"spot_check", "dispatch", "missing_report"} <= ACCOUNTABLE


def test_the_page_keeps_what_was_typed(room, cast, stand_at):
    stand_at(room.day, 15)
    client, address = cast.client("leader"), reverse("supervision:finding_new")
    given = {
        "ground": "dispatch",
        "unit": cast.unit("building").pk,
        "on": room.day.isoformat(),
        "text": "调度要求月底前补齐台账，至今没有报。",
    }
    refused = client.post(address, given | {"number": "没有"}).content.decode()
    assert "没有找到这个编号" in refused and given["text"] in refused
    assert client.post(address, given).status_code == 302
    assert Candidate.objects.get().ground == "dispatch"
    assert cast.client("liaison").get(address).status_code == 403
