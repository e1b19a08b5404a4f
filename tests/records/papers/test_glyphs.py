"""生僻字代用: decided by the office, once for a character, ended and never changed."""

from datetime import date

import pytest

from records.papers.actions.glyphs import decide_stand_in, end_stand_in
from records.papers.models.glyphs import GlyphStandIn
from records.papers.queries.glyphs import stand_ins_of
from records.papers.rules.glyphs import Decided, check_sign, with_stand_ins
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

SIGN = "\U00032000"
GIVEN = {"sign": "U+32000", "words": "〔⿰王兴〕", "reason": "户口簿在卷，字库待装"}


@pytest.mark.parametrize("typed", [SIGN, "U+32000", "u+32000", "32000", "&#x32000;"])
def test_a_character_is_named_by_itself_or_its_code(typed):
    assert check_sign(typed) == SIGN


@pytest.mark.parametrize("typed", ["", "王兴", "A", " ", "U+D800", "U+FFFFFF"])
def test_what_is_no_character_of_a_name_is_refused(typed):
    with pytest.raises(Refused) as refusal:
        check_sign(typed)
    assert refusal.value.field == "sign"


def test_a_page_shows_words_in_brackets_and_the_note_once_for_each_page():
    html = with_stand_ins(
        f"<body class='x'><p>张{SIGN}</p>", {SIGN: Decided("王+兴", date(2026, 11, 30), "清河镇联席办")}
    )
    assert "<p>张〔王+兴〕</p>" in html and SIGN not in html
    assert "〔王+兴〕代字库没有的字 U+32000，清河镇联席办2026年11月30日决定。" in html and "position:fixed" in html


@pytest.mark.django_db
def test_the_director_decides_and_ends_and_both_are_in_the_journal(cast):
    by, at = cast.actor("director"), cast.at()
    row = decide_stand_in(**GIVEN, by=by, at=at)
    assert (row.sign, row.words) == (SIGN, "⿰王兴")
    assert stand_ins_of(cast.township.pk)([SIGN, "王"])[SIGN].words == "⿰王兴"
    assert stand_ins_of(cast.east.pk)([SIGN]) == {}
    with pytest.raises(Refused, match="请先停用"):
        decide_stand_in(**GIVEN | {"words": "王兴"}, by=by, at=at)
    end_stand_in(row_id=row.pk, by=by, at=at)
    assert stand_ins_of(cast.township.pk)([SIGN]) == {}
    assert [line.action for line in JournalEntry.objects.order_by("-seq")[:2]] == ["glyph.end", "glyph.decide"]
    with pytest.raises(Refused, match="已经停用"):
        end_stand_in(row_id=row.pk, by=by, at=at)


@pytest.mark.django_db
def test_nobody_below_decides_and_no_other_township_ends(cast):
    with pytest.raises(NotAllowed):
        decide_stand_in(**GIVEN, by=cast.actor("clerk"), at=cast.at())
    row = decide_stand_in(**GIVEN, by=cast.actor("director"), at=cast.at())
    GlyphStandIn.objects.filter(pk=row.pk).update(township=cast.east)
    with pytest.raises(OutOfScope):
        end_stand_in(row_id=row.pk, by=cast.actor("director"), at=cast.at())


@pytest.mark.django_db
def test_the_page_decides_and_shows(cast, client):
    client.force_login(cast.account("director"))
    assert client.post("/glyphs/", GIVEN).status_code == 302
    page = client.get("/glyphs/").content.decode()
    assert "〔⿰王兴〕" in page and "U+32000" in page and "停用" in page
    client.post(f"/glyphs/{GlyphStandIn.objects.get().pk}/end/")
    assert GlyphStandIn.objects.get().ended_by == cast.person("director")
