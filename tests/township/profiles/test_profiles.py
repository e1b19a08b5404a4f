"""The five rule profiles as data: they parse, quote their source, and can never ask for what is out of bounds."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from township.calendar.rules.days import WorkCalendar
from township.profiles.rules.clause_keys import CLAUSE_KEYS
from township.profiles.rules.clauses import (
    ClauseValues,
    check_start,
    compare,
    differences,
    due_words,
    facts,
    next_due_after,
    next_dues,
)
from township.profiles.rules.profiles import PROFILE_KEYS, parse_profile
from township.refusals import Refused

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "data" / "profiles"
CALENDAR = WorkCalendar()


def raw(key: str) -> dict:
    return tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))


def clause(profile: str, key: str) -> ClauseValues:
    return ClauseValues.of_entry(parse_profile(raw(profile)).clause(key))


def source(name: str) -> str:
    """The source document beside the project, or the test is skipped with a line."""
    for folder in (ROOT.parent, ROOT.parent.parent):
        path = folder / "shared" / "seeds" / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    pytest.skip("the source documents do not lie beside the project")


def test_the_folder_holds_the_five_profiles_and_each_parses():
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(PROFILE_KEYS)
    found = [parse_profile(raw(key)) for key in PROFILE_KEYS]
    assert [profile.letter for profile in found] == ["W", "H", "Y", "X", "J"]
    assert {entry["key"] for profile in found for entry in profile.clauses} == set(CLAUSE_KEYS)
    assert all(facts(ClauseValues.of_entry(entry)) for profile in found for entry in profile.clauses)


@pytest.mark.parametrize("key", PROFILE_KEYS)
def test_every_line_quotes_its_source_word_for_word(key):
    data = raw(key)
    text = source(data["profile"]["seed"])
    lines = [(name, row) for name, rows in data.items() if name != "profile" for row in rows]
    assert [row["cite"] for name, row in lines if not row.get("law") and row["text"] not in text] == []
    assert [row["cite"] for name, row in lines if row.get("law") and not row["text"].startswith("摘要：")] == []


# What of a source is no duty of this office by the calendar, and why.
NO_ROW = {
    "定期排查化解矛盾纠纷": "标题，条文本身另有一条",
    "例会制度": "标题，条文本身另有一条",
    "定期排查调度制度": "标题，条文本身另有一条",
    "第一召集人": "县市区召集人向市述职，乡镇没有这项义务",
    "心理疏导": "对干部的关怀，不是信访工作的期限",
    "事业单位人员": "对人员的处分由有权机关决定",
    "奖励信访办公室": "奖金不采用，见不予采用的内容",
}
PERIODIC = re.compile(r"每(?:半)?[天日周月年季]|定期|半月|季度|年度|一月一|周通报|日前|阶段性")


@pytest.mark.parametrize("key", PROFILE_KEYS)
def test_whatever_a_source_asks_for_by_the_calendar_has_its_row_or_a_reason(key):
    data = raw(key)
    rows = [row["text"] for name, rows in data.items() if name != "profile" for row in rows]
    missing = []
    for sentence in re.split(r"[。；;\n]", source(data["profile"]["seed"])):
        sentence = sentence.strip()
        if not PERIODIC.search(sentence):
            continue
        has_row = any(text.strip("。；") in sentence or sentence in text for text in rows)
        if not has_row and not any(words in sentence for words in NO_ROW):
            missing.append(sentence)
    assert missing == []


@pytest.mark.parametrize(
    ("section", "change", "words"),
    [
        ("clauses", {"fine": 100}, "罚款"),
        ("accountability", {"amount": 200}, "罚款"),
        ("accountability", {"label": "罚款"}, "罚款"),
        ("clauses", {"text": "每人每次100元"}, "罚款"),
        ("accountability", {"veto_count": 3}, "一票否决"),
        ("accountability", {"label": "一票否决"}, "一票否决"),
        ("kpi", {"visits_over": 3}, "信访件数"),
        ("titles", {"person_list": ["某人"]}, "人员名单"),
        ("standing", {"text": "编制重点人员稳控预案"}, "针对信访人"),
        ("clauses", {"label": "接回信访人"}, "针对信访人"),
        ("clauses", {"due": {"at": "end", "key_person": "x"}}, "针对信访人"),
        ("clauses", {"surprise": "x"}, "不认识"),
        ("clauses", {"key": "unheard_of"}, "没有叫"),
        ("clauses", {"cadence": "hourly"}, "不能是"),
        ("clauses", {"owed_by": "units"}, "班子成员办"),
        ("clauses", {"due": {"weekday": 9}}, "1 到 7"),
        ("clauses", {"remind": {"before": [0]}}, "1 到 30"),
        ("clauses", {"is_office_rule": True}, "原文缺什么"),
        ("clauses", {"law": True}, "条例"),
        ("clauses", {"text": ""}, "缺少"),
        ("sessions", {"notice_days": "3"}, "整数"),
        ("marks", {"pattern": "第号"}, "序号"),
        ("kpi", {"statistic_only": True, "weight": 5}, "权重"),
        ("kpi", {"label": "越级访数量"}, "权重为 0"),
    ],
)
def test_what_may_not_be_adopted_is_refused_with_a_sentence(section, change, words):
    data = raw("wulingshan")
    data[section][0] |= change
    with pytest.raises(Refused, match=words):
        parse_profile(data)


def test_what_only_another_organ_may_impose_is_a_proposal_to_it():
    for key in PROFILE_KEYS:
        for form in parse_profile(raw(key)).sections["accountability"]:
            assert form.get("proposal_only", False) == (form["decided_by"] == "organ") == bool(form.get("organ")), form
    data = raw("xiji")
    data["accountability"][4]["proposal_only"] = False
    with pytest.raises(Refused, match="有权机关"):
        parse_profile(data)


def test_the_fines_and_vetoes_of_the_source_stand_among_what_is_not_adopted_with_a_reason():
    refused = parse_profile(raw("xiji")).sections["not_adopted"]
    words = "".join(entry["text"] for entry in refused)
    assert all(word in words for word in ("每人每次100元", "一票否决", "监控", "接回", "3000元"))
    assert all(len(entry["reason"]) > 5 for entry in refused)


def test_due_rules_in_words():
    assert due_words("monthly", {"day": 25, "shift": "back"}) == "每月25日，遇休息日提前到上一个工作日"
    assert due_words("weekly", {"weekday": 5}) == "每周五"
    assert due_words("yearly", {"at": "start", "offset": 58}) == "当年2月28日"
    assert due_words("yearly", {"at": "end", "offset": 31}) == "次年1月31日"
    assert due_words("quarterly", {"at": "end", "offset": 10}) == "次季度首月10日"
    assert due_words("half_monthly", {"at": "end"}) == "15日、月末"
    assert due_words("weekly", {"at": "start", "offset": -1}) == "周一前1日"


def test_the_next_three_due_dates_are_those_the_engine_will_open():
    screening = clause("hengyang", "screening_half_month")
    dues = next_dues(screening, date(2026, 11, 10), CALENDAR)
    assert [one.period.key for one in dues] == ["2026-11b", "2026-12a", "2026-12b"]
    ledger = clause("xiji", "screening_month")
    assert [one.due_on for one in next_dues(ledger, date(2026, 11, 10), CALENDAR, is_new=True)] == [
        date(2026, 11, 25),
        date(2026, 12, 25),
        date(2027, 1, 25),
    ]
    assert next_due_after(
        clause("wulingshan", "annual_report"), date(2026, 8, 1), date(2026, 11, 30), CALENDAR
    ) == date(2027, 1, 29)


def test_two_profiles_compared_clause_by_clause():
    now = {entry["key"]: ClauseValues.of_entry(entry) for entry in parse_profile(raw("wulingshan")).clauses}
    then = {entry["key"]: ClauseValues.of_entry(entry) for entry in parse_profile(raw("hengyang")).clauses}
    kinds = {row.key: row.kind for row in differences(now, then)}
    assert (kinds["screening_half_month"], kinds["dispatch_month"]) == ("add", "end")
    assert (kinds["annual_report"], kinds["reception_week"]) == ("same", "edit")
    lines = {
        label: (before, after) for label, before, after in compare(now["analysis_month"], then["analysis_month"]).lines
    }
    assert lines["周期"] == ("每月", "每季度")


@pytest.mark.parametrize(
    ("day", "running", "first", "is_allowed"),
    [
        (date(2026, 9, 23), None, False, True),
        (date(2026, 9, 22), None, False, False),
        (date(2026, 9, 22), None, True, True),
        (date(2026, 9, 21), None, True, False),
        (date(2026, 10, 1), date(2026, 10, 1), False, False),
        (date(2028, 1, 1), None, False, False),
    ],
)
def test_a_change_begins_on_a_later_day(day, running, first, is_allowed):
    try:
        check_start(day, date(2026, 9, 22), running_from=running, first=first)
    except Refused as refused:
        assert not is_allowed and refused.field == "valid_from"
    else:
        assert is_allowed
