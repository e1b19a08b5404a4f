"""The sampler against public and own vectors, the published list, the record that repeats the draw, what a seed may be."""

import copy
import json
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.draws.rules import draws as rules
from supervision.draws.rules import records
from supervision.draws.rules.sampler import picks, sample, seed_of
from township.refusals import Refused

VECTORS = Path(__file__).resolve().parents[4] / "shared" / "data" / "sampler" / "tests.json"
# Of Rivest's reference implementation of 14 November 2011, and two of our own: (seed, size, picks with repetitions).
OWN = (
    ("3546311556112163624615351222", 876, [740, 180, 264, 789, 238]),
    ("0", 2, [1, 1, 2]),
    ("31415926535897932384:1", 5, [3, 2, 3, 3, 4]),
)
PUBLISHED = datetime(2026, 9, 20, 9, tzinfo=UTC)
NOW = datetime(2026, 9, 22, 9, tzinfo=UTC)


def numbers(seed: str, size: int, count: int) -> list[int]:
    return [pick.number for pick in islice(picks(seed, size), count)]


@pytest.mark.parametrize(("seed", "size", "expected"), OWN)
def test_own_vectors(seed, size, expected):
    assert numbers(seed, size, len(expected)) == expected


@pytest.mark.skipif(not VECTORS.exists(), reason="the public test vectors are not at ../shared/data/sampler")
def test_public_vectors():
    cases = json.loads(VECTORS.read_text(encoding="utf-8"))["tests"]
    assert len(cases) > 5
    for case in cases:
        data = case["data"]
        assert numbers(data["seed"], data["total"], data["count"]) == case["expected"], data


def test_a_pick_is_what_any_sha256_says():
    pick = next(picks("31415926535897932384:1", 7))
    assert pick.text == "31415926535897932384:1,1"
    assert pick.digest == sha256(b"31415926535897932384:1,1").hexdigest()
    assert pick.remainder == int(pick.digest, 16) % 7 == pick.number - 1


@given(st.text(st.characters(categories=["Nd", "L"]), min_size=1, max_size=30), st.integers(1, 60), st.data())
def test_without_replacement_everybody_once(seed, size, data):
    wanted = data.draw(st.integers(0, size))
    drawn = sample(seed, size, wanted)
    assert len({pick.number for pick in drawn}) == wanted and all(1 <= pick.number <= size for pick in drawn)
    assert sample(seed, size, wanted) == drawn
    assert [pick.counter for pick in drawn] == sorted(pick.counter for pick in drawn)


def test_more_than_there_are_is_refused():
    with pytest.raises(Refused, match="只有 3 个单位，抽不出 4 个"):
        sample("1", 3, 4)
    assert sample("1", 0, 0) == []


STRATA = (
    records.Stratum(1, "村（社区）", 1, ("柳林村", "河湾社区")),
    records.Stratum(2, "成员单位", 2, ("民政办", "应急办", "司法所")),
)
POPULATION = records.Population("清河镇联席办", "2026年第三季度", "按期答复", STRATA, (("派出所", "已专项检查"),))


def a_record(seed: str = "31415926535897932384") -> dict:
    text = records.population_text(POPULATION)
    lines = records.drawn(STRATA, seed)
    more = {"witness": "马清远"}
    return json.loads(records.record(number="清抽〔2026〕1号", population=text, seed=seed, lines=lines, more=more))


def test_the_published_list_is_read_back_and_its_hash_is_that_of_its_bytes():
    text = records.population_text(POPULATION)
    assert tuple(records.strata_in(text)) == STRATA
    assert "不列入：派出所（已专项检查）" in text and text.endswith("\n")
    assert records.hash_of(text) == sha256(text.encode()).hexdigest()


def test_a_label_cannot_break_a_line_of_the_list():
    odd = records.Population("办", "期", "题", (records.Stratum(1, "村", 1, ("甲村\n1-2 乙村",)),))
    assert records.strata_in(records.population_text(odd))[0].units == ("甲村 1-2 乙村",)


def test_an_honest_record_has_no_differences():
    assert records.differences(a_record()) == []


