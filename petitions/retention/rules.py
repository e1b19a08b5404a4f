"""How long a filed case is kept whole, what holds its destruction back, and what is erased when the time is over.

Sources: 个人信息保护法第六条、第十九条 (the shortest time the purpose needs), 第四十七条 (deletion); 档案法 (文书档案 30年, 10年). 信访工作条例
names no period: the years are settings. With a decision on the merits the longer one holds, which is that of the papers too. What is
erased: who the petitioner is, every word that was typed, files and papers (petitions.retention.erases); numbers, dates, categories and
results stay, so that no figure changes. The title stays as the register of what was destroyed needs it (档案销毁清册 names 题名、文号、
日期), without names, numbers and where somebody lives. What is to be kept for good is held back (暂缓销毁).
"""

from dataclasses import dataclass
from datetime import date

ANSWERED, OTHER = "answered", "other"
YEARS_SETTINGS = {ANSWERED: "retention_answered_years", OTHER: "retention_other_years"}
DRAWN, AGREED, RETURNED, DONE = "drawn", "agreed", "returned", "done"
STATES = ((DRAWN, "待监销"), (AGREED, "已监销确认"), (RETURNED, "已退回"), (DONE, "已办理"))
SOURCE = "个人信息保护法第十九条、第四十七条"
MOST = 500  # cases on one list


@dataclass(frozen=True)
class Kept:
    """What may keep a case from being erased. ends_on: last day of its time."""

    ends_on: date
    is_held: bool = False
    has_open_review: bool = False
    has_open_follower: bool = False
    has_open_link: bool = False


def term_of(has_result: bool) -> str:
    """Which of the two periods holds: with a decision on the merits the long one."""
    return ANSWERED if has_result else OTHER


def ends_on(archived_on: date, years: int) -> date:
    """The last day on which it is kept: whole years from the day of filing (29 February → 28)."""
    try:
        return archived_on.replace(year=archived_on.year + years)
    except ValueError:
        return archived_on.replace(year=archived_on.year + years, day=28)


def hindrance(kept: Kept, today: date) -> str:
    """Why the case is not erased today; "" = it may be."""
    if today <= kept.ends_on:
        return "保存期限未满"
    if kept.is_held:
        return "已暂缓销毁（法律保留）"
    if kept.has_open_review:
        return "复查或复核还没有结果"
    if kept.has_open_follower:
        return "后续的重复信访还没有办结"
    if kept.has_open_link:
        return "由它引起的督办、议题、责任倒查等还没有办结"
    return ""
