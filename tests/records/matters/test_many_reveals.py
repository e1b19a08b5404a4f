"""Ten looks at identities within ten minutes: the director hears of it, of his own a convenor; nine are nobody's business."""

from datetime import timedelta

import pytest

from records.matters.actions.reveal import MANY, note_reveal
from records.notices.models.notices import Notice


def look(matter, cast, who, times, start=0, apart=0):
    for n in range(start, start + times):
        note_reveal(
            matter=matter,
            whose=n,
            fields=["name"],
            reason="电话告知进展",
            by=cast.actor(who),
            at=cast.at() + timedelta(minutes=n * apart),
        )


@pytest.mark.parametrize(("who", "told"), [("clerk", {"director"}), ("director", {"chief", "convenor"})])
def test_the_tenth_look_tells_once(matter, cast, who, told):
    look(matter, cast, who, MANY - 1)
    assert not Notice.objects.exists()
    look(matter, cast, who, 4, start=MANY)
    rows = Notice.objects.filter(kind="identity.many")
    assert {row.recipient for row in rows} == {cast.person(key) for key in told}
    assert rows.count() == len(told)
    assert all(matter.number not in row.text and "林晓" not in row.text for row in rows)


def test_looks_spread_over_the_day_are_work(matter, cast):
    look(matter, cast, "clerk", 20, apart=2)
    assert not Notice.objects.exists()
