"""变更备案: the unit reports, the office records or returns, the convenor sees; rights follow the dates."""

from datetime import date

import pytest

from tests.cast import add_post
from township.actors import NotAllowed, OutOfScope
from township.directory.actions.changes import record_change, report_change, return_change, see_change
from township.directory.models.changes import MemberChange
from township.directory.models.people import Person, Post
from township.directory.queries.changes import changes_visible_to
from township.journal.models import JournalEntry
from township.refusals import Refused

FROM = date(2026, 10, 8)


def report(cast, **changes) -> MemberChange:
    values = {
        "unit_id": cast.unit("building").pk,
        "kind": "liaison",
        "old_person_id": cast.person("liaison").pk,
        "new_name": "许诺",
        "new_title": "村镇建设办干事",
        "effective_on": FROM,
    }
    return report_change(by=cast.actor("liaison"), at=cast.at(), **{**values, **changes})


def test_a_recorded_liaison_takes_over_on_the_day_and_the_old_one_ends_the_day_before(cast):
    change = record_change(change_id=report(cast).pk, by=cast.actor("clerk"), at=cast.at())
    post = change.new_post
    assert (post.person.name, post.unit, post.starts_on) == ("许诺", cast.unit("building"), FROM)
    assert (post.proposed_by, post.confirmed_by) == (cast.person("liaison"), cast.person("clerk"))
    assert Post.objects.get(person=cast.person("liaison")).ends_on == date(2026, 10, 7)
    assert cast.actor("liaison", on=date(2026, 10, 7)).roles == {"liaison"}
    assert cast.actor("liaison", on=FROM).roles == frozenset()
    seen = see_change(change_id=change.pk, by=cast.actor("convenor"), at=cast.at())
    assert seen.seen_by == cast.person("convenor")
    actions = JournalEntry.objects.order_by("seq").values_list("action", flat=True)
    assert list(actions) == ["change.report", "change.record", "change.see"]


def test_somebody_already_on_the_list_is_not_entered_twice(cast):
    known = Person.objects.create(township=cast.township, name="许诺", title="村镇建设办干事")
    change = record_change(change_id=report(cast).pk, by=cast.actor("director"), at=cast.at())
    assert change.new_post.person == known


def test_a_change_of_member_is_recorded_without_touching_posts(cast):
    before = Post.objects.count()
    change = record_change(change_id=report(cast, kind="member").pk, by=cast.actor("clerk"), at=cast.at())
    assert (change.state, change.new_post, Post.objects.count()) == ("recorded", None, before)


def test_a_return_says_why_and_the_unit_may_report_again(cast):
    change = report(cast)
    with pytest.raises(Refused) as refused:
        return_change(change_id=change.pk, by=cast.actor("clerk"), at=cast.at(), remark=" ")
    assert refused.value.field == "remark"
    return_change(change_id=change.pk, by=cast.actor("clerk"), at=cast.at(), remark="日期请核对")
    assert report(cast, effective_on=date(2026, 10, 9)).state == "reported"


def test_the_same_report_twice_and_a_far_date_are_refused(cast):
    report(cast)
    with pytest.raises(Refused, match="已经报过"):
        report(cast)
    with pytest.raises(Refused, match="超过一年"):
        report(cast, new_name="别人", effective_on=date(2062, 10, 8))


def test_a_change_before_the_old_post_began_goes_back(cast):
    change = report(cast, effective_on=date(2025, 12, 1))
    Post.objects.filter(person=cast.person("liaison")).update(starts_on=date(2026, 1, 1))
    with pytest.raises(Refused, match="请退回核对变更日期"):
        record_change(change_id=change.pk, by=cast.actor("clerk"), at=cast.at())
    change.refresh_from_db()
    assert change.state == "reported"


def test_who_may_do_what(cast):
    with pytest.raises(OutOfScope):
        report(cast, unit_id=cast.unit("civil").pk)
    with pytest.raises(NotAllowed):
        report_change(
            by=cast.actor("clerk"),
            at=cast.at(),
            unit_id=cast.unit("office").pk,
            kind="member",
            new_name="甲",
            effective_on=FROM,
        )
    change = report(cast)
    for key in ("liaison", "convenor", "sysadmin", "auditor"):
        with pytest.raises(NotAllowed):
            record_change(change_id=change.pk, by=cast.actor(key), at=cast.at())
    with pytest.raises(Refused, match="还没有备案"):
        see_change(change_id=change.pk, by=cast.actor("convenor"), at=cast.at())
    with pytest.raises(OutOfScope):
        record_change(change_id=change.pk, by=cast.actor("east_clerk"), at=cast.at())
    assert list(changes_visible_to(cast.actor("liaison"))) == [change]
    assert list(changes_visible_to(cast.actor("liaison2"))) == []
    assert list(changes_visible_to(cast.actor("director"))) == [change]


def test_a_decided_report_is_not_decided_again(cast):
    change = report(cast)
    record_change(change_id=change.pk, by=cast.actor("clerk"), at=cast.at())
    with pytest.raises(Refused, match="已备案，不能再办理"):
        return_change(change_id=change.pk, by=cast.actor("director"), at=cast.at(), remark="晚了")


def test_nobody_puts_himself_on_record_as_a_liaison(cast):
    change = report(cast, new_name="林晓", new_title="经办人")
    with pytest.raises(NotAllowed, match="本人的任职"):
        record_change(change_id=change.pk, by=cast.actor("clerk"), at=cast.at())
    record_change(change_id=change.pk, by=cast.actor("clerk2"), at=cast.at())
    assert Post.objects.filter(person=cast.person("clerk"), role="liaison").exists()


def test_a_liaison_who_also_sits_at_the_township_reports_no_liaison_of_the_township(cast):
    add_post(cast, cast.person("liaison"), "leader", "root")
    change = report(cast, unit_id=cast.unit("root").pk, old_person_id=None)
    with pytest.raises(Refused, match="不能设在这类单位"):
        record_change(change_id=change.pk, by=cast.actor("clerk"), at=cast.at())
