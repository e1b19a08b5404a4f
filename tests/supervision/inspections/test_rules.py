"""The state tables over every state and move, the doors by persona, texts, limits: without a database."""

from datetime import date, timedelta

import pytest

from supervision.inspections.rules import checklists, findings, inspections, papers
from supervision.inspections.rules.finding_work import FindingWork, finding_owed
from supervision.inspections.rules.findings import FINDINGS, FindingFacts
from supervision.inspections.rules.inspection_work import InspectionWork, inspection_owed
from supervision.inspections.rules.inspections import INSPECTIONS, InspectionFacts
from township.refusals import Refused

TODAY = date(2026, 9, 22)
WHOLE = {
    "draft": {"save": "draft", "submit": "submitted", "drop": "dropped"},
    "submitted": {"take_back": "draft", "return_paper": "draft", "approve": "planned"},
    "planned": {
        **dict.fromkeys(("team", "invite", "checklist", "declare", "recuse", "assign"), "planned"),
        "start": "running",
        "drop": "dropped",
    },
    "running": {
        **dict.fromkeys(("team", "declare", "recuse", "assign", "rate", "find", "unphoto"), "running"),
        "end_site": "hearing",
    },
    "hearing": {**dict.fromkeys(("team", "declare", "recuse", "unphoto"), "hearing"), "settle": "rectifying"},
    "rectifying": {"conclude": "done"},
    "done": {},
    "dropped": {},
}
PARTS = {
    "draft": {"change": "draft", "put": "asked", "withdraw": "withdrawn"},
    "asked": {"tell": "told", "uphold": "standing", "withdraw": "withdrawn"},
    "told": {"uphold": "standing", "withdraw": "withdrawn"},
    "standing": {"rectify": "rectifying", "urge": "rectifying", "transfer": "handed", "commend": "commended"},
    "rectifying": {**dict.fromkeys(("plan", "progress", "extend"), "rectifying"), "report": "reported"},
    "reported": {"accept": "cleared", "give_back": "rectifying"},
    "cleared": {"confirm": "done", "reopen": "rectifying"},
    "handed": {"retract": "standing"},
    "done": {},
    "commended": {},
    "withdrawn": {},
}
COMMON = {
    "draft": {"save": "draft", "submit": "submitted", "drop": "dropped"},
    "submitted": {"take_back": "draft", "return_paper": "draft", "approve": "approved"},
}
LETTERS = COMMON | {"approved": {"take_back": "draft", "issue": "waiting"}, "waiting": {"answer": "answered"}}
PLAIN = COMMON | {"approved": {"take_back": "draft", "issue": "issued"}}


@pytest.mark.parametrize(
    ("table", "allowed", "labels"),
    [
        (INSPECTIONS, WHOLE, inspections.STATE_LABELS),
        (FINDINGS, PARTS, findings.STATE_LABELS),
        (papers.PAPERS, PLAIN, papers.STATE_LABELS),
        (papers.TRANSFERS, LETTERS, papers.STATE_LABELS),
    ],
    ids=["inspection", "finding", "paper", "transfer"],
)
def test_every_move_from_every_state(table, allowed, labels):
    for state in labels:
        for move in table.names:
            target = allowed.get(state, {}).get(move)
            if target:
                assert table.target(move, state) == target, (move, state)
            else:
                with pytest.raises(Refused, match=labels[state].split("，")[0]):
                    table.target(move, state)


RIGHTS = frozenset(
    {f"inspection.{one}" for one in ("write", "inspect", "paper", "approve", "receive")}
    | {f"finding.{one}" for one in ("find", "work", "dispose", "verify", "extend")}
)


def whole(state: str, **facts) -> dict[str, str]:
    steps = inspections.DOORS.steps(InspectionFacts(state=state, may=RIGHTS, **facts), INSPECTIONS)
    return {step.name: step.blocked for step in steps}


