"""The ladder, the three tables over every state and move, the limits, what may be a ground, who owes what."""

from datetime import date, timedelta
from itertools import product

import pytest

from records.acts.rules.states import StateTable
from records.duties.rules.candidates import GROUNDS
from supervision.accountability.rules import causes, grounds, ladder, measures, texts
from supervision.accountability.rules.measures import DOORS, MeasureFacts, MeasureWork
from township.profiles.files import profile
from township.profiles.rules.profiles import PROFILE_KEYS
from township.refusals import Refused

TODAY = date(2026, 9, 22)
RIGHTS = frozenset(
    f"measure.{one}" for one in ("state", "propose", "decide", "decide_director", "serve", "review", "lift")
)
TABLES = {"talk": measures.TALK_TABLE, "criticism": measures.CRITICISM_TABLE, "organ": measures.ORGAN_TABLE}
COMMON = {
    "draft": {"change": "draft", "notify": "hearing", "withdraw": "withdrawn"},
    "hearing": {"extend": "hearing", "state": "heard", "silence": "heard", "withdraw": "withdrawn"},
    "heard": {"save": "heard", "submit": "submitted", "withdraw": "withdrawn"},
    "submitted": {"take_back": "heard", "return_paper": "heard", "approve": "approved", "decline": "declined"},
    "approved": {"take_back": "heard"},
}
EFFECT = {
    "in_effect": {"object": "review", "lift": "lifted", "expire": "expired"},
    "review": {"uphold": "in_effect", "revoke": "revoked"},
}
ALLOWED = {
    "talk": COMMON
    | EFFECT
    | {
        "approved": {"take_back": "heard", "issue": "called"},
        "called": {"talk": "talked"},
        "talked": {"talk": "talked", "sign": "in_effect"},
    },
    "criticism": COMMON | EFFECT | {"approved": {"take_back": "heard", "issue": "in_effect"}},
    "organ": COMMON | {"approved": {"take_back": "heard", "issue": "sent"}, "sent": {"answer": "answered"}},
}
EVERY = [
    (name, state, move) for name, table in TABLES.items() for state, move in product(measures.STATE_LABELS, table.names)
]


@pytest.mark.parametrize(("name", "state", "move"), EVERY)
def test_every_move_from_every_state(name, state, move):
    table: StateTable = TABLES[name]
    if move in ALLOWED[name].get(state, {}):
        assert table.target(move, state) == ALLOWED[name][state][move]
    else:
        with pytest.raises(Refused, match=measures.STATE_LABELS[state]) as refused:
            table.target(move, state)
        assert refused.value.article


def test_what_another_organ_imposes_never_has_an_effect_here():
    reached, left = {"draft"}, ["draft"]
    while left:
        for move in measures.ORGAN_TABLE.moves_from(left.pop()):
            if move.target not in reached:
                reached.add(move.target)
                left.append(move.target)
    assert not reached & (measures.STANDING | {"called", "talked", "lifted", "expired"})
    assert {"sent", "answered"} <= reached


def test_a_served_measure_is_not_withdrawn():
    with pytest.raises(Refused, match="已经送达的不能撤回"):
        measures.TALK_TABLE.move("withdraw", "in_effect")


@pytest.mark.parametrize("state", sorted(set(measures.STATE_LABELS) - measures.CLOSED))
@pytest.mark.parametrize("name", TABLES)
def test_every_open_state_leads_on(name, state):
    if state in ALLOWED[name]:
        assert TABLES[name].moves_from(state)


# --- ladder -------------------------------------------------------------------------------------------------------------

ENTRIES = [
    {"key": "transfer", "label": "移交纪委", "level": 4, "decided_by": "organ", "organ": "乡纪委", "cite": "第十二条"},
    {"key": "criticism", "label": "通报批评", "level": 1, "decided_by": "convenor", "cite": "第十二条"},
    {"key": "director_talk", "label": "主任约谈", "level": 2, "decided_by": "director", "cite": "第十二条"},
    {"key": "listing", "label": "挂牌整治", "level": 3, "decided_by": "convenor", "cite": "第十二条"},
]


