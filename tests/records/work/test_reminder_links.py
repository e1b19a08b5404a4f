"""Where a reminder and a finding lead: to the duty of their own period, not to today's; and one notice a day, also after downtime."""

from datetime import date

import pytest

from records.duties.actions.candidates import urge
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from records.notices.models.notices import Notice
from records.work.actions.reminders import remind_work
from records.work.models import WorkItem
from supervision.orders.forms.orders import NewOrderForm
from tests.cast import TODAY, Cast, moment
from tests.records.duties.duty_stage import clause, sweep

FIRST_HALF, DUE, AFTER = date(2026, 11, 1), date(2026, 11, 16), date(2026, 12, 7)


@pytest.fixture
def missed(cast) -> Duty:
    """The return of the first half of November, looked at in December."""
    clause(cast, "screening_half_month", FIRST_HALF, unit_kinds=["member"])
    sweep(cast, date(2026, 11, 10))
    return Duty.objects.get(unit=cast.unit("building"), first=FIRST_HALF)


def newest(cast: Cast, who: str, kind: str) -> Notice:
    return Notice.objects.filter(recipient=cast.person(who), kind=kind).latest("at", "pk")


def test_a_reminder_leads_to_the_duty_of_its_period(cast, missed, stand_at):
    remind_work([cast.township.pk], moment(DUE, 8))
    notice = newest(cast, "liaison", "work")
    assert notice.url == f"/duties/{missed.pk}/?go=1"
    stand_at(AFTER)  # read three weeks later, in another period
    page = cast.client("liaison").get(notice.url, follow=True).content.decode()
    assert "2026年11月上半月" in page and "2026年12月" not in page


def test_a_finding_leads_to_its_duty_on_the_register_in_the_call_and_in_the_order(cast, missed, stand_at):
    sweep(cast, AFTER)
    stand_at(AFTER)
    row = Candidate.objects.get(key=f"duty:{missed.pk}")
    assert row.duty_id == missed.pk
    page = cast.client("clerk").get("/candidates/").content.decode()
    assert f'href="/duties/{missed.pk}/"' in page
    urge(candidate_id=row.pk, by=cast.actor("clerk"), at=moment(AFTER))
    assert newest(cast, "liaison", "urged").url == f"/duties/{missed.pk}/?go=1"
    form = NewOrderForm(actor=cast.actor("clerk", on=AFTER), first=row.pk)
    assert form.initial["candidates"] == [row.pk] and form.initial["unit"] == row.unit_id
    assert "2026年11月上半月" in form.initial["facts"], "the letter speaks of the period that was missed"


def test_a_finding_on_a_matter_is_of_no_duty(cast, make_matter):
    given = {"township": cast.township, "ground": "overdue_case", "text": "超期", "raised_at": moment(TODAY)}
    for key in ("work:7:2026-11-16", "case:3", "duty:x"):
        assert Candidate.objects.create(key=key, **given).duty_id is None


def test_after_downtime_each_person_gets_one_sentence(cast, make_matter):
    """Three things came due while the machine was off for two weeks: one notice, not one for each point that was missed."""
    for number, who, day in (("1号", "clerk", 5), ("2号", "clerk", 6), ("3号", "clerk", 9), ("4号", "director", 6)):
        WorkItem.objects.create(
            township=cast.township,
            matter=make_matter(number),
            kind="test.act",
            person=cast.person(who),
            what="办理",
            due_on=date(2026, 11, day),
            opened_at=moment(date(2026, 11, 2)),
            remind_on=date(2026, 11, 4),
        )
    back = moment(date(2026, 11, 20), 8)
    remind_work([cast.township.pk], back)
    remind_work([cast.township.pk], back)
    told = Notice.objects.filter(recipient=cast.person("clerk"))
    assert [row.text for row in told] == ["3 件待办（办理），最早一件应于2026年11月5日前办理，已逾期，请办理"]
    director = Notice.objects.get(recipient=cast.person("director"))
    assert director.text.count("；") == 1 and "4 件逾期未办" in director.text
    assert set(Notice.objects.values_list("recipient_id", "at__date")) == {
        (row.recipient_id, row.at.date()) for row in Notice.objects.all()
    }
    assert Notice.objects.count() == Notice.objects.values("recipient").distinct().count()
