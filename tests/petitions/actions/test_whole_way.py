"""One petition from the counter to the file, by the people who do it, with every paper, clock, notice and journal line."""

from datetime import date

from petitions.models import Case


def test_from_the_counter_to_the_file(stage):
    stage.register()
    assert stage.case.number == "清信〔2026〕1号"
    assert stage.running() == {"notice_direct_15"}
    assert len(stage.code) == 8

    stage.assign()
    assert stage.case.state == "assigned"
    assert stage.inbox("liaison") == ["清信〔2026〕1号 交办你单位（主办），办理期限2026年10月22日"]

    stage.receive()
    stage.accept("liaison")
    assert stage.case.state == "handling"
    assert stage.clock("conclude_60").due_on == date(2026, 11, 21)

    stage.draft()
    stage.submit()
    assert any("请审批答复" in line for line in stage.inbox("director"))
    stage.approve()
    assert stage.papers("reply")[0].number == "清信处〔2026〕1号"

    stage.deliver()
    assert stage.clock("ask_review_30").rolled_due_on == date(2026, 10, 22)
    assert "conclude_60" not in stage.running()
    stage.execute()
    stage.conclude()
    assert stage.case.state == "concluded"
    assert stage.case.matter.closed_on == stage.day
    assert Case.objects.get().next_due_on is None