def test_the_ladder_is_the_profiles_from_the_lightest_and_without_the_listing():
    rungs = ladder.ladder(ENTRIES)
    assert [rung.key for rung in rungs] == ["criticism", "director_talk", "transfer"]
    assert rungs[2].words == "建议乡纪委：移交纪委" and rungs[2].is_organ and not rungs[0].is_organ
    assert (rungs[1].talker, rungs[1].is_talk) == ("联席办主任", True)
    with pytest.raises(Refused) as refused:
        ladder.rung_of(rungs, "suspension")
    assert refused.value.field == "form"


def test_a_paper_names_no_document_of_another_place():
    own = {"key": "talk", "label": "约谈", "level": 2, "decided_by": "convenor", "cite": "《清河镇信访工作规则》第十条"}
    law = {
        "key": "x",
        "label": "通报",
        "level": 3,
        "decided_by": "convenor",
        "cite": "《信访工作条例》第三十八条",
        "law": True,
    }
    rungs = ladder.ladder([ENTRIES[1], own, law], {"第十二条", law["cite"]})
    assert [rung.cite for rung in rungs] == [ladder.OWN_RULES, own["cite"], law["cite"]]


def test_no_rung_of_any_profile_is_a_fine():
    for key in PROFILE_KEYS:
        for rung in ladder.ladder(profile(key).sections["accountability"]):
            assert "罚款" not in rung.label and "扣分" not in rung.label


def test_a_lighter_rung_comes_first_or_the_reason_is_long():
    talk = ladder.Rung("convenor_talk", "召集人约谈", 3, "convenor")
    ladder.check_proportion(talk, [2], "此前已经由主任约谈过")
    with pytest.raises(Refused, match="较轻的方式为什么不够") as refused:
        ladder.check_proportion(talk, [1], "此前已经通报批评过")
    assert refused.value.field == "proportion"
    ladder.check_proportion(talk, [], "问题性质比较严重，群众多次催问，提醒和督办以后仍然没有办理，通报不足以督促。")
    with pytest.raises(Refused):
        ladder.check_proportion(talk, [2], "很严重")


def test_some_forms_are_for_persons_and_nobody_here_stands_above_the_chief_convenor():
    admonition = ladder.Rung("admonition", "诫勉谈话", 3, "organ", "镇党委")
    with pytest.raises(Refused) as refused:
        ladder.check_subject(admonition, is_person=False, heads_the_office=False)
    assert refused.value.field == "person"
    ladder.check_subject(admonition, is_person=True, heads_the_office=True)
    with pytest.raises(Refused, match="总召集人"):
        ladder.check_subject(ladder.Rung("criticism", "通报批评", 1, "convenor"), is_person=True, heads_the_office=True)


# --- grounds ------------------------------------------------------------------------------------------------------------


def test_no_act_of_a_petitioner_is_a_ground():
    assert not grounds.ACCOUNTABLE & {"repeat", "dissatisfied"}
    assert (
        set(GROUNDS) > grounds.ACCOUNTABLE and {"overdue_case", "overdue_work", "missing_duty"} <= grounds.ACCOUNTABLE
    )
    with pytest.raises(Refused, match="不因群众信访本身") as refused:
        grounds.check_grounds(0)
    assert refused.value.field == "grounds"
    with pytest.raises(Refused):
        grounds.check_grounds(21)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, []),
        ({"is_late": True}, ["超过办理期限"]),
        ({"returns": 2}, ["回复被退回2次"]),
        ({"is_second": True, "is_replaced": True}, ["经二次督办", "未办结，转二次督办"]),
    ],
)
def test_what_went_wrong_with_an_order(facts, words):
    given = {"is_second": False, "returns": 0, "is_late": False, "is_replaced": False} | facts
    assert grounds.order_faults(**given) == words


# --- limits -------------------------------------------------------------------------------------------------------------


