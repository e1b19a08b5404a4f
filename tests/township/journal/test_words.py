"""The journal speaks Chinese: every code that is written has its word."""

import re
from pathlib import Path

from records.areas import words_of
from records.matters.kinds import KINDS
from township.journal.words import WORDS

ROOT = Path(__file__).resolve().parents[3]
AREAS = ("township", "records", "petitions", "meetings", "supervision", "assessment")
WHOLE = re.compile(r'action="([a-z_]+\.[a-z_]+)"')
OF_A_TURN = re.compile(r'(?:finish|journal)\(turn, "([a-z_]+)"')


def written(pattern: re.Pattern) -> set[str]:
    files = (path for area in AREAS for path in (ROOT / area).rglob("*.py") if "migrations" not in path.parts)
    return {code for path in files for code in pattern.findall(path.read_text(encoding="utf-8"))}


def test_every_code_of_a_line_has_its_word():
    assert sorted(written(WHOLE) - set(WORDS)) == []


def test_every_step_of_a_turn_has_its_word():
    steps = {code.partition(".")[2] for code in WORDS}
    assert sorted(written(OF_A_TURN) - steps) == []


def test_every_move_of_every_kind_has_its_word():
    """A kind whose state table nobody found would write its inner codes."""
    with_states = [kind for kind in KINDS.values() if kind.model is not None and hasattr(kind.model, "state")]
    assert [kind.key for kind in with_states if not kind.tables] == []
    assert {code for kind in with_states for code in words_of(kind)} <= set(WORDS)
