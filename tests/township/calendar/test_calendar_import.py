"""The yearly table, local days, the copy every process keeps, and the years that are missing."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from township.actors import Actor, NotAllowed, OutOfScope
from township.calendar import listeners as calendar_listeners
from township.calendar.actions import add_local_day, import_year, remove_local_day
from township.calendar.models import WorkCalendarDay, WorkCalendarYear
from township.calendar.queries.days import missing_year_banners, missing_years, work_calendar
from township.calendar.rules.holiday_csv import parse_holiday_csv
from township.calendar.rules.statutory import statutory_days
from township.journal.models import JournalEntry
from township.refusals import Refused

NOTICE = "国办发明电〔2026〕9号"
PLATFORM = Actor(name="平台管理员", township_id=None, on=date(2026, 11, 10), is_platform_admin=True)


def year_2027(extra=(), source=NOTICE) -> str:
    """A table of 2027 as the notice might come: the days fixed by law, and what `extra` adds."""
    rows = [f"{day.isoformat()},off,{name},{source}" for day, name in sorted(statutory_days(2027).items())]
    return "\n".join(["date,kind,name,source", *rows, *extra])


@pytest.fixture
def heard(monkeypatch):
    """Listeners of the calendar replaced by one that notes what it is told."""
    told = []

    def listener(**facts):
        told.append(facts["township_id"])
        return 7

    monkeypatch.setattr(calendar_listeners, "_recompute", [listener])
    return told


def test_a_missing_year_is_imported_by_the_office_and_everybody_computes_with_it(cast, heard):
    assert work_calendar(cast.township.pk).official_years == {2025, 2026}
    table = parse_holiday_csv(year_2027(["2027-02-14,work,春节," + NOTICE]))
    assert import_year(table=table, by=cast.actor("clerk"), at=cast.at()) == 7
    assert heard == [None]
    calendar = work_calendar(cast.township.pk)
    assert calendar.official_years == {2025, 2026, 2027}
    assert calendar.is_working_day(date(2027, 2, 14)) is True
    assert work_calendar(cast.east.pk).is_working_day(date(2027, 2, 14)) is True
    line = JournalEntry.objects.get(action="calendar.import")
    assert (line.subject_label, line.detail["source"]) == ("2027年", NOTICE)


def test_a_year_that_is_in_is_replaced_by_the_platform_alone_and_whole(cast, heard):
    first = parse_holiday_csv(year_2027(["2027-02-13,work,春节," + NOTICE]))
    import_year(table=first, by=cast.actor("clerk"), at=cast.at())
    again = parse_holiday_csv(year_2027(["2027-02-14,work,春节,更正"], source="更正"))
    with pytest.raises(NotAllowed, match="供各乡镇共用"):
        import_year(table=again, by=cast.actor("clerk"), at=cast.at())
    import_year(table=again, by=PLATFORM, at=cast.at())
    days = WorkCalendarDay.objects.filter(date__year=2027)
    assert set(days.values_list("source", flat=True)) == {"更正"}
    assert WorkCalendarYear.objects.get(year=2027).imported_by == "平台管理员"
    calendar = work_calendar(cast.township.pk)
    assert (calendar.is_working_day(date(2027, 2, 13)), calendar.is_working_day(date(2027, 2, 14))) == (False, True)


def test_replacing_a_year_leaves_the_days_another_notice_put_into_its_december(cast, heard):
    into_december = parse_holiday_csv(year_2027(["2026-12-27,work,元旦," + NOTICE]))
    import_year(table=into_december, by=PLATFORM, at=cast.at())
    this_year = Path("data/holidays/2026.csv").read_text(encoding="utf-8")
    import_year(table=parse_holiday_csv(this_year), by=PLATFORM, at=cast.at())
    assert work_calendar(cast.township.pk).is_working_day(date(2026, 12, 27)) is True


def test_a_table_with_errors_is_not_taken(cast):
    bad = parse_holiday_csv(year_2027().replace("2027-10-01,off,国庆节," + NOTICE + "\n", ""))
    with pytest.raises(Refused, match="缺少国庆节"):
        import_year(table=bad, by=cast.actor("clerk"), at=cast.at())
    with pytest.raises(NotAllowed):
        import_year(table=parse_holiday_csv(year_2027()), by=cast.actor("liaison"), at=cast.at())


def test_a_local_day_counts_in_its_own_township_only_and_can_be_taken_back(cast, heard):
    festival = date(2026, 8, 6)
    by, at = cast.actor("clerk"), cast.at()
    add_local_day(by=by, at=at, day=festival, kind="off", name="火把节", source="清川府办〔2026〕12号")
    assert work_calendar(cast.township.pk).is_working_day(festival) is False
    assert work_calendar(cast.east.pk).is_working_day(festival) is True
    with pytest.raises(Refused, match="已经设过"):
        add_local_day(by=by, at=at, day=festival, kind="off", name="火把节", source="同上")
    row = WorkCalendarDay.objects.get(township=cast.township)
    with pytest.raises(OutOfScope):
        remove_local_day(day_id=row.pk, by=cast.actor("east_clerk"), at=at)
    remove_local_day(day_id=row.pk, by=by, at=at)
    assert work_calendar(cast.township.pk).is_working_day(festival) is True
    assert heard == [cast.township.pk, cast.township.pk]


def test_a_local_day_wins_over_the_national_one(cast, heard):
    national_day = date(2026, 10, 7)
    add_local_day(by=cast.actor("clerk"), at=cast.at(), day=national_day, kind="work", name="防汛值守", source="县令")
    assert work_calendar(cast.township.pk).is_working_day(national_day) is True
    with pytest.raises(Refused, match="本来就要上班"):
        add_local_day(by=cast.actor("clerk"), at=cast.at(), day=date(2026, 9, 23), kind="work", name="甲", source="乙")


def test_the_kept_copy_costs_one_query_until_something_changes(cast, heard, django_assert_num_queries):
    work_calendar(cast.township.pk)
    with django_assert_num_queries(1):
        work_calendar(cast.township.pk)
    add_local_day(by=cast.actor("clerk"), at=cast.at(), day=date(2026, 8, 6), kind="off", name="甲", source="乙")
    with django_assert_num_queries(3):
        work_calendar(cast.township.pk)
    assert work_calendar(cast.township.pk, {2025}).official_years == {2025}


def test_the_next_year_is_missed_from_november_or_as_soon_as_a_time_limit_reaches_it(cast, monkeypatch):
    monkeypatch.setattr(calendar_listeners, "_horizons", [])
    assert missing_years(cast.township.pk, date(2026, 10, 31)) == []
    assert missing_years(cast.township.pk, date(2026, 11, 1)) == [2027]
    calendar_listeners.reaches_until(lambda township_id: date(2028, 1, 3))
    assert missing_years(cast.township.pk, date(2026, 3, 1)) == [2027, 2028]
    assert missing_years(cast.township.pk, date(2029, 3, 1)) == [2029]


def test_the_banner_is_for_those_who_keep_the_calendar(cast):
    november = date(2026, 11, 2)
    banners = missing_year_banners(cast.actor("clerk", on=november), november)
    assert [banner["url"] for banner in banners] == ["/calendar/import/"]
    assert missing_year_banners(cast.actor("liaison", on=november), november) == []


def test_load_calendar_loads_what_is_missing_and_nothing_twice(db, capsys):
    call_command("load_calendar")
    first = capsys.readouterr().out
    assert "2025 年：载入" in first
    assert "2026 年：载入" in first
    rows = WorkCalendarDay.objects.count()
    call_command("load_calendar", "--year", "2026")
    assert capsys.readouterr().out == "2026 年：已载入，没有变化。\n"
    assert WorkCalendarDay.objects.count() == rows
    with pytest.raises(CommandError, match="没有 2031 年"):
        call_command("load_calendar", "--year", "2031")


def test_load_calendar_refuses_a_broken_file(db, tmp_path):
    path = tmp_path / "2027.csv"
    path.write_text(year_2027().replace("2027-01-01", "2027-13-01"), encoding="utf-8")
    with pytest.raises(CommandError, match="第 2 行：日期应写成"):
        call_command("load_calendar", "--file", str(path))
    assert not WorkCalendarYear.objects.exists()
