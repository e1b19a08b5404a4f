"""The actions: criteria first, figures after, the unit heard, two decide, de-listing by the same criteria."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from records.duties.models.duties import DoneEarly, Duty
from records.notices.models.notices import Notice
from records.work.actions.verify import differences
from records.work.models import OPEN, WorkItem
from supervision.listing.actions import listings, rounds
from supervision.listing.models.listings import Listing
from supervision.listing.models.rounds import ListingRound
from supervision.listing.queries.listing import get_listing, get_round, standing_now, waiting_units
from supervision.orders.models.orders import Order
from tests.supervision.listing.conftest import AFTER
from tests.supervision.orders.conftest import Room as Orders
from township.actors import NotAllowed, OutOfScope, system_actor
from township.journal.models import JournalEntry
from township.profiles.actions.profiles import adopt_profile
from township.refusals import Refused

pytestmark = pytest.mark.django_db


def owed(row) -> list[str]:
    kinds = WorkItem.objects.filter(OPEN, matter_id=row.pk).values_list("kind", flat=True)
    return sorted(kind.rpartition(".")[2] for kind in kinds)


def test_from_criteria_to_a_finished_evaluation(room, cast):
    row = room.draft()
    assert (row.period, owed(row)) == ("2026-H2", ["edit"]) and "按期办结率低于90%" in row.document.body
    with pytest.raises(OutOfScope):
        get_round(cast.actor("liaison"), row.pk)
    row = room.published(row)
    assert row.state == "published" and owed(row) == ["evaluate"] and row.number.endswith("〔2026〕1号")
    assert get_round(cast.actor("liaison"), row.pk)
    room.day = AFTER
    room.on(rounds.evaluate, row)
    row = room.fresh(row)
    assert row.units.count() == 4 and not row.units.filter(unit__is_office=True).exists()
    assert owed(row) == ["conclude"]
    room.on(rounds.conclude, row)
    assert room.fresh(row).state == "done" and room.fresh(row).matter.closed_on
    acts = set(JournalEntry.objects.filter(subject_id=row.pk).values_list("action", flat=True))
    assert {f"listing_round.{act}" for act in ("draft", "submit", "publish", "evaluate", "conclude")} <= acts
    assert list(differences(cast.township.pk)) == []


def test_criteria_are_not_published_in_the_half_year_they_measure(room):
    row = room.draft()
    room.on(rounds.FLOW.submit, row)
    room.day = date(2026, 7, 1)
    with pytest.raises(Refused, match="以前公布"):
        room.do(rounds.FLOW.decide, "convenor", row_id=row.pk, approved=True, **room.read(row))
    with pytest.raises(IntegrityError), transaction.atomic():
        ListingRound.objects.filter(pk=row.pk).update(published_on=date(2026, 7, 1))


def test_once_a_half_year_and_not_before_it_is_over(room):
    row = room.published()
    with pytest.raises(Refused, match="已经有评价标准"):
        room.draft()
    room.day = date(2026, 12, 31)
    with pytest.raises(Refused, match="还没有结束"):
        room.on(rounds.evaluate, row)
    room.day = AFTER
    room.on(rounds.evaluate, row)
    with pytest.raises(Refused):
        room.on(rounds.evaluate, row)


def test_late_orders_are_counted_from_the_rows_of_supervision(room, cast):
    """Two orders past their limits in the half-year: the unit falls short, nobody else does."""
    row = room.published()
    orders = Orders(cast, day=date(2026, 9, 22))
    for _ in range(2):
        orders.issued()
    assert Order.objects.filter(due_on__lt=AFTER, state="working").count() == 2
    room.day = AFTER
    room.on(rounds.evaluate, row)
    failed = {one.unit.name: one.failed for one in row.units.select_related("unit")}
    assert failed == {"村镇建设办": 1, "民政办": 0, "农业服务中心": 0, "河湾社区": 0}
    result = row.units.get(failed=1).results.get(is_failed=True)
    assert (result.criterion.key, result.n) == ("supervision.late", 2)
    assert [one.unit.name for one in waiting_units(room.fresh(row))] == ["村镇建设办"]


def test_every_unit_that_fell_short_is_dealt_with(room):
    row = room.evaluated("building", "civil")
    with pytest.raises(Refused, match="没有达到标准"):
        room.on(rounds.conclude, row)
    with pytest.raises(Refused) as refused:
        room.on(rounds.pass_over, row, unit_id=room.basis(row, "civil").pk, reason="不用")
    assert refused.value.field == "reason"
    room.on(rounds.pass_over, row, unit_id=room.basis(row, "civil").pk, reason="只有一件，因等待上级批复。")
    with pytest.raises(OutOfScope):
        room.on(listings.propose, row, unit_id=room.basis(row, "civil").pk, facts="已经写明不提的理由。")
    with pytest.raises(OutOfScope):
        room.on(listings.propose, row, unit_id=room.basis(row, "farm").pk, facts="达到标准的不能提出。")
    room.on(listings.propose, row, unit_id=room.basis(row).pk, facts="督办以后没有改进。")
    room.on(rounds.conclude, row)


def test_the_unit_is_heard_and_a_convenor_decides(room, cast):
    row = room.proposed()
    assert owed(row) == ["ask"]
    with pytest.raises(OutOfScope):
        get_listing(cast.actor("liaison", on=room.day), row.pk)
    room.on(listings.ask, row)
    assert owed(row) == ["hear", "tell"]
    with pytest.raises(Refused, match="还没有说明"):
        room.on(listings.hear, row)
    with pytest.raises((OutOfScope, NotAllowed)):
        room.on(listings.state, row, "liaison2", words="不是我们单位。")
    room.on(listings.state, row, "liaison", words="等待测绘结果，没有申请延期。")
    with pytest.raises(Refused, match="已经说明"):
        room.on(listings.state, row, "liaison", words="再说一次。")
    room.on(listings.hear, row)
    row = room.fresh(row)
    for changes, field in (({"answer": ""}, "answer"), ({"demand": "改"}, "demand"), ({"sponsor_id": 0}, "sponsor")):
        with pytest.raises(Refused) as refused:
            data = room.decision(**changes)
            room.on(listings.FLOW.submit, row, body="", version=row.document.version, data=data)
        assert refused.value.field == field
    room.on(listings.FLOW.submit, row, body="", version=row.document.version, data=room.decision())
    with pytest.raises(NotAllowed):
        room.do(listings.FLOW.decide, "clerk2", row_id=row.pk, approved=True, **room.read(row))
    room.do(listings.FLOW.decide, "convenor", row_id=row.pk, approved=True, **room.read(row))
    row = room.fresh(row)
    assert row.state == "listed" and row.decided_by == cast.person("convenor") and owed(row) == ["plan"]
    assert "60.0%（6/10）" in row.document.body and "由陈立同志包抓" in row.document.body
    assert Notice.objects.filter(kind="listing.listed", recipient=cast.person("leader")).exists()
    assert list(differences(cast.township.pk)) == []


def test_silence_is_recorded_and_does_not_stop_it(room):
    row = room.asked()
    room.day = row.due_on + timedelta(days=1)
    room.on(listings.hear, row)
    with pytest.raises(Refused, match="当前是"):
        room.on(listings.state, row, "liaison", words="来晚了的说明。")
    row = room.fresh(row)
    room.on(listings.FLOW.submit, row, body="", version=row.document.version, data=room.decision(answer=""))
    assert "没有说明情况，已如实记录" in room.fresh(row).document.body


def test_a_late_word_is_heard_as_long_as_the_hearing_has_not_ended(room):
    """The line on the unit's desk stays until then, so what it asks for must be open."""
    row = room.asked()
    room.day = row.due_on + timedelta(days=1)
    assert owed(row) == ["hear", "tell"]
    room.on(listings.state, row, "liaison", words="来晚了的说明。")
    row = room.fresh(row)
    assert row.matter.events.latest("pk").text == "单位逾期说明情况" and owed(row) == ["hear"]


