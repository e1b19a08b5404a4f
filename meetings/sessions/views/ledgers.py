"""The register of resolutions (议定事项) with its completion rates."""

from meetings.permissions import EXPORT_RESOLUTIONS, VIEW_RESOLUTION
from meetings.sessions.forms.ledgers import ResolutionFilterForm
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.queries import resolutions as queries
from meetings.sessions.rules.resolutions import DROPPED, REPORTED, VERIFIED, WAITING, lateness
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger

STANDING = {REPORTED: "待核实", WAITING: "等决定", DROPPED: "不予实施"}


def _lamp(row: Resolution, reader: Reader) -> Lamp | None:
    if row.state == VERIFIED:
        is_late = row.reported_on > row.due_on
        return Lamp("stopped_late", "超期完成") if is_late else Lamp("stopped_on_time", "按期完成")
    return Lamp("", STANDING[row.state]) if row.state in STANDING else reader.lamp(row.due_on)


def _lateness(row: Resolution, reader: Reader) -> str:
    return lateness(row.state, row.reported_on, row.due_on, reader.today)


def _where(row: Resolution, reader: Reader) -> str:
    return f"{row.session.title} · {row.done_when}"


def _extension(row: Resolution, reader: Reader) -> str:
    return f"已延 {row.extension_days} 天" if row.extension_days else ""


def _days_more(row: Resolution, reader: Reader) -> int | None:
    return row.extension_days or None


RESOLUTIONS = Ledger(
    url_name="meetings:resolutions",
    code="resolution",
    title="议定事项落实情况",
    heading="议定事项",
    own_heading="本单位的议定事项",
    noun="议定事项",
    unit="项",
    rows=queries.register,
    totals=queries.totals,
    filters=ResolutionFilterForm,
    view=VIEW_RESOLUTION,
    export=EXPORT_RESOLUTIONS,
    row_page="meetings:resolution",
    empty=(Empty("还没有议定事项。", "会议纪要印发以后，议定事项自动列在这里。"),),
    columns=(
        Column("light", "期限", _lamp, kind="light", on=(PAGE,)),
        Column("number", "编号", is_tight=True, width=18),
        Column("session", "会议", "session.title", on=ON_PAPER_AND_FILE, width=24),
        Column("text", "议定事项", link=True, sub=_where, width=40),
        Column("unit", "责任单位", "unit.label", sub="person_name", is_tight=True),
        Column("person", "责任人", "person_name", on=ON_PAPER_AND_FILE, width=10),
        Column("done_when", "落实标准", on=ON_PAPER_AND_FILE, width=26),
        Column("due", "完成时限", "due_on", kind="date", sub=_extension),
        Column("extension", "延期", _days_more, kind="number", unit="天", on=ON_PAPER_AND_FILE),
        Column("percent", "进度", kind="number", unit="%"),
        Column("state", "状态", "get_state_display", kind="state", width=10),
        Column("reported", "报告落实", "reported_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("verified", "核实", "verified_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("lateness", "期限", _lateness, on=ON_PAPER_AND_FILE, width=10),
    ),
)
