"""What the public notice of a week says, taken from the slots as they stand."""

from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.queries.rosters import emergency_periods, portfolios
from meetings.receptions.rules.roster_notices import NoticeRow, RosterNotice
from township.dates import date_range, short_date, weekday_word


def notice_of(roster: Roster, slots: list[DutySlot]) -> RosterNotice:
    """The notice; slots come with their people."""
    duties = portfolios(roster.township_id, roster.monday)
    duties |= {k: v for k, v in portfolios(roster.township_id, roster.week.last).items() if k not in duties}
    periods = emergency_periods(roster.township_id, roster.week.first, roster.week.last)
    rows = tuple(
        NoticeRow(
            day=f"{short_date(slot.day)} {weekday_word(slot.day)}",
            hours=f"{slot.starts:%H:%M}—{slot.ends:%H:%M}",
            a=slot.a.name if slot.a_id else "",
            title=slot.a.title if slot.a_id else "",
            portfolio=duties.get(slot.a_id, ""),
            place=slot.place,
            form=slot.get_form_display(),
            b=slot.b.name if slot.b_id else "",
            b_title=slot.b.title if slot.b_id else "",
        )
        for slot in slots
    )
    township = roster.township
    return RosterNotice(
        organ=township.short_name,
        week=roster.week.label,
        span=date_range(roster.week.first, roster.week.last),
        office=township.office_name,
        phone=township.office_phone,
        rows=rows,
        emergency="、".join(one.name for one in periods),
    )