def test_no_second_listing_of_a_unit_and_a_dropped_one_counts_as_dealt_with(room):
    row = room.proposed()
    around = row.basis.round
    with pytest.raises(OutOfScope):
        room.on(listings.propose, around, unit_id=row.basis_id, facts="再次提出同一个单位。")
    room.on(listings.drop, row, reason="多数逾期由上级延期造成。")
    assert room.fresh(row).state == "dropped" and waiting_units(room.fresh(around)) == []
    assert "上级延期" in room.fresh(around).units.get(pk=row.basis_id).reason
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=row.pk).update(decided_by=row.proposed_by)


def test_plan_check_and_delisting(room, cast):
    row = room.listed()
    for until in (room.day, room.day + timedelta(days=200)):
        with pytest.raises(Refused) as refused:
            given = {"measures": "逐件核对在办事项。", "responsible": "何主任", "until": until}
            room.on(listings.plan, row, "liaison", **given)
        assert refused.value.field == "until"
    given = {"measures": "逐件核对在办事项。", "responsible": "何主任", "until": room.day + timedelta(days=90)}
    with pytest.raises(NotAllowed):
        room.on(listings.plan, row, "liaison2", **given)
    room.on(listings.plan, row, "liaison", **given)
    row = room.fresh(row)
    assert row.state == "rectifying" and row.check_on == room.day + timedelta(days=30) and owed(row) == ["check"]
    with pytest.raises(Refused, match="才能摘牌"):
        room.on(listings.delist, row, "convenor")
    room.later(30)
    room.on(listings.check, row, words="还有两件没有办结。", is_met=False)
    with pytest.raises(Refused, match="今天已经登记"):
        room.on(listings.check, row, words="同一天再登记一次。", is_met=True)
    with pytest.raises(Refused, match="才能摘牌"):
        room.on(listings.delist, row, "convenor")
    room.later(30)
    room.on(listings.check, row, words="到期的都按期办结。", is_met=True)
    assert owed(row) == ["check", "delist"]
    with pytest.raises(NotAllowed):
        room.on(listings.delist, row, "clerk")
    room.on(listings.delist, row, "convenor")
    row = room.fresh(row)
    assert (row.state, row.delisted_on, owed(row)) == ("delisted", room.day, []) and row.matter.closed_on
    assert list(differences(cast.township.pk)) == []


