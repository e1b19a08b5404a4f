"""Rules of the joint meeting: who chairs, quorum, co-signing, text of the minutes, completion."""

from datetime import date, datetime

import pytest

from meetings.sessions.rules.co_sign import AGREE, DISSENT, PENDING, Signers, co_signers, is_complete
from meetings.sessions.rules.minutes import MINUTES, ItemText, SessionText, TaskText, body_of, check_ready, heading
from meetings.sessions.rules.quorum import Seat, quorum, roll_of
from meetings.sessions.rules.resolutions import RESOLUTIONS, Completion, check_extension, check_percent
from meetings.sessions.rules.sessions import (
    KINDS,
    SESSIONS,
    check_chair,
    check_close,
    check_kind,
    kinds_by,
    notice_shortfall,
    planned_from_list,
)
from meetings.sessions.rules.topics import TOPICS, check_link, spine_title
from township.dates import check_not_future, check_not_past
from township.refusals import Refused
from township.words import check_words


@pytest.mark.parametrize(
    ("kind", "roles", "may"),
    [
        ("plenary", {"convenor"}, True),
        ("plenary", {"chief_convenor"}, True),
        ("plenary", {"director"}, False),
        ("work", {"director"}, True),
        ("topical", {"director"}, True),
        ("topical", {"clerk", "leader"}, False),
        ("ad_hoc", {"director"}, False),
        ("ad_hoc", {"convenor", "leader"}, True),
        ("office_hours", {"director"}, True),
        ("office_hours", set(), False),
    ],
)
def test_who_may_chair(kind, roles, may):
    if may:
        check_chair(KINDS[kind], "某人", roles)
    else:
        with pytest.raises(Refused) as refused:
            check_chair(KINDS[kind], "某人", roles)
        assert refused.value.field == "chair"


def seats(present: int, absent: int = 0, leave: int = 0, unnoted: int = 0, deputies: int = 0):
    return [
        *[Seat(True, True, False, False)] * (present - deputies),
        *[Seat(True, True, True, True)] * deputies,
        *[Seat(True, False, False, False)] * absent,
        *[Seat(True, False, True, False)] * leave,
        *[Seat(True, None, False, False)] * unnoted,
    ]


@pytest.mark.parametrize(
    ("kind", "present", "members", "needed", "is_met"),
    [
        ("plenary", 5, 10, 6, False),
        ("plenary", 6, 10, 6, True),
        ("plenary", 6, 11, 6, True),
        ("plenary", 5, 11, 6, False),
        ("plenary", 1, 1, 1, True),
        ("topical", 1, 10, 0, None),
    ],
)
def test_quorum_is_more_than_half(kind, present, members, needed, is_met):
    found = quorum(kind, roll_of(seats(present, absent=members - present)))
    assert (found.needed, found.is_met) == (needed, is_met)


def test_quorum_is_open_while_nobody_is_noted():
    assert quorum("plenary", roll_of(seats(0, unnoted=9))).is_met is None


def test_the_roll_counts_everybody_once():
    roll = roll_of([*seats(4, absent=1, leave=2, unnoted=3, deputies=1), Seat(False, True, False, False)])
    assert (roll.members, roll.present, roll.deputies, roll.on_leave, roll.absent, roll.unnoted) == (10, 4, 1, 2, 1, 3)
    assert roll.members == roll.present + roll.on_leave + roll.absent + roll.unnoted
    assert (roll.invitees, roll.invitees_present) == (1, 1)


@pytest.mark.parametrize(
    ("units", "in_charge", "wanted"),
    [
        ([], {}, Signers()),
        ([1], {1: [7]}, Signers()),
        ([1, 2], {1: [7], 2: [7]}, Signers()),
        ([1, 2], {1: [7], 2: [8]}, Signers((1, 2), (7, 8))),
        ([1, 2], {1: [7]}, Signers((1, 2), (7,))),
        ([2, 1, 2], {}, Signers((1, 2), ())),
        ([1, 2], {1: [7, 8], 2: [8, 7]}, Signers()),
        ([1, 2, 3], {1: [7], 2: [7], 3: [9]}, Signers((1, 2, 3), (7, 9))),
    ],
)
def test_who_co_signs(units, in_charge, wanted):
    assert co_signers(units, in_charge) == wanted


@pytest.mark.parametrize(
    ("verdicts", "complete"), [([], True), ([AGREE], True), ([AGREE, PENDING], False), ([AGREE, DISSENT], False)]
)
def test_dissent_and_silence_block(verdicts, complete):
    assert is_complete(verdicts) is complete


SESSION = SessionText("专题会议", "九月专题会议", "三楼会议室", "镇党委副书记李建", datetime(2026, 9, 25, 14, 30))  # noqa: DTZ001
TASK = TaskText("完成首批登记。", "村镇建设办", "何静", date(2026, 10, 5), "发放证书")


def test_the_text_is_put_together_in_order():
    items = [
        ItemText("办证进度", "会议听取了汇报。", "会议认为要加快。", "", (TASK,)),
        ItemText("关于低保复核", "会议听取了汇报。\n另有补充。", "", "会议议定，先行复核。"),
    ]
    assert body_of(SESSION, items).splitlines() == [
        "2026年9月25日下午，镇党委副书记李建在三楼会议室主持召开专题会议（九月专题会议）。现将会议情况纪要如下：",
        "一、关于办证进度",
        "会议听取了汇报。",
        "会议认为要加快。",
        "会议议定：",
        "（一）完成首批登记。（责任单位：村镇建设办；责任人：何静；完成时限：2026年10月5日；落实标准：发放证书）",
        "二、关于低保复核",
        "会议听取了汇报。",
        "另有补充。",
        "会议议定，先行复核。",
    ]