def part(state: str, **facts) -> dict[str, str]:
    steps = findings.DOORS.steps(FindingFacts(state=state, may=RIGHTS, **facts), FINDINGS)
    return {step.name: step.blocked for step in steps}


def test_doors_of_the_whole_follow_the_team():
    assert "site" not in whole("running") and "site" in whole("running", is_member=True)
    assert "end_site" not in whole("running", is_member=True)
    leading = whole("running", is_member=True, is_leader=True, unrated=2)
    assert leading["end_site"] == "还有2格没有填完"
    assert "declare" in whole("planned", is_member=True)
    assert "declare" not in whole("planned", is_member=True, has_declared=True)
    assert whole("planned", not_ready="还没有编组")["start"] == "还没有编组"
    assert whole("hearing", unsettled=1)["settle"] and not whole("hearing")["settle"]
    assert "report" in whole("rectifying") and "report" not in whole("rectifying", has_report=True)


def test_doors_of_a_finding_by_persona():
    assert set(part("asked")) == {"note_statement"}
    assert set(part("asked", is_unit=True)) == {"tell"}
    assert part("asked", is_member=True, is_leader=True)["uphold"] == "单位还没有说明，期限也没有过"
    assert part("asked", is_member=True, is_leader=True, is_over=True)["uphold"] == ""
    assert set(part("draft", is_member=True)) == {"put", "change", "withdraw"}
    assert set(part("standing")) == {"rectify", "urge", "transfer"}
    assert set(part("standing", nature="practice")) == {"commend"}
    assert part("rectifying", is_unit=True)["report"] == "先填整改措施"
    assert part("reported", is_reporter=True)["accept"].startswith("报告人不能")
    assert "supervise" in part("rectifying", has_failed=True)
    assert "supervise" not in part("rectifying", has_failed=True, was_supervised=True)


def acts(owed) -> dict:
    return {one.act: (one.person or one.unit or one.right, one.day) for one in owed}


def test_every_step_has_its_holder_and_its_day():
    given = {"nature": "problem", "unit": 7, "raised_by": 1, "raised_on": TODAY, "leader": 2}
    later = TODAY + timedelta(days=20)
    work = {
        "draft": {"put": (1, TODAY + timedelta(days=3))},
        "standing": {"rectify": ("finding.dispose", TODAY + timedelta(days=3))},
        "reported": {"accept": ("finding.verify", TODAY + timedelta(days=5))},
        "cleared": {"confirm": ("finding.verify", later)},
        "told": {"uphold": (2, TODAY + timedelta(days=3))},
        "rectifying": {"plan": (7, TODAY + timedelta(days=5)), "report": (7, later)},
        **dict.fromkeys(("done", "handed", "commended", "withdrawn"), {}),
    }
    dates = dict.fromkeys(("stated_on", "upheld_on", "disposed_on", "reported_on"), TODAY)
    for state, wanted in work.items():
        found = FindingWork(state=state, due_on=later, look_back_on=later, **dates, **given)
        assert acts(finding_owed(found)) == wanted, state
    asked = FindingWork(state="asked", statement_due_on=TODAY, **given | {"leader": None})
    assert acts(finding_owed(asked)) == {
        "tell": (7, TODAY),
        "uphold": ("finding.dispose", TODAY + timedelta(days=3)),
    }, "without a leader the office sees to it"


def test_the_preparation_is_owed_step_by_step():
    dates = {"first_on": TODAY, "last_on": TODAY + timedelta(days=3)}
    nothing = InspectionWork(state="planned", **dates)
    assert set(acts(inspection_owed(nothing))) == {"team", "checklist"}
    ready = InspectionWork(state="planned", leader=1, has_items=True, **dates)
    assert set(acts(inspection_owed(ready))) == {"start"}
    waiting = InspectionWork(state="planned", leader=1, has_items=True, undeclared=(2,), unassigned=1, **dates)
    assert set(acts(inspection_owed(waiting))) == {"declare", "assign"}
    assert not list(inspection_owed(InspectionWork(state="hearing", leader=1, **dates)))
    without = InspectionWork(state="hearing", undeclared=(2,), **dates)
    assert set(acts(inspection_owed(without))) == {"team", "declare"}


