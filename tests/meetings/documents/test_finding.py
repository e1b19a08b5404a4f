"""The one search box finds papers beside cases: by number in any form, by the sender's number, by words; never out of sight."""

from datetime import timedelta

import pytest

from meetings.documents.actions import incoming
from records.finding.queries import find as finding
from records.finding.queries.find import find


@pytest.fixture
def outgoing(desk):
    return desk.issued(desk.paper(title="关于校车排查的通知"))


@pytest.fixture
def come_in(desk):
    data = incoming.IncomingData(
        sender="清川县信访联席办",
        their_number="川信〔2026〕8号",
        title="关于报送校车情况的通知",
        received_on=desk.day,
        urgency="urgent",
        demand="",
        due_on=desk.day + timedelta(days=2),
    )
    return desk.do(incoming.register_incoming, "clerk", data=data, files=())


def look(desk, text, who="clerk", **more):
    return find(desk.cast.actor(who), text, today=desk.day, **more)


def numbers(lines):
    return [line.number for line in lines]


def test_a_paper_is_found_by_its_number_in_any_form(desk, outgoing):
    year, n = outgoing.number[outgoing.number.index("〔") + 1 :].rstrip("号").split("〕")
    mark = outgoing.number.partition("〔")[0]
    for typed in (
        outgoing.number,
        f"{mark}[{year}]{n}号",
        f"{mark}（{year}）{n}号",
        f"{mark}【{year}】{n}号",
        f"{mark}{year}年{n}",
    ):
        found = look(desk, typed)
        assert (found.exact_label, numbers(found.exact)) == ("编号", [outgoing.number]), typed


def test_an_incoming_paper_is_found_by_the_number_its_sender_gave_it(desk, come_in):
    for typed in ("川信〔2026〕8号", "川信[2026]8号", "川信"):
        assert numbers(look(desk, typed).by_words) == [come_in.number], typed


def test_kinds_are_counted_and_one_can_be_chosen(desk, outgoing, come_in):
    found = look(desk, "校车")
    assert [(chip.key, chip.count) for chip in found.chips] == [("paper", 1), ("incoming", 1)]
    assert found.total == 2
    assert numbers(look(desk, "校车", kind="incoming").by_words) == [come_in.number]
    assert look(desk, "校车", kind="incoming").total == 2


def test_a_draft_is_found_by_its_number_and_not_by_its_words(desk):
    draft = desk.paper(title="关于防汛的通知")
    assert numbers(look(desk, draft.matter.number).exact) == [draft.matter.number]
    for said in ("防汛", draft.document.body[:4]):
        assert look(desk, said).total == 0


def test_what_a_unit_may_not_open_is_neither_shown_nor_counted(desk, outgoing, come_in):
    found = look(desk, "校车", "liaison2")
    seen = {chip.key: chip.count for chip in found.chips}
    assert sum(seen.values()) == len(found.by_words) == found.total
    assert look(desk, "校车", "east_clerk").total == 0


def test_words_that_stand_nearly_everywhere_are_not_counted_but_found(desk, outgoing, come_in, monkeypatch):
    monkeypatch.setattr(finding, "MOST_COUNTED", 1)
    monkeypatch.setattr(finding, "PAGE_ROWS", 1)
    first, second = look(desk, "校车"), look(desk, "校车", page=2)
    assert (first.is_common, first.has_more, numbers(first.by_words)) == (True, True, [come_in.number])
    assert (second.has_more, numbers(second.by_words)) == (False, [outgoing.number])
    assert numbers(look(desk, "校车", kind="paper").by_words) == [outgoing.number]


def test_a_line_says_what_state_the_thing_is_in(desk, outgoing):
    assert [(line.kind, line.state, line.who) for line in look(desk, "校车").by_words] == [("发文", "已印发", "")]
