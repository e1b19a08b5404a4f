"""The lists of video dispatches, of hearings and of work reports."""

from meetings.dispatch.forms.dispatches import DispatchFilterForm
from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.queries.dispatches import dispatch_list
from meetings.permissions import PLAN_DISPATCH, VIEW_DISPATCH
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, reads_all
from records.ledgers.views.ledgers import Empty, Ledger, PageLink

OPEN = PageLink("建立本月调度", "meetings:dispatch_open", PLAN_DISPATCH, key="n")
BY_OFFICE = reads_all(VIEW_DISPATCH)


def _chair(row: Dispatch, reader: Reader) -> str:
    return row.chair.name if row.chair_id else ""


def _reported(row: Dispatch, reader: Reader) -> str:
    return f"{row.n_reported}/{row.n_called}" if row.n_called else "—"


def _pack(row: Dispatch, reader: Reader) -> str:
    return "已定稿" if row.frozen_at else "已汇编" if row.pack_id else "—"


DISPATCHES = Ledger(
    url_name="meetings:dispatches",
    code="dispatch",
    title="视频调度",
    own_heading="本单位参加的视频调度",
    intro="每月一次：通报信访形势和办理情况，听取各单位汇报，议定下步工作。",
    noun="视频调度",
    unit="次",
    rows=dispatch_list,
    filters=DispatchFilterForm,
    view=VIEW_DISPATCH,
    row_page="meetings:dispatch",
    actions=(OPEN,),
    empty=(
        Empty("还没有视频调度。", "制度里有“每月视频调度”的，每月自动建立；也可以现在手工建立。", OPEN),
        Empty("还没有通知您单位参加的视频调度。", "办公室发出通知以后，列在这里。"),
    ),
    columns=(
        Column("number", "编号", "matter.number", is_tight=True, width=14),
        Column("title", "月份", link=True, width=36),
        Column("day", "日期", "held_on", kind="date"),
        Column("chair", "主持", _chair, blank="未定", is_tight=True, width=10),
        Column("reports", "单位报告", _reported, is_tight=True, on=(PAGE,), shown_to=BY_OFFICE),
        Column("called", "通知单位", "n_called", kind="number", on=ON_PAPER_AND_FILE, shown_to=BY_OFFICE),
        Column("reported", "已报", "n_reported", kind="number", on=ON_PAPER_AND_FILE, shown_to=BY_OFFICE),
        Column("pack", "材料", _pack, is_tight=True),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)