def test_items_are_typed_one_a_line_or_pasted():
    found = checklists.split_items("登记｜看登记簿｜当日为好\n\n答复|五件\n送达\t回证\t齐全\n接待")
    assert [(one.text, one.look, one.criterion) for one in found] == [
        ("登记", "看登记簿", "当日为好"),
        ("答复", "五件", ""),
        ("送达", "回证", "齐全"),
        ("接待", "", ""),
    ]
    assert checklists.split_items(checklists.as_lines(found))[1].look == "五件"
    for bad in ("一｜二｜三｜四", "好", "内容" + "长" * 300):
        with pytest.raises(Refused, match="第1行"):
            checklists.split_items(bad)
    with pytest.raises(Refused, match="不超过 40 项"):
        checklists.split_items("\n".join(["检查内容"] * 41))


def test_sizes_dates_and_limits():
    with pytest.raises(Refused, match="超过 600 格"):
        inspections.check_size(40, 20)
    with pytest.raises(Refused, match="三个月"):
        inspections.check_dates(TODAY, TODAY + timedelta(days=120), TODAY)
    with pytest.raises(Refused, match="不超过 40 个单位"):
        inspections.check_units(41)
    for days in (1, 11):
        with pytest.raises(Refused, match="工作日"):
            findings.check_statement_days(days)
    with pytest.raises(Refused, match="不超过 12 条"):
        findings.split_evidence("看到一份材料\n" * 12, 1)
    assert findings.split_evidence("看到一份材料", 0) == ["看到一份材料"]


@pytest.mark.parametrize(
    ("facts", "failed"),
    [
        ({"state": "rectifying", "due_on": TODAY}, False),
        ({"state": "rectifying", "due_on": TODAY - timedelta(days=1)}, True),
        ({"state": "reported", "due_on": TODAY - timedelta(days=1)}, False),
        ({"state": "rectifying", "due_on": TODAY, "returns": 1}, True),
        ({"state": "reported", "due_on": TODAY, "reopened": 1}, True),
        ({"state": "cleared", "due_on": TODAY, "returns": 1}, False),
        ({"state": "standing", "due_on": None}, False),
    ],
)
def test_what_counts_as_a_failed_correction(facts, failed):
    assert findings.has_failed(**{"returns": 0, "reopened": 0} | facts, today=TODAY) is failed


def test_texts_say_what_was_heard_and_name_no_count_of_visits():
    about = papers.InspectionText("初信初访督查", "专项督查", TODAY, TODAY, ["甲办", "乙办"], [("甲办", 3, 1, 0)])
    one = papers.FindingText("甲办", False, "两件没有回证。", ["卷三"], "", "", "限期整改", "补齐", TODAY, "整改中")
    good = papers.FindingText("乙办", True, "流程上墙。", ["现场"], "属实", "", "肯定推广", "", None)
    letter = papers.feedback_text(about, [one], "林晓")
    assert "没有说明情况，已如实记录" in letter and "2026年9月22日以前报告结果" in letter
    report = papers.report_text(about, [one, good])
    assert "|甲办|3|1|0|" in report and "甲办：两件没有回证。（整改中）" in report and "请联席会议审议" in report
    handed = papers.FindingText("甲办", False, "另一件。", [], "", "", "另行办理", "", None)
    assert "另一件" not in papers.circular_text(about, [one, handed])
    assert "上访次数" in inspections.plan_text(
        kind="full", form="video", first=TODAY, last=TODAY, purpose="目的", focus=["重点"], units="甲办", instruction=""
    )
    assert "是否处理、怎样处理由你单位依法决定" in papers.transfer_text(about, one, "属于其职责", "林晓")