def test_the_limit_of_a_statement():
    measures.check_in_time(TODAY, TODAY)
    with pytest.raises(Refused, match="陈述期限已过"):
        measures.check_in_time(TODAY, TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="还没有过"):
        measures.check_silence(TODAY, TODAY)
    measures.check_silence(TODAY, TODAY + timedelta(days=1))
    for days in (2, 16):
        with pytest.raises(Refused):
            measures.check_hearing_days(days)


def test_a_limit_is_extended_once_forward_and_not_too_far():
    latest = TODAY + timedelta(days=20)
    measures.check_extension(TODAY, latest, latest, False)
    for until, was in ((TODAY, False), (latest + timedelta(days=1), False), (latest, True)):
        with pytest.raises(Refused):
            measures.check_extension(TODAY, until, latest, was)


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ({"decider": 1, "proposer": 1, "subject": 2}, "提出人"),
        ({"decider": 1, "proposer": 3, "subject": 1}, "本人"),
        ({"decider": 1, "proposer": 3, "subject": 2, "first_decider": 1}, "原决定人"),
    ],
)
def test_proposer_decider_subject_and_reviewer_are_different(people, sentence):
    with pytest.raises(Refused, match=sentence):
        measures.check_people(**people)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 9, 22), 3, date(2026, 12, 21)),
        (date(2026, 12, 1), 12, date(2027, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 27)),
        (date(2026, 1, 31), 0, None),
    ],
)
def test_how_long_a_measure_stands(first, months, last):
    assert measures.last_day(first, months) == last


# --- doors and work -----------------------------------------------------------------------------------------------------


def buttons(state: str, table: str = "talk", **facts) -> dict[str, str]:
    given = MeasureFacts(state=state, may=RIGHTS, **facts)
    return {step.name: step.blocked for step in DOORS.steps(given, TABLES[table])}


def test_the_subject_has_its_own_steps_and_no_others():
    assert buttons("hearing", is_subject=True) == {"state": ""}
    assert buttons("hearing", is_subject=True, is_over=True) == {}
    assert buttons("in_effect", is_subject=True, may_object=True, is_unreceived=True) == {"object": "", "receive": ""}
    assert buttons("draft", is_subject=True) == {}


def test_silence_waits_for_the_limit():
    assert buttons("hearing")["silence"] == "陈述期限还没有过" and "state" not in buttons("hearing")
    assert buttons("hearing", is_over=True)["silence"] == ""
    assert "extend" not in buttons("hearing", was_extended=True)


def test_who_is_barred_sees_why():
    shown = buttons("submitted", text="submitted", decides=True, bars="由您分管")
    assert shown["decide"] == shown["decline"] == "由您分管"
    assert buttons("review", bars_review="原决定人")["uphold"] == "原决定人"


def owed(state: str, **facts) -> dict[str, object]:
    given = MeasureWork(**{"state": state, "subject": {"person": 5}, "proposer": 2, "statement_due_on": TODAY} | facts)
    return {one.act: one for one in measures.measure_owed(given)}


def test_who_owes_what():
    assert owed("draft")["notify"].person == 2
    hearing = owed("hearing")
    assert (hearing["state"].person, hearing["state"].due_on, hearing["silence"].person) == (5, TODAY, 2)
    assert hearing["state"].plan.escalate_after == 0, "nobody is chased for staying silent"
    assert owed("hearing", subject={"unit": 9})["state"].unit == 9
    assert owed("called", talk_on=TODAY)["talk"].due_on == TODAY
    assert set(owed("sent", answer_due_on=TODAY)) == {"answer"}
    assert owed("review", decider=7)["uphold"].except_person == 7
    assert set(owed("in_effect", is_unreceived=True)) == {"receive"}
    assert [owed(state) for state in ("in_effect", *sorted(measures.CLOSED))] == [{}] * 7


# --- texts --------------------------------------------------------------------------------------------------------------


def decision(rung: ladder.Rung, **changes) -> str:
    given = {
        "rung": rung,
        "subject": "某办",
        "is_person": False,
        "findings": "逾期未答复。",
        "grounds": ["9月15日逾期"],
        "has_statement": True,
        "answer": "部分采纳。",
        "proportion": "此前已经督办。",
        "demand": "限期答复。",
        "months": 6,
    }
    return texts.decision_text(texts.Decision(**given | changes))


