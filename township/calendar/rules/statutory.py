"""Public holidays fixed by 《全国年节及纪念日放假办法》 itself (rev. 2024-11-10), before the yearly notice.

They serve a year whose notice is not out yet, and they check that an imported notice is complete. Days that follow the
lunar calendar are listed only for the years below; for other years they are left out, and the result stays provisional.
"""

from datetime import date, timedelta

# Year: (first day of the lunar year, 端午, 中秋). Astronomical facts, not decisions of an office.
LUNAR_FESTIVALS: dict[int, tuple[date, date, date]] = {
    2025: (date(2025, 1, 29), date(2025, 5, 31), date(2025, 10, 6)),
    2026: (date(2026, 2, 17), date(2026, 6, 19), date(2026, 9, 25)),
    2027: (date(2027, 2, 6), date(2027, 6, 9), date(2027, 9, 15)),
    2028: (date(2028, 1, 26), date(2028, 5, 28), date(2028, 10, 3)),
    2029: (date(2029, 2, 13), date(2029, 6, 16), date(2029, 9, 22)),
    2030: (date(2030, 2, 3), date(2030, 6, 5), date(2030, 9, 12)),
    2031: (date(2031, 1, 23), date(2031, 6, 24), date(2031, 10, 1)),
    2032: (date(2032, 2, 11), date(2032, 6, 12), date(2032, 9, 19)),
    2033: (date(2033, 1, 31), date(2033, 6, 1), date(2033, 9, 8)),
    2034: (date(2034, 2, 19), date(2034, 6, 20), date(2034, 9, 27)),
    2035: (date(2035, 2, 8), date(2035, 6, 10), date(2035, 9, 16)),
}


def qingming(year: int) -> date:
    """清明 of a year of the 21st century (the usual solar-term formula, exact for 2000–2099)."""
    within = year % 100
    return date(year, 4, int(within * 0.2422 + 4.81) - within // 4)


def statutory_days(year: int) -> dict[date, str]:
    """Day -> name of the holiday, for all days off that the rule itself fixes in `year` (as it stands since 2025)."""
    days = {date(year, 10, n): "国庆节" for n in (1, 2, 3)}
    days |= {date(year, 5, n): "劳动节" for n in (1, 2)}
    days[date(year, 1, 1)] = "元旦"
    if 2000 <= year <= 2099:
        days[qingming(year)] = "清明节"
    if year in LUNAR_FESTIVALS:
        new_year, dragon_boat, mid_autumn = LUNAR_FESTIVALS[year]
        days |= {new_year + timedelta(days=n): "春节" for n in (-1, 0, 1, 2)}
        days.setdefault(dragon_boat, "端午节")
        days.setdefault(mid_autumn, "中秋节")
    return days
