"""Once, by at most thirty days, before the sixty are over, approved by another, said to the petitioner (条例第三十四条)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from records.clocks.models import Clock
from tests.cast import add_post
from tests.petitions import doors
from township.actors import NotAllowed
from township.directory.models.people import Role
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")
DUE = date(2026, 11, 21)


def propose(stage, who="liaison", days=30, reason="需要等待县级部门的鉴定结论"):
    return stage.do(doors.propose_extension, who, days=days, reason=reason)


@pytest.fixture
def handled(stage):
    stage.register()
    stage.to("handling")
    return stage


def test_extended_by_another_person_with_notice_and_never_past_ninety_days(handled):
    propose(handled)
    assert handled.clock("conclude_60").due_on == DUE
    assert handled.inbox("director")[-1] == "清信〔2026〕1号 请审批：延期30日"
    handled.day = DUE  # the last day is still in time
    handled.decide("extension", "director", approved=True)
    clock = handled.clock("conclude_60")
    assert clock.due_on == handled.case.accepted_on + timedelta(days=90)
    assert (clock.extension_days, clock.extended_by) == (30, handled.cast.person("director"))
    notice = handled.papers("extension")[0]
    assert notice.number == "清信延〔2026〕1号"
    assert "需要等待县级部门的鉴定结论" in notice.body
    assert "2026年12月21日" in notice.body
    # The unit's own limit ended long ago: it moves by the same days, inside the new limit.
    assert handled.clock("unit_limit").due_on == date(2026, 11, 21)
    assert handled.case.next_due_on == date(2026, 11, 21)
    assert handled.journal()[-1] == "case.extend"
    with pytest.raises(Refused, match="只能延期一次"):
        propose(handled)


def test_returned_it_stays_as_it_was(handled):
    propose(handled, days=15)
    with pytest.raises(Refused, match="已经提出"):
        propose(handled, days=15)
    handled.decide("extension", "convenor", approved=False, remark="抓紧办理")
    assert handled.clock("conclude_60").due_on == DUE
    assert handled.papers("extension")[0].state == "draft"
    propose(handled, days=10)
    handled.decide("extension", "convenor", approved=True)
    assert handled.clock("conclude_60").due_on == DUE + timedelta(days=10)


def test_too_late_to_ask_and_too_late_to_grant(handled):
    propose(handled)
    handled.day = DUE + timedelta(days=1)
    with pytest.raises(Refused, match="已过，不能再延期"):
        handled.decide("extension", "director", approved=True)
    with pytest.raises(Refused, match="已过，不能再延期"):
        propose(handled)


@pytest.mark.parametrize("days", [0, 31, -5])
def test_thirty_days_at_most(handled, days):
    with pytest.raises(Refused, match="1 到 30 日"):
        propose(handled, days=days)


def test_the_database_too_knows_thirty(handled):
    with pytest.raises(DatabaseError), transaction.atomic():
        Clock.objects.filter(code="conclude_60").update(extension_days=31)


def test_only_the_lead_unit_or_a_clerk_asks_and_never_decides_himself(stage):
    stage.register()
    stage.assign(assist=[(stage.cast.unit("civil").pk, None)])
    stage.receive()
    stage.accept()
    with pytest.raises(NotAllowed, match="延期由主办单位申请"):
        propose(stage, "liaison2")
    add_post(stage.cast, stage.cast.person("clerk"), Role.DIRECTOR, "office")
    propose(stage, "clerk")
    with pytest.raises(Refused, match="提出人不能审批自己的申请"):
        stage.decide("extension", "clerk", approved=True)


def test_nothing_to_extend_on_other_paths_and_on_the_simple_track(stage):
    stage.register()
    stage.accept(path31=4)
    with pytest.raises(Refused, match="只有按第三十一条第（六）项受理"):
        propose(stage, "clerk")
    stage.register()
    stage.accept(track="simple", scope="clear")
    with pytest.raises(Refused, match="简易办理的请先转普通程序"):
        propose(stage, "clerk")