def test_a_proposal_to_an_organ_is_worded_as_advice():
    organ = ladder.Rung("suspension", "停职检查", 5, "organ", "任免机关", "第四条")
    text = decision(organ)
    assert "建议按照干部管理权限研究停职检查" in text and "由你单位决定" in text and "决定对" not in text
    assert texts.decision_title(organ) == "关于停职检查的问责建议函"
    assert "移交你单位依规依纪处理" in decision(ladder.Rung("transfer", "移交", 4, "organ", "纪委", "第四条"))


def test_a_talk_names_day_place_and_who_holds_it_and_how_to_object():
    rung = ladder.Rung("director_talk", "主任约谈", 2, "convenor", "", "第十二条")
    text = decision(rung, talk="2026年9月25日9:30，二楼会议室")
    assert "进行主任约谈，由联席办主任主持，时间和地点：2026年9月25日9:30，二楼会议室" in text
    assert "6个月有效" in text and "申请复核" in text and texts.decision_title(rung) == "约谈通知书"


def test_silence_is_written_down_and_not_held_against_anybody():
    text = decision(ladder.Rung("criticism", "通报批评", 1, "convenor", "", "第十二条"), has_statement=False, months=0)
    assert "期限内没有陈述，已如实记录" in text and "整改到位后由召集人解除" in text


# --- causes -------------------------------------------------------------------------------------------------------------

CAUSE_MOVES = {
    "draft": {"change": "draft", "ask": "asked", "drop": "dropped"},
    "asked": {"tell": "asked", "hear": "heard", "drop": "dropped"},
    "heard": {"save": "heard", "submit": "submitted", "drop": "dropped"},
    "submitted": {"take_back": "heard", "return_paper": "heard", "approve": "decided"},
    "decided": {},
    "dropped": {},
}


@pytest.mark.parametrize("state", causes.STATE_LABELS)
@pytest.mark.parametrize("move", causes.CAUSES.names)
def test_every_move_of_a_cause(state, move):
    if move in CAUSE_MOVES[state]:
        assert causes.CAUSES.target(move, state) == CAUSE_MOVES[state][move]
    else:
        with pytest.raises(Refused, match=causes.STATE_LABELS[state]):
            causes.CAUSES.target(move, state)


def test_something_has_to_be_found_on_one_side():
    causes.check_sides({"causing": "none", "handling": "late"})
    for kinds, field in (
        ({"causing": "none", "handling": "none"}, "causing_kind"),
        ({"causing": "late", "handling": "late"}, "causing_kind"),
        ({"causing": "inaction", "handling": "visit"}, "handling_kind"),
    ):
        with pytest.raises(Refused) as refused:
            causes.check_sides(kinds)
        assert refused.value.field == field


def test_the_asking_ends_when_all_have_spoken_or_the_limit_is_past():
    causes.check_heard([], TODAY, TODAY)
    causes.check_heard(["农业服务中心"], TODAY, TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="农业服务中心"):
        causes.check_heard(["农业服务中心"], TODAY, TODAY)


def test_what_a_cause_owes():
    (ask,) = causes.cause_owed("draft", [], None, 3)
    assert (ask.act, ask.person) == ("ask", 3)
    found = list(causes.cause_owed("asked", [(1, 8), (2, None)], TODAY, 3))
    assert [(one.act, one.unit, one.part) for one in found] == [("tell", 8, 1), ("hear", None, 0)]


def test_the_report_tells_both_sides_and_silence():
    side = causes.SideText("causing", "农业服务中心", "inaction", "没有公示。", ["9月1日登记"], "")
    other = causes.SideText("handling", "村镇建设办", "late", "逾期。", [], "等待测绘。")
    text = causes.report_text("1号", [side, other], "结论", "建议")
    assert "一、引发环节" in text and "没有说明情况，已如实记录" in text and "该单位说明：等待测绘。" in text
