"""The lists of video dispatches, of hearings and of work reports."""

from datetime import date

from meetings.dispatch.forms.dispatches import DispatchFilterForm
from meetings.dispatch.forms.hearings import HearingFilterForm, ReportFilterForm
from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.queries.dispatches import dispatch_list
from meetings.dispatch.queries.hearings import hearing_list, report_list
from meetings.permissions import EXPORT_SESSIONS, PLAN_DISPATCH, RECORD_HEARING, VIEW_DISPATCH, VIEW_HEARING
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, reads_all
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from township.dates import weekday_word
from township.signing import signed_by

OPEN = PageLink("建立本月调度", "meetings:dispatch_open", PLAN_DISPATCH, key="n")
BY_OFFICE = reads_all(VIEW_DISPATCH)


def _chair(row: Dispatch, reader: Reader) -> str:
    return row.chair.name if row.chair_id else ""


def _reported(row: Dispatch, reader: Reader) -> str:
    return f"{row.n_reported}/{row.n_called}" if row.n_called else "—"


def _pack(row: Dispatch, reader: Reader) -> str:
    return "已定稿" if row.frozen_at else "已汇编" if row.pack_id else "—"


def _weekday(row: Dispatch, reader: Reader) -> str:
    return weekday_word(row.held_on) if row.held_on else ""


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
    export=EXPORT_SESSIONS,
    row_page="meetings:dispatch",
    actions=(OPEN,),
    empty=(
        Empty("还没有视频调度。", "制度里有“每月视频调度”的，每月自动建立；也可以现在手工建立。", OPEN),
        Empty("还没有通知您单位参加的视频调度。", "办公室发出通知以后，列在这里。"),
    ),
    columns=(
        Column("number", "编号", "matter.number", is_tight=True, width=14),
        Column("title", "月份", link=True, width=36),
        Column("day", "日期", "held_on", kind="date", sub=_weekday),
        Column("chair", "主持", _chair, blank="未定", is_tight=True, width=10),
        Column("reports", "单位报告", _reported, is_tight=True, on=(PAGE,), shown_to=BY_OFFICE),
        Column("called", "通知单位", "n_called", kind="number", on=ON_PAPER_AND_FILE, shown_to=BY_OFFICE),
        Column("reported", "已报", "n_reported", kind="number", on=ON_PAPER_AND_FILE, shown_to=BY_OFFICE),
        Column("pack", "材料", _pack, is_tight=True),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


OPEN_HEARING = PageLink("建立本季度", "meetings:hearing_open", RECORD_HEARING, key="n")


def _organ(row: Hearing, reader: Reader) -> str:
    return row.organ or (row.session.title if row.session_id else "")


def _heard_on(row: Hearing, reader: Reader) -> date | None:
    return row.held_on or (row.session.day if row.session_id else None)


def _report(row: Hearing, reader: Reader) -> str:
    return row.report.get_state_display() if row.report_id else ""


HEARINGS = Ledger(
    url_name="meetings:hearings",
    code="hearing",
    title="听取信访工作汇报",
    intro="党政联席会议每季度至少听取一次；会前按数据起草工作报告。",
    noun="听取汇报",
    unit="次",
    rows=hearing_list,
    filters=HearingFilterForm,
    view=VIEW_HEARING,
    export=EXPORT_SESSIONS,
    row_page="meetings:hearing",
    actions=(OPEN_HEARING,),
    empty=(
        Empty(
            "还没有听取汇报的记录。", "制度里有“每季度听取汇报”的，每季度自动建立；也可以现在手工建立。", OPEN_HEARING
        ),
        Empty("还没有听取汇报的记录。", "办公室登记以后列在这里。"),
    ),
    columns=(
        Column("number", "编号", "matter.number", is_tight=True, width=14),
        Column("period", "季度", "period_label", link=True, width=20),
        Column("organ", "听取的会议", _organ, blank="—", width=36),
        Column("held", "会议日期", _heard_on, kind="date", blank="—"),
        Column("chair", "主持", "chair_name", blank="—", is_tight=True, width=10),
        Column("report", "工作报告", _report, blank="—", is_tight=True, width=10),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def _drafter(row: WorkReport, reader: Reader) -> str:
    return signed_by(row.document, "drafted")


def _signer(row: WorkReport, reader: Reader) -> str:
    return signed_by(row.document, "approved")


REPORTS = Ledger(
    url_name="meetings:work_reports",
    code="work_report",
    title="工作报告",
    intro="按制度定期向党委、政府报告：按数据拟稿，修改，签发，编号报送。",
    noun="工作报告",
    unit="份",
    rows=report_list,
    filters=ReportFilterForm,
    view=VIEW_HEARING,
    export=EXPORT_SESSIONS,
    row_page="meetings:work_report",
    empty=(Empty("还没有工作报告。", "制度里有“信访工作报告”的到期自动建立；也可以在听取汇报页面起草。"),),
    columns=(
        Column("number", "文号", blank="（未编号）", is_tight=True, width=20),
        Column("title", "报告", "matter.title", link=True, width=36),
        Column("drafter", "拟稿", _drafter, blank="待拟稿", is_tight=True, width=10),
        Column("signer", "签发", _signer, blank="—", is_tight=True, width=10),
        Column("issued", "报送日期", "issued_on", kind="date", blank="—"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)
