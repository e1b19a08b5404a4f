"""Rounds and disputes by their actions: state, clock, duty, notice, journal; who may and who may not."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from petitions.screening.actions import circulars, disputes, mediations, returns
from petitions.screening.actions import levels as dispute_levels
from petitions.screening.actions import rounds as screenings
from petitions.screening.actions import strikes as dispute_strikes
from petitions.screening.models.disputes import Dispute, ReturnLine
from petitions.screening.models.rounds import Round
from petitions.screening.queries import figures as dispute_figures
from petitions.screening.queries.disputes import disputes_visible_to, get_dispute
from petitions.screening.queries.people import first_responsible
from petitions.screening.queries.rounds import board
from records.duties.actions.duties import decide_excuse, propose_excuse
from records.duties.models.duties import Duty
from records.duties.openers import Opened
from records.duties.rules.duties import Cadence, period_of
from records.figures.sources import FigurePeriod
from records.matters.models.events import Event
from records.papers.actions.documents import text_hash
from records.papers.models.documents import Document
from records.work.actions.reminders import remind_work
from records.work.actions.verify import differences
from tests.exclusions import implicate, recuse
from tests.petitions.screening.field import DUE
from township.actors import NotAllowed, OutOfScope
from township.directory.models.people import Post
from township.refusals import Refused


def test_a_round_is_opened_once_and_returned_nil_late_and_with_disputes(field, cast):
    field.open_round()
    period = Duty.objects.first()
    again = Opened(cast.township.pk, _period(period), list(Duty.objects.all()))
    screenings.opener("screening_half_month")([again], cast.at())
    assert Round.objects.count() == 1
    assert (field.round.title, field.round.returns.count()) == ("2026年9月下半月矛盾纠纷排查", 3)
    assert field.desk("liaison") == ["半月排查"] and field.desk("clerk") == ["汇总本轮排查"]

    nil = field.hand_in("liaison", "building", nil=True)
    assert (nil.state, nil.is_late) == ("nil", False)
    duty = Duty.objects.get(unit=cast.unit("building"))
    assert (duty.state, duty.evidence_id, duty.evidence_text) == ("done", field.round.pk, "零报告")
    assert field.desk("liaison") == []
    with pytest.raises(OutOfScope):
        field.hand_in("liaison", "civil", nil=True)
    with pytest.raises(OutOfScope):
        field.hand_in("grid", "village", nil=True)

    field.report()
    with pytest.raises(Refused, match="不能作零报告"):
        field.hand_in("villager", "village", nil=True)
    field.day = DUE + timedelta(days=1)
    late = field.hand_in("villager", "village", note="国庆假期人员外出")
    assert (late.state, late.is_late, late.new_count) == ("returned", True, 1)
    duty = Duty.objects.get(unit=cast.unit("village"))
    assert (duty.state, duty.done_on) == ("done", field.day)
    shown = {row.report.unit.name: row.words for row in board(cast.actor("clerk"), field.round, field.day)}
    assert shown == {"民政办": "逾期未报", "村镇建设办": "零报告", "河湾社区": "已报（迟报）"}
    assert "correct" not in field.moves(field.round.matter)
    corrected = field.hand_in("villager", "village", note="更正说明")
    assert corrected.returned_at == late.returned_at
    assert field.journal(field.round.matter)[-1] == "screening.correct"


def test_duties_opened_after_their_round_are_done_by_what_was_returned(field, cast):
    period = period_of(Cadence.HALF_MONTHLY, field.day)
    opener = screenings.opener("screening_half_month")
    opener([Opened(cast.township.pk, period, [Duty(unit=cast.unit("building"), due_on=DUE)])], cast.at(hour=1))
    field.round = Round.objects.get()
    field.hand_in("liaison", "building", nil=True)
    assert not Duty.objects.exists()
    field.day += timedelta(days=1)
    opener([Opened(cast.township.pk, period, field.owe("screening_half_month", "building"))], cast.at(field.day))
    duty = Duty.objects.get()
    assert (Round.objects.count(), duty.state, duty.done_on) == (1, "done", field.day - timedelta(days=1))


def test_a_dispute_is_carried_over_until_struck_off_and_must_be_confirmed(field, cast):
    field.open_round("village")
    field.report()
    field.hand_in("villager", "village")
    first, old = field.round, field.dispute
    field.day = date(2026, 10, 8)
    field.open_round("village")
    with pytest.raises(Refused, match="还没有核对"):
        field.hand_in("villager", "village", unchanged=[])
    Dispute.objects.filter(pk=old.pk).update(due_on=field.day - timedelta(days=1))
    with pytest.raises(Refused, match="已过化解期限，不能一键零报告"):
        field.do(returns.report_nil, "villager", round_id=field.round.pk, unit_id=field.unit("village"))
    report = field.hand_in("villager", "village", unchanged=[old.pk])
    assert (report.state, report.new_count, report.carried_count) == ("nil", 0, 1)
    assert ReturnLine.objects.get(report=report).is_unchanged
    field.act(disputes.report_progress, "grid", text="已约定周五现场指界", measures="请村镇建设办到场测量")
    assert field.hand_in("villager", "village", unchanged=[]).carried_count == 1
    field.struck()
    assert field.hand_in("villager", "village", unchanged=[]).carried_count == 0
    assert old.round_id == first.pk


def test_the_round_is_summed_up_and_its_circular_issued_by_two_persons(field, cast, quick_print):
    field.open_round()
    duty = Duty.objects.create(
        township=cast.township,
        clause="screening_circular",
        label="通报",
        period="2026-09",
        period_label="2026年9月",
        first=date(2026, 9, 1),
        last=date(2026, 9, 30),
        due_on=DUE,
        opened_at=cast.at(),
    )
    field.report()
    field.hand_in("villager", "village")
    given = {"round_id": field.round.pk, "revision": field.again().revision}
    with pytest.raises(Refused, match="还有 2 个单位未报"):
        field.do(screenings.close_round, "clerk", **given)
    missing = field.round.returns.filter(state="missing").exclude(unit=cast.unit("building"))
    Post.objects.filter(role="liaison", unit__in=missing.values("unit")).update(ends_on=field.day - timedelta(days=1))
    reached = field.do(screenings.urge_missing, "clerk", round_id=field.round.pk)
    assert (len(reached.units), reached.told, len(reached.unreached)) == (1, 1, 1)
    assert f"{reached.unreached[0]}没有联络员，没有通知到" in reached.sentence and "已催报 1 个单位" in reached.sentence
    urged = dict(field.round.returns.filter(state="missing").values_list("unit__name", "urged"))
    assert urged == {"村镇建设办": 1, reached.unreached[0]: 0}  # what reached nobody is no reminder
    assert field.inbox("liaison") == ["排〔2026〕1号 排查情况未报，期限2026年9月30日，请尽快报送"]
    with pytest.raises(Refused, match="今天已经催报过"):
        field.do(screenings.urge_missing, "clerk", round_id=field.round.pk)

    field.day = DUE + timedelta(days=1)
    field.do(screenings.close_round, "clerk", round_id=field.round.pk, revision=field.again().revision)
    with pytest.raises(Refused, match="不能再更正"):
        field.hand_in("villager", "village")
    assert field.hand_in("liaison", "building", nil=True).is_late
    field.do(circulars.draft_circular, "clerk", round_id=field.round.pk, revision=field.again().revision)
    body = field.again().circular.body
    assert "应报3个单位，已报2个，其中零报告1个，迟报1个。未报：民政办。" in body
    assert "新排查矛盾纠纷1件，涉及2人次" in body and "土地、宅基地1件" in body
    assert "宅基地边界" not in body and "张三" not in body
    circular = {"row_id": field.round.pk}
    assert field.desk("clerk") == ["拟写排查通报"]
    field.do(circulars.FLOW.submit, "clerk", **circular, revision=field.again().revision)
    read = circular | {"version": 1, "text_sha256": text_hash(body), "approved": True}
    assert (field.desk("clerk"), field.desk("director")) == ([], ["审批排查通报"])
    with pytest.raises(NotAllowed):
        field.do(circulars.FLOW.decide, "clerk2", **read)
    field.do(circulars.FLOW.decide, "director", **read)
    assert field.desk("clerk") == ["印发排查通报"]
    field.do(circulars.FLOW.issue_paper, "clerk", **circular, revision=field.again().revision)
    assert (field.again().state, field.round.circular.number) == ("issued", "清信排〔2026〕1号")
    assert field.inbox("liaison")[-1] == "排〔2026〕1号 已印发"
    assert field.desk("clerk") == [] and not list(differences(cast.township.pk))
    duty.refresh_from_db()
    assert (duty.state, duty.evidence_id) == ("done", field.round.pk)
    with pytest.raises(Refused):
        field.do(circulars.FLOW.issue_paper, "clerk", **circular, revision=field.again().revision)


def test_the_director_does_not_approve_his_own_draft(field, quick_print):
    field.open_round("building")
    field.hand_in("liaison", "building", nil=True)
    field.do(screenings.close_round, "director", round_id=field.round.pk, revision=field.again().revision)
    field.do(circulars.draft_circular, "director", round_id=field.round.pk, revision=field.again().revision)
    field.do(circulars.FLOW.submit, "clerk", row_id=field.round.pk, revision=field.again().revision)
    body = field.again().circular.body
    with pytest.raises(Refused, match="拟稿人不能批准"):
        field.do(
            circulars.FLOW.decide,
            "director",
            row_id=field.round.pk,
            version=1,
            text_sha256=text_hash(body),
            approved=True,
        )
    field.again()
    assert field.round.circular.state == Document.State.SUBMITTED


def test_an_excused_unit_owes_no_return_and_a_round_may_end_without_a_circular(field, cast):
    field.open_round("building", "civil")
    assert field.desk("liaison") == field.desk("liaison2") == ["半月排查"]
    duty = Duty.objects.get(unit=cast.unit("building"))
    field.do(propose_excuse, "clerk", duty_id=duty.pk, reason="机构改革，工作移交中")
    field.do(decide_excuse, "director", duty_id=duty.pk, approved=True)
    assert field.desk("liaison") == [] and field.desk("liaison2") == ["半月排查"]
    field.do(returns.report_nil, "liaison2", round_id=field.round.pk, unit_id=field.unit("civil"))
    with pytest.raises(Refused, match="已经报送过"):
        field.do(returns.report_nil, "liaison2", round_id=field.round.pk, unit_id=field.unit("civil"))
    field.day = DUE + timedelta(days=1)
    field.do(screenings.close_round, "clerk", round_id=field.round.pk, revision=field.again().revision)
    field.do(screenings.end_round, "clerk", round_id=field.round.pk, revision=field.again().revision)
    assert field.again().state == "ended" and field.desk("clerk") == []
    assert not list(differences(cast.township.pk))


def test_a_grid_report_goes_up_level_by_level_and_down_again(field, cast):
    field.open_round("village")
    dispute = field.report()
    assert (dispute.number, dispute.level, dispute.unit.name, dispute.round) == (
        "纠〔2026〕1号",
        "grid",
        "河湾社区",
        field.round,
    )
    assert field.report() == dispute  # a second click
    assert field.clock("settle_dispute").due_on == field.day + timedelta(days=15)
    assert first_responsible([dispute], field.day)[dispute.pk].words == "河湾一网格网格员 马丽"
    with pytest.raises(Refused, match="下级上报以后才能接收"):
        field.act(dispute_levels.take_up, "villager")
    field.act(dispute_levels.escalate, "grid", reason="涉及宅基地确权，网格解决不了")
    assert field.inbox("villager")[-1] == "纠〔2026〕1号 下级上报的矛盾纠纷，请接收"
    assert field.clock("take_up_dispute").due_on == date(2026, 9, 24)
    with pytest.raises(NotAllowed):
        field.act(dispute_levels.take_up, "grid")
    row = field.act(dispute_levels.take_up, "villager")
    assert (row.level, row.holder.name, field.clock("take_up_dispute").stopped_on) == ("village", "河湾社区", field.day)
    assert row.person_name == ""  # whoever the grid had named is not the village's
    assert (
        Event.objects.filter(matter=row.matter).order_by("pk").last().text
        == "村（社区）接收，由河湾社区负责，第一责任人：河湾社区书记 唐梅"
    )
    assert first_responsible([row], field.day)[row.pk].words == "河湾社区书记 唐梅"
    with pytest.raises(NotAllowed, match="现在由河湾社区负责"):
        field.proposed("grid")
    field.act(dispute_levels.escalate, "villager", reason="需要村镇建设办测量")
    field.act(dispute_levels.send_back, "clerk", reason="先由社区组织双方协商")
    field.act(dispute_levels.escalate, "villager", reason="协商不成，双方都同意上报")
    row = field.act(dispute_levels.take_up, "clerk", unit_id=field.unit("building"), due_on=date(2026, 10, 20))
    assert (row.level, row.holder.name, row.due_on) == ("township", "村镇建设办", date(2026, 10, 20))
    assert first_responsible([row], field.day)[row.pk].words == "乡镇分管领导 陈立"
    assert get_dispute(cast.actor("grid"), row.pk) and get_dispute(cast.actor("villager"), row.pk)
    assert "本单位负责" in field.inbox("liaison")[-1]
    row = field.act(dispute_levels.assign, "clerk", unit_id=field.unit("village"), remark="测量已完成，由社区组织签字")
    assert (row.level, row.holder.name) == ("village", "河湾社区")
    with pytest.raises(OutOfScope):
        get_dispute(cast.actor("liaison"), row.pk)
    with pytest.raises(Refused, match="已经在乡镇一级"):
        field.report("liaison", "building", title="工地欠薪纠纷")
        field.act(dispute_levels.escalate, "liaison", reason="本单位解决不了")


def test_strike_off_needs_evidence_and_a_second_person(field, cast):
    dispute = field.report()
    with pytest.raises(Refused, match="至少写 6 个字"):
        field.act(dispute_strikes.propose_strike, "grid", way="agreed", text="好了")
    with pytest.raises(Refused, match="还没有达成协议的调解记录"):
        field.act(dispute_strikes.propose_strike, "grid", way="mediated", text="双方已经达成一致意见")
    field.proposed("villager")
    with pytest.raises(Refused, match="申请销号的人不能自己核查"):
        field.act(dispute_strikes.strike_off, "villager", text="已核实")
    with pytest.raises(NotAllowed):
        field.act(dispute_strikes.strike_off, "grid", text="已经核实过了")
    with transaction.atomic(), pytest.raises(IntegrityError):
        Dispute.objects.filter(pk=dispute.pk).update(checked_by=cast.person("villager"))
    row = field.act(dispute_strikes.strike_off, "clerk", text="电话回访双方，均无异议")
    assert (row.state, row.struck_on, row.checked_by) == ("struck", field.day, cast.person("clerk"))
    assert (row.matter.closed_on, field.clock("settle_dispute").stopped_on) == (field.day, field.day)
    assert field.journal(row.matter) == ["dispute.report", "dispute.propose_strike", "dispute.strike_off"]
    row = field.act(dispute_strikes.reopen, "clerk", reason="雨季又起争执")
    assert (row.state, row.matter.closed_on, row.checked_by) == ("handling", None, None)
    assert field.clock("settle_dispute").stopped_on is None
    field.proposed("grid")
    row = field.act(dispute_strikes.return_strike, "villager", text="界桩还没有立好")
    assert (row.state, row.proposed_by) == ("handling", None)


def test_a_limit_is_said_when_it_comes_near_and_when_it_is_past_and_then_goes_up(field, cast):
    field.report()
    assert field.desk("grid") == ["化解纠纷"] and field.desk("villager") == ["督促网格化解纠纷"]
    told = []
    for n in range(30):
        day = field.day + timedelta(days=n)
        for _ in range(2):
            remind_work([cast.township.pk], cast.at(day, 8))
        told += [day] if len(field.inbox("grid")) > len(told) else []
    assert len(field.inbox("grid")) == len(field.inbox("villager")) == len(told)
    due = date(2026, 10, 7)  # in the holidays: the points before it lie on working days
    assert told[0] < due and sum(day > due for day in told) == 3
    assert field.inbox("grid")[0].startswith("纠〔2026〕1号 化解纠纷，2026年10月7日到期")
    assert "已逾期" in field.inbox("grid")[-1] and "逾期未办" in field.inbox("director")[-1]


def test_every_state_in_which_somebody_must_act_is_on_a_desk(field, cast):
    field.report()
    field.act(dispute_levels.escalate, "grid", reason="涉及宅基地确权，网格解决不了")
    assert (field.desk("grid"), field.desk("villager")) == ([], ["接收上报的纠纷"])
    field.act(dispute_levels.take_up, "villager")
    assert field.desk("villager") == ["化解纠纷"]
    field.act(dispute_levels.escalate, "villager", reason="需要村镇建设办测量")
    assert field.desk("clerk") == field.desk("director") == ["接收上报的纠纷"]
    field.act(dispute_levels.take_up, "clerk")
    assert (field.desk("clerk"), field.desk("villager")) == (["化解纠纷"], [])
    field.act(dispute_levels.assign, "clerk", unit_id=field.unit("village"))
    field.act(dispute_levels.assign, "villager", unit_id=field.unit("grid"))
    field.proposed("grid")
    assert (field.desk("villager"), field.desk("clerk")) == (["核查销号"], [])
    field.act(dispute_strikes.return_strike, "villager", text="界桩还没有立好")
    field.proposed("villager")
    assert (field.desk("villager"), field.desk("clerk")) == ([], ["核查销号"])
    field.act(dispute_strikes.strike_off, "clerk", text="电话回访双方，均无异议")
    assert not any(field.desk(who) for who in ("grid", "villager", "clerk", "director"))
    assert not list(differences(cast.township.pk))


def test_a_village_checks_its_grids_only(field):
    field.report("villager", "village", title="物业收费纠纷")
    field.proposed("villager")
    with pytest.raises((NotAllowed, Refused)):
        field.act(dispute_strikes.strike_off, "villager", text="已经核实过了")
    field.act(dispute_strikes.strike_off, "clerk", text="电话回访双方，均无异议")


def test_mediation_makes_a_numbered_agreement_that_only_few_may_read(field, cast, quick_print):
    field.report()
    given = {
        "on": field.day,
        "organ": "committee",
        "mediators": "唐梅、马丽",
        "present": 4,
        "result": "agreed",
        "helpers": ("adviser", "judicial"),
        "facts": "双方对东侧边界各执一词。",
        "terms": "一、以测量点为界。\n二、互不追究。",
        "perform_by": field.day + timedelta(days=10),
        "makes_paper": True,
    }
    with pytest.raises(Refused, match="写明当事人"):
        field.act(mediations.record_mediation, "villager", data=mediations.MediationData(**given))
    given["parties"] = "张三 男 河湾三组12号 13812345678\n李四 男 河湾三组13号"
    field.act(mediations.record_mediation, "villager", data=mediations.MediationData(**given))
    paper = Document.objects.get(kind="mediation_agreement")
    assert (paper.number, paper.state) == ("清信调〔2026〕1号", "issued")
    assert field.moves(field.dispute.matter)[-1] == "mediate"
    assert cast.client("villager").get(f"/documents/{paper.pk}/").status_code == 200
    with pytest.raises(NotAllowed):
        mediations.check_dispute_file(paper, cast.actor("grid"), cast.at())
    with pytest.raises(Refused, match="理由"):
        field.do(disputes.reveal_parties, "villager", dispute_id=field.dispute.pk, reason="看")
    shown = field.do(disputes.reveal_parties, "villager", dispute_id=field.dispute.pk, reason="通知双方签字")
    assert shown.startswith("张三")
    assert field.journal(field.dispute.matter)[-1] == "identity.reveal"
    done = {"way": "mediated", "text": "协议已经履行，界桩已立"}
    with pytest.raises(Refused, match="履行期限是2026年10月2日，还没有到"):
        field.act(dispute_strikes.propose_strike, "villager", **done)
    field.act(dispute_strikes.propose_strike, "villager", early_reason="双方已提前履行完毕", **done)
    field.dispute.refresh_from_db()
    assert field.dispute.evidence_text.endswith("提前销号的理由：双方已提前履行完毕")
    field.act(dispute_strikes.strike_off, "clerk", text="电话回访双方，均无异议")


def test_who_is_shut_out_sees_neither_dispute_nor_notice(field, cast):
    field.open_round("village", "building")
    field.report()
    assert [row.pk for row in disputes_visible_to(cast.actor("grid"))] == [field.dispute.pk]
    assert not disputes_visible_to(cast.actor("liaison")).exists()
    assert not disputes_visible_to(cast.actor("auditor")).exists()
    assert not disputes_visible_to(cast.actor("east_clerk")).exists()
    field.do(recuse, "clerk", matter=field.dispute.matter, person=cast.person("villager"), reason="当事人近亲属")
    assert not disputes_visible_to(cast.actor("villager")).exists()
    field.act(dispute_levels.escalate, "grid", reason="涉及宅基地确权，网格解决不了")
    assert [text for text in field.inbox("villager") if field.dispute.matter.number in text] == []
    field.do(
        implicate, "clerk", matter=field.dispute.matter, person=cast.person("clerk2"), reason="当事人反映其处理不公"
    )
    assert not disputes_visible_to(cast.actor("clerk2")).exists()
    with pytest.raises(OutOfScope):
        field.act(dispute_levels.take_up, "clerk2")


def test_words_about_people_rest_encrypted_and_leave_no_trace(field):
    field.report(parties="张三 13812345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM petitions_dispute")
        stored = repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in cursor.fetchone()])
    assert "张三" not in stored and "13812345678" not in stored
    with pytest.raises(Refused, match="不要写电话"):
        field.report(title="张三13812345678纠纷")


def test_figures_of_a_period_beside_the_one_before(field, cast):
    field.open_round("village", "building")
    field.report()
    field.struck()
    field.report("liaison", "building", title="工地欠薪纠纷", cause="labour", people=12)
    section = dispute_figures.provider(cast.actor("clerk"), FigurePeriod(date(2026, 9, 1), date(2026, 9, 30)))
    values = {figure.label: (figure.value, figure.previous) for figure in section.figures}
    assert values["新排查"] == ("2", "0") and values["销号"] == ("1", "0") and values["期末结转"] == ("1", "0")
    assert values["化解率"] == ("50.0%", "—")
    assert section.tables[1].rows == (("土地、宅基地", "1", "2", "1"), ("劳资", "1", "12", "0"))
    own = dispute_figures.provider(cast.actor("liaison"), FigurePeriod(date(2026, 9, 1), date(2026, 9, 30)))
    assert own.figures[0].value == "1"


def _period(duty):
    return period_of(Cadence.HALF_MONTHLY, duty.first)