@pytest.mark.parametrize(
    "forge",
    [
        lambda r: r["picks"][0].update(unit="河湾社区" if r["picks"][0]["unit"] == "柳林村" else "柳林村"),
        lambda r: r["picks"].pop(),
        lambda r: r.update(seed="31415926535897932385"),
        lambda r: r.update(population=r["population"].replace("柳林村", "柳林新村")),
        lambda r: r["picks"][1].update(sha256="0" * 64),
        lambda r: r.update(picks=[1, 2, 3]),
    ],
)
def test_whatever_is_changed_is_found(forge):
    forged = copy.deepcopy(a_record())
    forge(forged)
    assert records.differences(forged)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "不是文件", '{"form": "spot-check-draw/1"}', '{"form": 3}', "[" * 100_000]
)
def test_another_file_is_told_so(text):
    with pytest.raises(Refused, match=r"抽取记录文件"):
        records.read_record(text)


@pytest.mark.parametrize(
    "text", ["[1] 村 共2个 抽1个\n1-1 甲村\n", "[1] 村 共2个 抽1个\n1-1 甲村\n1-3 乙村\n", "什么也没有"]
)
def test_a_list_that_was_tampered_with_is_told_so(text):
    with pytest.raises(Refused):
        records.strata_in(text)


def test_strata_are_drawn_apart():
    assert seed_of("5", 1) != seed_of("5", 2)


@pytest.mark.parametrize(
    ("kind", "seed", "source", "came_on", "field"),
    [
        ("dice", "1234", "", NOW.date(), "seed"),
        ("dice", "1" * 20, "", NOW.date(), "seed"),
        ("dice", "1234567890123456789a", "", NOW.date(), "seed"),
        ("public", "12345", "第120期", NOW.date(), "seed"),
        ("public", "120345,!", "第120期", NOW.date(), "seed"),
        ("public", "0612182127", "", NOW.date(), "source"),
        ("public", "0612182127", "双色球第120期", PUBLISHED.date(), "came_on"),
        ("public", "0612182127", "双色球第120期", date(2026, 9, 1), "came_on"),
        ("public", "0612182127", "双色球第120期", date(2026, 9, 23), "came_on"),
        ("", "0612182127", "双色球第120期", NOW.date(), "kind"),
    ],
)
def test_what_is_no_seed(kind, seed, source, came_on, field):
    with pytest.raises(Refused) as refused:
        rules.check_seed(kind, seed, source, came_on, PUBLISHED, NOW)
    assert refused.value.field == field


def test_what_is_a_seed():
    assert rules.check_seed("dice", "31415 92653 58979 32384", "", NOW.date(), PUBLISHED, NOW) == "31415926535897932384"
    given = rules.check_seed("public", "06 12 18 21", "双色球第120期", date(2026, 9, 21), PUBLISHED, NOW)
    assert given == "06121821"
    with pytest.raises(Refused, match="公布以后"):
        rules.check_seed("dice", "31415926535897932384", "", NOW.date(), NOW, NOW)


@pytest.mark.parametrize("state", list(rules.STATE_LABELS))
@pytest.mark.parametrize("move", rules.DRAWS.names)
def test_every_state_with_every_move(state, move):
    """Nothing changes a published list; a seed is thrown once; what is circulated stays."""
    is_open = rules.DRAWS.allows(move, state)
    if move in ("save", "exclude", "include", "submit", "drop"):
        assert is_open == (state == "draft")
    elif move == "seed":
        assert is_open == (state == "published")
    elif move in ("record", "conclude"):
        assert is_open == (state == "drawn")
    elif move == "replace":
        assert is_open == (state in ("published", "drawn"))
    else:
        assert is_open == (state == "submitted")
    if not is_open:
        with pytest.raises(Refused):
            rules.DRAWS.move(move, state)


def test_who_owes_the_next_step():
    due = date(2026, 9, 30)
    assert [one.act for one in rules.draw_owed("published", [], due, has_next=False)] == ["seed"]
    assert list(rules.draw_owed("published", [], due, has_next=True)) == []
    assert [one.part for one in rules.draw_owed("drawn", [(4, "甲村"), (5, "乙村")], due, has_next=False)] == [4, 5]
    assert [one.act for one in rules.draw_owed("drawn", [], due, has_next=False)] == ["conclude"]
    assert list(rules.draw_owed("done", [], due, has_next=False)) == []
