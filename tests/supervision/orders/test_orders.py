"""From a finding to a struck-off order: what each step does, and what is refused with its sentence."""

from datetime import timedelta

import pytest

from petitions.cases.rules.entries import TargetData
from records.duties.actions.candidates import dismiss
from records.matters.models.events import Event
from records.matters.queries.scope import matters_visible_to
from records.notices.models.notices import Notice
from records.work.models import WorkItem
from supervision.orders.actions import handling, orders
from supervision.orders.queries.orders import board, get_order
from tests.exclusions import implicate
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused

pytestmark = pytest.mark.django_db


def owed(row) -> set[str]:
    """Acts that somebody owes on the order now."""
    kinds = WorkItem.objects.filter(matter_id=row.pk, done_at__isnull=True, dropped_at__isnull=True)
    return {kind.partition(".")[2] for kind in kinds.values_list("kind", flat=True)}


def test_several_findings_of_one_unit_become_one_order(room):
    first, second = room.candidate(), room.candidate()
    row = room.draft(first, second)
    assert [ground.candidate_id for ground in row.grounds.all()] == [first.pk, second.pk]
    for one in (first, second):
        one.refresh_from_db()
        assert (one.state, one.decided_by_id) == ("taken", room.cast.person("clerk").pk)
    assert [point.text for point in row.points.all()] == ["查明未按期答复的原因", "五个工作日内出具书面答复并送达"]
    assert "（一）查明未按期答复的原因\n（二）五个工作日内" in row.document.body and "10个工作日" in row.document.body
    assert row.state == "draft" and not row.number


def test_no_second_order_on_one_failure(room):
    found = room.candidate()
    room.draft(found)
    with pytest.raises(Refused, match="立项督办"):
        room.draft(found)
    with pytest.raises(Refused, match="不督办"):
        room.do(dismiss, "clerk", candidate_id=found.pk, reason="已经办结")


def test_findings_of_another_unit_stand_for_themselves(room):
    with pytest.raises(Refused, match="不一致") as refusal:
        room.draft(room.candidate("civil"))
    assert refusal.value.field == "unit"


def test_an_order_rests_on_something_unless_a_leader_asked_for_it(room):
    with pytest.raises(Refused, match="所依据的事项"):
        room.do(orders.draft_order, "clerk", kind="plain", data=room.data())
    row = room.do(orders.draft_order, "clerk", kind="leader", data=room.data())
    assert row.get_kind_display() == "领导批示督办"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"points": "  "}, "points"),
        ({"points": "好"}, "points"),
        ({"points": "\n".join(["逐件核对办理材料"] * 13)}, "points"),
        ({"days": 0}, "days"),
        ({"days": 31}, "days"),
        ({"article": "18"}, "article"),
        ({"unit_id": 0}, "unit"),
        ({"facts": "逾期"}, "facts"),
    ],
)
def test_bad_input_is_refused_beside_its_field(room, changes, field):
    found = room.candidate() if "unit_id" not in changes else None
    ids = [found.pk] if found else []
    with pytest.raises(Refused) as refusal:
        room.do(orders.draft_order, "clerk", kind="leader", candidate_ids=ids, data=room.data(**changes))
    assert refusal.value.field == field


def test_the_letter_follows_its_fields(room):
    row = room.draft()
    data = room.data(points="重新调查事实\n当面说明", days=5, assisting=(room.cast.unit("civil"),))
    room.on(orders.FLOW.save, row, body="旁的文字", version=row.document.version, data=data)
    row = room.fresh(row)
    assert "旁的文字" not in row.document.body and "5个工作日" in row.document.body
    assert [point.text for point in row.points.all()] == ["重新调查事实", "当面说明"]
    assert orders.FLOW.addressees(row) == ([room.cast.unit("building").label], [room.cast.unit("civil").label])


def test_who_proposes_does_not_approve(room):
    row = room.draft()
    room.on(orders.FLOW.submit, row)
    for who in ("clerk", "director"):
        with pytest.raises(NotAllowed):
            room.approve(row, who)
    room.approve(row)
    assert room.fresh(row).state == "approved"


def test_a_dropped_draft_gives_its_findings_back(room):
    found = room.candidate()
    row = room.draft(found)
    room.on(orders.drop_order, row)
    found.refresh_from_db()
    assert (found.state, found.decided_by) == ("open", None)
    assert room.draft(found).state == "draft"


def test_issue_numbers_it_starts_the_limit_and_sends_it(room):
    row = room.issued()
    assert row.number.endswith("督〔2026〕1号") and row.matter.number == row.number
    assert row.due_on > room.day + timedelta(days=10)
    assert owed(row) == {"reply", "receive"}
    recipient = row.document.recipients.get()
    room.do(orders.FLOW.receive_paper, "liaison", row_id=row.pk, recipient_id=recipient.pk)
    assert owed(row) == {"reply"}


def test_the_case_shows_that_it_is_supervised(room, stage):
    stage.register()
    row = room.issued(room.draft(room.candidate(matter=stage.case.matter)))
    texts = Event.objects.filter(matter=stage.case.matter).values_list("text", flat=True)
    assert f"印发督办单{row.number}" in texts


def test_every_point_is_reported_before_the_reply(room):
    row = room.issued()
    first, second = row.points.all()
    room.do(handling.report_progress, "liaison", order_id=row.pk, point_id=first.pk, text="已经查明")
    with pytest.raises(Refused, match="第2条"):
        room.on(handling.reply, row, "liaison", result="已经全部办理完毕。")
    room.do(handling.report_progress, "liaison", order_id=row.pk, point_id=second.pk, text="已经送达")
    room.on(handling.reply, row, "liaison", result="已经全部办理完毕。")
    assert owed(row) == {"accept", "receive"}