def test_a_check_cannot_deny_the_figures(room, cast):
    row = room.rectifying()
    orders = Orders(cast, day=room.day)
    basis = row.basis
    basis.results.filter(criterion__key="supervision.late").update(is_failed=True)
    for _ in range(2):
        orders.issued()
    room.later(40)
    lines, failing = standing_now(room.fresh(row), room.day)
    assert len(lines) == 2 and "督办超期回复" in failing[0]
    with pytest.raises(Refused, match="督办超期回复") as refused:
        room.on(listings.check, row, words="看起来已经很好。", is_met=True)
    assert refused.value.field == "is_met"


def test_the_duty_of_the_half_year_is_done(room, cast):
    at = cast.at(date(2026, 1, 5))
    by = system_actor(cast.township.pk, "测试", at.date())
    adopt_profile(key="hengyang", township_id=cast.township.pk, valid_from=at.date(), by=by, at=at)
    row = room.evaluated()
    room.on(rounds.conclude, row)
    given = {"clause": "evaluation_half_year", "period": "2026-H2", "evidence": row.matter}
    assert (DoneEarly.objects.filter(**given).count(), Duty.objects.filter(**given, state="done").count()) == (1, 0)


def test_a_criterion_changes_the_published_text_only_before_it(room):
    row = room.draft()
    data = room.data(criteria=(("records.duties", Decimal(80)),))
    room.on(rounds.FLOW.save, row, body="", version=row.document.version, data=data)
    assert "制度按期执行率低于80%" in room.fresh(row).document.body
    with pytest.raises(Refused) as refused:
        room.draft(criteria=(("petitions.registered_visit", Decimal(3)),))
    assert refused.value.field == "key_1"
    row = room.published(row)
    with pytest.raises(Refused):
        room.on(rounds.FLOW.save, row, body="", version=row.document.version, data=room.data())
