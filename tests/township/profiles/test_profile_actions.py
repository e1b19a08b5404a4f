"""Adopting a profile and changing its clauses: two persons, from a later day, the past left alone."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests.cast import moment
from township.actors import NotAllowed, OutOfScope, system_actor
from township.journal.models import JournalEntry
from township.profiles.actions.clauses import add_clause, change_clause, decide_clause, end_clause
from township.profiles.actions.profiles import adopt_profile, decide_profile, propose_profile
from township.profiles.actions.values import change_entry
from township.profiles.models.profiles import AdoptedProfile, ClauseChange, RuleClause
from township.profiles.queries.profiles import adopted_profile, clauses_in_force, decisions_waiting, profile_values
from township.profiles.rules.profiles import PROFILE_KEYS
from township.profiles.rules.values import values_difference
from township.refusals import Refused

OCT, NOV = date(2026, 10, 1), date(2026, 11, 1)


def acts(cast, who: str, **values) -> dict:
    return {"by": cast.actor(who), "at": cast.at()} | values


def in_force(cast, day: date) -> dict[str, RuleClause]:
    return {row.key: row for row in clauses_in_force(cast.township.pk, day)}


def adopted(cast, key: str = "wulingshan", start: date = date(2026, 8, 1)) -> AdoptedProfile:
    by = system_actor(cast.township.pk, "测试", start)
    return adopt_profile(key=key, township_id=cast.township.pk, valid_from=start, by=by, at=moment(start))


def test_a_profile_is_proposed_by_one_and_confirmed_by_another(cast):
    row = propose_profile(key="hengyang", valid_from=OCT, reason="党政联席会议研究", **acts(cast, "director"))
    assert not RuleClause.objects.exists()
    with pytest.raises(NotAllowed, match="另一位"):
        decide_profile(adoption_id=row.pk, approved=True, **acts(cast, "director"))
    with pytest.raises(NotAllowed):
        decide_profile(adoption_id=row.pk, approved=True, **acts(cast, "clerk"))
    with pytest.raises(IntegrityError), transaction.atomic():
        AdoptedProfile.objects.filter(pk=row.pk).update(decided_by=row.proposed_by)
    with pytest.raises(Refused, match="等待确认"):
        propose_profile(key="xiji", valid_from=OCT, reason="", **acts(cast, "clerk"))
    assert [list(rows) for rows in decisions_waiting(cast.actor("director"))] == [[], []]
    assert list(decisions_waiting(cast.actor("convenor"))[0]) == [row]
    decide_profile(adoption_id=row.pk, approved=True, **acts(cast, "convenor"))
    assert in_force(cast, date(2026, 9, 30)) == {} and len(in_force(cast, OCT)) == 13
    assert adopted_profile(cast.township.pk, date(2026, 9, 30)) is None
    assert profile_values(cast.township.pk, OCT, "kpi")[0]["label"] == "及时受理率"
    entry = JournalEntry.objects.get(action="profile.confirm")
    assert entry.detail == {"key": "hengyang", "from": "2026-10-01"}
    with pytest.raises(OutOfScope):
        decide_profile(adoption_id=row.pk + 999, approved=True, **acts(cast, "convenor"))


def test_another_profile_closes_what_it_does_not_have_and_leaves_the_past(cast):
    adopted(cast)
    row = propose_profile(key="hengyang", valid_from=NOV, reason="", **acts(cast, "clerk"))
    decide_profile(adoption_id=row.pk, approved=True, **acts(cast, "director"))
    before, after = in_force(cast, date(2026, 10, 31)), in_force(cast, NOV)
    assert "dispatch_month" in before and "dispatch_month" not in after and "screening_half_month" in after
    assert before["reception_week"].citation.startswith("武陵山乡") and after["reception_week"].citation.startswith(
        "衡阳"
    )
    assert before["annual_report"] == after["annual_report"]
    with pytest.raises(Refused, match="没有要改的"):
        propose_profile(key="hengyang", valid_from=date(2026, 12, 1), reason="", **acts(cast, "clerk"))


def test_a_clause_changes_from_a_day_on_with_a_second_person(cast):
    adopted(cast)
    values = {"due": {"day": 25, "shift": "back"}}
    with pytest.raises(Refused, match="今天以后"):
        change_clause(
            key="dispatch_month", values=values, valid_from=cast.today, reason="提前调度", **acts(cast, "clerk")
        )
    with pytest.raises(Refused, match="没有改动"):
        change_clause(key="dispatch_month", values={}, valid_from=NOV, reason="提前调度", **acts(cast, "clerk"))
    with pytest.raises(Refused, match="理由"):
        change_clause(key="dispatch_month", values=values, valid_from=NOV, reason="", **acts(cast, "clerk"))
    with pytest.raises(NotAllowed):
        change_clause(key="dispatch_month", values=values, valid_from=NOV, reason="提前调度", **acts(cast, "convenor"))
    change = change_clause(
        key="dispatch_month", values=values, valid_from=NOV, reason="提前调度", **acts(cast, "clerk")
    )
    with pytest.raises(Refused, match="等待确认"):
        change_clause(key="dispatch_month", values=values, valid_from=NOV, reason="再改一次", **acts(cast, "director"))
    with pytest.raises(IntegrityError), transaction.atomic():
        ClauseChange.objects.filter(pk=change.pk).update(decided_by=change.proposed_by)
    decide_clause(change_id=change.pk, approved=True, **acts(cast, "director"))
    old, new = in_force(cast, date(2026, 10, 31))["dispatch_month"], in_force(cast, NOV)["dispatch_month"]
    assert (old.due, old.valid_to) == ({"at": "end", "shift": "back"}, date(2026, 10, 31))
    assert (new.due, new.text, new.is_office_rule, new.office_reason) == (values["due"], old.text, True, "提前调度")
    assert JournalEntry.objects.get(action="clause.confirm").detail["fields"] == ["到期"]
    with pytest.raises(Refused, match="那天以后"):
        end_clause(key="dispatch_month", valid_from=NOV, reason="不再调度了", **acts(cast, "clerk"))


def test_a_clause_is_taken_over_given_up_or_returned(cast):
    adopted(cast)
    add = add_clause(
        profile_key="xincheng",
        key="spot_check_quarter",
        valid_from=OCT,
        reason="区里要求抽查",
        **acts(cast, "director"),
    )
    with pytest.raises(NotAllowed):
        decide_clause(change_id=add.pk, approved=True, **acts(cast, "director"))
    decide_clause(change_id=add.pk, approved=True, **acts(cast, "convenor"))
    assert in_force(cast, OCT)["spot_check_quarter"].profile == "xincheng"
    with pytest.raises(Refused, match="已经在执行"):
        add_clause(profile_key="xincheng", key="analysis_month", valid_from=OCT, reason="重复的", **acts(cast, "clerk"))
    end = end_clause(key="topical_period", valid_from=OCT, reason="并入全体会议", **acts(cast, "clerk"))
    with pytest.raises(Refused, match="退回要写明原因"):
        decide_clause(change_id=end.pk, approved=False, **acts(cast, "director"))
    decide_clause(change_id=end.pk, approved=False, remark="仍要保留", **acts(cast, "director"))
    assert "topical_period" in in_force(cast, NOV)
    end = end_clause(key="topical_period", valid_from=NOV, reason="并入全体会议", **acts(cast, "clerk"))
    decide_clause(change_id=end.pk, approved=True, **acts(cast, "director"))
    assert "topical_period" not in in_force(cast, NOV)


def test_a_proposal_made_stale_by_another_profile_is_returned(cast):
    adopted(cast)
    change = change_clause(
        key="dispatch_month", values={"due": {"day": 25}}, valid_from=NOV, reason="提前调度", **acts(cast, "clerk")
    )
    row = propose_profile(key="xiji", valid_from=OCT, reason="", **acts(cast, "clerk"))
    decide_profile(adoption_id=row.pk, approved=True, **acts(cast, "director"))
    change.refresh_from_db()
    assert (change.state, change.remark) == ("returned", "已改用西集镇方案")


def test_an_entry_of_the_values_is_edited_or_given_up_by_two_persons(cast):
    base = adopted(cast, "xiji")
    where = {"section": "accountability", "number": 1, "base_id": base.pk, "valid_from": OCT}
    with pytest.raises(Refused, match="没有改动"):
        change_entry(values={"label": "约谈"}, reason="改个叫法", **where, **acts(cast, "clerk"))
    with pytest.raises(Refused, match="罚款"):
        change_entry(values={"label": "罚款100元"}, reason="改个叫法", **where, **acts(cast, "clerk"))
    for name, most in (("label", 40), ("cite", 60)):
        with pytest.raises(Refused) as refused:
            change_entry(values={name: "长" * (most + 1)}, reason="改个叫法", **where, **acts(cast, "clerk"))
        assert refused.value.field == name
    with pytest.raises(Refused, match="重新打开"):
        change_entry(values={"label": "提醒谈话"}, reason="改个叫法", **(where | {"base_id": 0}), **acts(cast, "clerk"))
    with pytest.raises(OutOfScope):
        change_entry(values=None, reason="改个叫法", **(where | {"number": 99}), **acts(cast, "clerk"))
    row = change_entry(values={"label": "提醒谈话"}, reason="先提醒后约谈", **where, **acts(cast, "clerk"))
    (edit,) = values_difference(base.values, row.values)
    assert (edit.label, edit.lines, edit.is_dropped) == ("约谈", (("名称", "约谈", "提醒谈话"),), False)
    before = RuleClause.objects.count()
    decide_profile(adoption_id=row.pk, approved=True, **acts(cast, "convenor"))
    assert RuleClause.objects.count() == before
    form = profile_values(cast.township.pk, OCT, "accountability")[0]
    assert (form["label"], form["office_reason"]) == ("提醒谈话", "先提醒后约谈")
    assert profile_values(cast.township.pk, date(2026, 9, 30), "accountability")[0]["label"] == "约谈"
    gone = change_entry(
        values=None, reason="本镇不用", **(where | {"base_id": row.pk, "valid_from": NOV}), **acts(cast, "clerk")
    )
    assert values_difference(row.values, gone.values)[0].is_dropped
    again = decide_profile(adoption_id=gone.pk, approved=True, **acts(cast, "director"))
    assert len(again.values["accountability"]) == 5
    back = propose_profile(key="xiji", valid_from=date(2026, 12, 1), reason="恢复原方案", **acts(cast, "clerk"))
    assert decide_profile(adoption_id=back.pk, approved=True, **acts(cast, "director")).values == base.values


@pytest.mark.parametrize("key", PROFILE_KEYS)
def test_the_command_shows_the_difference_and_loads(cast, key, capsys):
    call_command("load_profile", key, township=cast.township.code, dry_run=True)
    assert "增加" in capsys.readouterr().out and not RuleClause.objects.exists()
    call_command("load_profile", key, "--township", cast.township.code, "--from", "2026-08-01")
    assert adopted_profile(cast.township.pk, date(2026, 8, 1)).key == key
    assert JournalEntry.objects.filter(action="profile.adopt", actor_name="系统·载入制度方案").count() == 1
    with pytest.raises(CommandError, match="那天以后"):
        call_command(
            "load_profile",
            "hantai" if key != "hantai" else "xiji",
            "--township",
            cast.township.code,
            "--from",
            "2026-08-01",
        )
    with pytest.raises(CommandError, match="那天以后"):  # a trial refuses what the real run refuses
        other = "hantai" if key != "hantai" else "xiji"
        call_command("load_profile", other, "--township", cast.township.code, "--from", "2026-08-01", "--dry-run")
    with pytest.raises(CommandError, match="没有区划代码"):
        call_command("load_profile", key, township="000")