def test_only_the_unit_in_charge_replies(room):
    row = room.issued(room.draft(assisting=(room.cast.unit("civil"),)))
    with pytest.raises(NotAllowed, match="责任单位"):
        room.on(handling.reply, row, "liaison2", result="已经全部办理完毕。")
    with pytest.raises(NotAllowed):
        room.on(handling.reply, row, "clerk", result="已经全部办理完毕。")


def test_the_office_strikes_it_off_by_a_recorded_way(room):
    row = room.replied()
    with pytest.raises(Refused, match="核实方式"):
        room.on(handling.accept, row, way="", verdict="已核对送达证明")
    room.on(handling.accept, row, way="telephone", verdict="已与本人核对")
    row = room.fresh(row)
    assert (row.state, row.get_way_display(), row.matter.closed_on) == ("done", "电话核实", room.day)
    assert "accept" not in owed(row)


def test_a_returned_reply_keeps_the_limit_and_may_become_a_second_order(room):
    row = room.issued()
    with pytest.raises(Refused, match="逾期未回复或者退回"):
        room.on(orders.order_again, row, data=room.data())
    due_on = row.due_on
    row = room.returned(room.replied(row))
    assert (row.state, row.returns, row.due_on) == ("working", 1, due_on)
    second = room.on(orders.order_again, row, data=room.data(days=5))
    assert second.kind == "second" and row.number in second.document.body
    with pytest.raises(Refused, match="已经有一份"):
        room.on(orders.order_again, row, data=room.data(days=5))
    second = room.issued(second)
    assert (room.fresh(row).state, second.state) == ("replaced", "working")
    assert "reply" not in owed(row) and "reply" in owed(second)


def test_no_second_order_once_the_first_is_settled(room):
    row = room.returned()
    second = room.on(orders.order_again, row, data=room.data())
    row = room.replied(row)
    room.on(handling.accept, row, way="on_site", verdict="现场查看已经整改")
    with pytest.raises(Refused, match="已经销号"):
        room.on(orders.FLOW.submit, second)
    room.on(orders.drop_order, second)
    assert room.fresh(second).state == "dropped"


def test_a_limit_is_moved_once_and_forward(room):
    row = room.issued()
    for until in (row.due_on, room.day):
        with pytest.raises(Refused) as refusal:
            room.on(handling.extend, row, "convenor", until=until, reason="等待鉴定结论")
        assert refusal.value.field == "until"
    later = row.due_on + timedelta(days=7)
    with pytest.raises(NotAllowed):
        room.on(handling.extend, row, "clerk", until=later, reason="等待鉴定结论")
    room.on(handling.extend, row, "convenor", until=later, reason="等待鉴定结论")
    assert WorkItem.objects.get(matter_id=row.pk, kind="order.reply", done_at__isnull=True).due_on == later
    with pytest.raises(Refused, match="已经延期一次"):
        room.on(handling.extend, row, "convenor", until=later + timedelta(days=7), reason="等待鉴定结论")


def test_the_board_is_red_when_late_and_yellow_when_given_back(room):
    clerk = room.cast.actor("clerk")
    row = room.issued()
    assert [one.colour for one in board(clerk, room.day)] == ["green"]
    assert [one.colour for one in board(clerk, row.due_on + timedelta(days=1))] == ["red"]
    room.returned(room.replied(row))
    assert [one.colour for one in board(clerk, room.day)] == ["yellow"]


def test_an_implicated_unit_gets_no_order_about_what_it_is_complained_of(room, stage):
    stage.register()
    room.do(implicate, "clerk", matter=stage.case.matter, unit=room.cast.unit("building"), reason="投诉该单位")
    found = room.candidate(matter=stage.case.matter)
    with pytest.raises(Refused) as refusal:
        room.draft(found)
    assert refusal.value.field == "unit"
    found.refresh_from_db()
    assert found.state == "open"


def test_an_order_about_an_accusation_is_kept_from_all_who_do_not_know_of_it(room, stage):
    """The token stands in the accusation's order and reaches neither the accused unit nor anybody off the list."""
    token = "密语九七四"
    stage.register(
        channel="letter",
        purpose="accusation",
        words=token,
        title=token,
        claims=(),
        place_text="河湾社区",
        targets=(TargetData(unit_id=room.cast.unit("building").pk),),
        named_ids=(room.cast.person("convenor").pk,),
    )
    found = room.candidate("civil", matter=stage.case.matter)
    civil = room.cast.unit("civil").pk
    with pytest.raises(Refused):
        room.draft(room.candidate(matter=stage.case.matter))
    row = room.draft(found, unit_id=civil, facts=f"{token}一事至今没有书面结果。")
    assert row.matter.secrecy == "restricted" and token not in row.matter.title
    knowing = {who for who in room.cast.accounts if matters_visible_to(room.cast.actor(who)).filter(pk=row.pk).exists()}
    assert knowing == {"clerk", "convenor"}
    row = room.issued(row)
    assert (
        get_order(room.cast.actor("liaison2"), row.pk) == row
    )  # the unit in charge signs for it without a hand's help
    assert not matters_visible_to(room.cast.actor("liaison2")).filter(pk=stage.case.pk).exists()
    for who in sorted(set(room.cast.accounts) - knowing - {"liaison2"}):
        with pytest.raises(OutOfScope):
            get_order(room.cast.actor(who), row.pk)
        assert not Notice.objects.filter(recipient=room.cast.person(who), matter=row.matter).exists(), who
