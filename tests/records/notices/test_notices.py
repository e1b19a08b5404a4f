"""Notices reach only who may see the matter, once, and say nothing personal."""

import pytest

from records.matters.models.access import Recusal
from records.notices.actions.notices import mark_read, notify
from records.notices.models.notices import Notice
from records.notices.queries.notices import UNREAD, inbox
from tests.exclusions import recuse
from township.frame.slips import answered


def tell(matter, cast, keys, text="清信〔2026〕1号 受理期限还有 3 天", key="due:1"):
    return notify(
        matter=matter, recipients=[cast.person(k).pk for k in keys], kind="due", text=text, key=key, at=cast.at()
    )


def unread(actor) -> int:
    return UNREAD.read(actor, actor.on, answered(actor, actor.on, UNREAD))


def recipients(cast) -> set[str]:
    return set(Notice.objects.values_list("recipient__name", flat=True))


def test_only_who_sees_the_matter_is_told(matter, cast, give):
    give(matter, "building")
    assert tell(matter, cast, cast.people) == 7
    # office and convenors; the holding unit's liaison and the leader in charge of it; nobody else
    assert recipients(cast) == {"王强", "李建", "高明", "林晓", "周敏", "何静", "陈立"}


def test_the_same_key_is_told_once_and_again_with_another_key(matter, cast):
    assert tell(matter, cast, ["clerk", "director"]) == 2
    assert tell(matter, cast, ["clerk", "director", "clerk2", "clerk2"]) == 1
    assert tell(matter, cast, ["clerk"], key="due:2") == 1


def test_an_accusation_is_told_to_its_list_alone(accusation, cast):
    assert tell(accusation, cast, cast.people) == 2
    assert recipients(cast) == {"林晓", "李建"}


@pytest.mark.parametrize("text", ["请电 13812345678", "身份证 511001199001011234", "号码51100119900101123X。"])
def test_a_number_of_a_person_is_a_programming_error(matter, cast, text):
    with pytest.raises(ValueError, match="personal"):
        tell(matter, cast, ["clerk"], text=text)
    tell(matter, cast, ["clerk"], text="编号 511001202609220000700001 已登记")


def test_nobody_of_another_township_is_told(matter, cast):
    assert tell(matter, cast, ["east_clerk"]) == 0


def test_a_notice_disappears_with_the_right_to_see_its_matter(matter, make_matter, cast):
    other = make_matter("清信〔2026〕2号")
    tell(matter, cast, ["clerk"])
    tell(other, cast, ["clerk"], key="due:2")
    assert unread(cast.actor("clerk")) == 2
    recuse(matter=matter, person=cast.person("clerk"), reason="本人亲属", by=cast.actor("clerk"), at=cast.at())
    assert [row.matter for row in inbox(cast.actor("clerk"))] == [other]
    assert unread(cast.actor("clerk")) == 1
    assert mark_read(by=cast.actor("clerk"), at=cast.at()) == 1
    assert Notice.objects.filter(read_at__isnull=True, recipient=cast.person("clerk")).count() == 1


def test_reading_marks_only_ones_own(matter, cast):
    tell(matter, cast, ["clerk", "director"])
    theirs = Notice.objects.get(recipient=cast.person("director"))
    assert mark_read(by=cast.actor("clerk"), at=cast.at(), notice_ids=[theirs.pk]) == 0
    assert mark_read(by=cast.actor("director"), at=cast.at(), notice_ids=[theirs.pk]) == 1
    assert mark_read(by=cast.actor("director"), at=cast.at()) == 0


def test_a_recused_person_is_not_told_in_the_first_place(matter, cast):
    Recusal.objects.create(matter=matter, person=cast.person("clerk"), reason="亲属", added_at=cast.at())
    assert tell(matter, cast, ["clerk"]) == 0


def test_telling_many_costs_queries_by_head_not_by_notice(matter, cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(3 + 5 * 3):
        tell(matter, cast, ["clerk", "director", "clerk2"])