@pytest.mark.parametrize(("title", "shown"), [("办证", "关于办证"), ("关于办证", "关于办证"), ("听取汇报", "听取汇报")])
def test_heading_says_it_once(title, shown):
    assert heading(title) == shown


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], "还没有一个议题"),
        ([ItemText("甲", " ", "", "")], "还没有内容"),
        ([ItemText("甲", "会议听取【单位】汇报。", "", "")], "还有没填的空"),
    ],
)
def test_unready_text_is_not_sent_on(items, words):
    with pytest.raises(Refused, match=words):
        check_ready(items)


def test_ready_text_passes():
    check_ready([ItemText("甲", "", "", "", (TASK,))])


@pytest.mark.parametrize(
    ("figures", "rate", "on_time"),
    [
        ((0, 0, 0, 0, 0), "—（0/0）", "—（0/0）"),
        ((4, 3, 2, 4, 1), "75.0%（3/4）", "50.0%（2/4）"),
        ((5, 0, 0, 5, 5), "0.0%（0/5）", "0.0%（0/5）"),
    ],
)
def test_rates_show_their_figures(figures, rate, on_time):
    found = Completion(*figures)
    assert (found.rate, found.on_time_rate) == (rate, on_time)


@pytest.mark.parametrize(("percent", "before", "ok"), [(0, 0, True), (100, 40, True), (39, 40, False), (101, 0, False)])
def test_percent_goes_forward(percent, before, ok):
    if ok:
        assert check_percent(percent, before) == percent
    else:
        with pytest.raises(Refused):
            check_percent(percent, before)


@pytest.mark.parametrize(
    ("days", "taken", "ok"), [(1, 0, True), (30, 0, True), (31, 0, False), (0, 0, False), (5, 3, False)]
)
def test_one_extension_of_at_most_thirty_days(days, taken, ok):
    if ok:
        assert check_extension(days, taken) == days
    else:
        with pytest.raises(Refused):
            check_extension(days, taken)


@pytest.mark.parametrize(
    ("kind", "told", "starts", "short"),
    [
        ("plenary", date(2026, 9, 22), date(2026, 9, 25), 0),
        ("plenary", date(2026, 9, 23), date(2026, 9, 25), 1),
        ("plenary", date(2026, 9, 25), date(2026, 9, 25), 3),
        ("ad_hoc", date(2026, 9, 25), date(2026, 9, 25), 0),
    ],
)
def test_notice_ahead(kind, told, starts, short):
    assert notice_shortfall(KINDS[kind], told, starts) == short


@pytest.mark.parametrize("kind", list(KINDS))
def test_only_office_hours_close_without_minutes(kind):
    if kind == "office_hours":
        check_close(kind)
    else:
        with pytest.raises(Refused, match="纪要"):
            check_close(kind)


def test_linked_topics_are_not_named_outside_their_page():
    assert spine_title("砂石场扬尘", is_linked=True) == "联席会议议题（内容见本页）"
    assert spine_title("工作要点", is_linked=False) == "工作要点"
    with pytest.raises(Refused, match="检举控告"):
        check_link(secrecy_is_ordinary=False)


@pytest.mark.parametrize(
    ("table", "finished"),
    [
        (SESSIONS, {"closed", "cancelled"}),
        (TOPICS, {"declined", "withdrawn"}),
        (MINUTES, {"issued"}),
        (RESOLUTIONS, {"verified", "dropped"}),
    ],
)
def test_every_state_has_a_way_on_but_the_last_ones(table, finished):
    assert {state for state in table.states if not table.moves_from(state)} == finished


@pytest.mark.parametrize(
    ("move", "state"), [("issue", "draft"), ("approve", "draft"), ("approve", "approved"), ("save_item", "submitted")]
)
def test_minutes_take_no_short_cut(move, state):
    with pytest.raises(Refused, match="不能"):
        MINUTES.move(move, state)


def test_words_and_days():
    assert check_words("理由", " 外出 ", field="reason", least=2) == "外出"
    with pytest.raises(Refused, match="至少写 4 个字"):
        check_words("理由", "外出", field="reason", least=4)
    with pytest.raises(Refused, match="不超过 3 字"):
        check_words("理由", "四个字吧", field="reason", most=3)
    with pytest.raises(Refused, match="不能早于今天"):
        check_not_past("时限", date(2026, 9, 1), today=date(2026, 9, 2), field="on")
    with pytest.raises(Refused, match="不能晚于今天"):
        check_not_future("日期", date(2026, 9, 3), today=date(2026, 9, 2), field="on")


def test_a_rule_profile_names_its_own_kinds():
    named = [{"kind": "topical", "label": "专题会", "chaired_by": ["leader"], "cite": "规则第十条", "notice_days": 5}]
    kinds = kinds_by(named)
    assert set(kinds) == {"topical", "dispatch", "hearing"}  # these two are called for by duties
    assert (kinds["topical"].label, kinds["topical"].notice_days, kinds["topical"].source) == (
        "专题会",
        5,
        "规则第十条",
    )
    check_chair(kinds["topical"], "某人", {"leader"})
    check_chair(kinds["topical"], "某人", {"convenor"})
    with pytest.raises(Refused, match="召集人或班子成员主持"):
        check_chair(kinds["topical"], "某人", {"director"})
    with pytest.raises(Refused, match="制度方案里没有"):
        check_kind("plenary", kinds)
    assert kinds_by([]) == KINDS
    assert kinds_by(named, called_for=["office_hours"])["office_hours"] == KINDS["office_hours"]
    assert planned_from_list(kinds) == [("", "（请选择）"), ("topical", "专题会")]
