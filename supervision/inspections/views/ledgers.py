"""The register of inspections (督查台账), the rectification list (整改清单) and the list of templates."""

from datetime import date

from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from supervision.inspections.forms.findings import FindingFilterForm
from supervision.inspections.forms.inspections import ChecklistFilterForm, InspectionFilterForm
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.queries.checklists import register as checklist_register
from supervision.inspections.queries.findings import register as finding_register
from supervision.inspections.queries.inspections import register
from supervision.inspections.rules.findings import CLEARED, RECTIFYING
from supervision.permissions import (
    EXPORT_FINDINGS,
    EXPORT_INSPECTIONS,
    READ_WHOLE_INSPECTION,
    VIEW_CHECKLIST,
    VIEW_FINDING,
    VIEW_INSPECTION,
    WRITE_CHECKLIST,
    WRITE_INSPECTION,
)
from township.actors import Actor
from township.dates import date_range
from township.signing import signed_by

START = PageLink("提出督查", "supervision:inspection_new", WRITE_INSPECTION, key="n")
TEMPLATES = PageLink("检查表模板", "supervision:checklists", VIEW_CHECKLIST)


def _is_office(actor: Actor) -> bool:
    return actor.may(READ_WHOLE_INSPECTION)


def _dates(row: Inspection, reader: Reader) -> str:
    first, last = row.started_on or row.first_on, row.ended_on or row.last_on
    return date_range(first, last)


INSPECTIONS = Ledger(
    url_name="supervision:inspections",
    code="inspection",
    title="督查台账",
    own_heading="与本人、本单位有关的督查",
    intro="提出、批准、编组、现场督查、核实、反馈整改、回头看、报告。",
    noun="督查",
    unit="次",
    rows=register,
    filters=InspectionFilterForm,
    view=VIEW_INSPECTION,
    export=EXPORT_INSPECTIONS,
    row_page="supervision:inspection",
    actions=(START, TEMPLATES),
    empty=(
        Empty("还没有督查。", "由联席办提出，召集人批准后实施。", START),
        Empty("没有与您有关的督查。", "编入督查组或者本单位接受督查时，会收到通知，也会出现在这里。"),
    ),
    columns=(
        Column("number", "编号", "matter.number", is_tight=True, width=22),
        Column("title", "名称", link=True, width=30),
        Column("kind", "类别", "get_kind_display", width=10),
        Column("form", "方式", "get_form_display", width=10),
        Column("dates", "现场", _dates, width=22, is_tight=True),
        Column("units", "单位", "unit_count", kind="number", shown_to=_is_office),
        Column("findings", "发现", "finding_count", kind="number", shown_to=_is_office),
        Column("open", "未办结", "open_count", kind="number", shown_to=_is_office),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def _due(row: Finding, reader: Reader) -> Lamp | None:
    day = row.due_on if row.state == RECTIFYING else row.look_back_on if row.state == CLEARED else None
    return reader.lamp(day) if day else None


def _marks(row: Finding, reader: Reader) -> tuple[str, ...]:
    marks = []
    if row.reopened:
        marks.append(f"重新整改{row.reopened}次")
    if row.returns:
        marks.append(f"退回{row.returns}次")
    return tuple(marks)


def _struck_off(row: Finding, reader: Reader) -> date | None:
    return row.verified_on if row.look_back_on else None


FINDINGS = Ledger(
    url_name="supervision:findings",
    code="finding",
    title="整改清单",
    own_heading="本单位的督查发现和整改",
    intro="问题、措施、责任人、时限、进展、销号、回头看。成因和措施分开写。",
    noun="督查发现",
    unit="条",
    rows=finding_register,
    filters=FindingFilterForm,
    view=VIEW_FINDING,
    export=EXPORT_FINDINGS,
    row_page="supervision:finding",
    empty=(Empty("还没有督查发现。", "现场督查中提出、征求单位意见以后列在这里。"),),
    columns=(
        Column("light", "期限", _due, kind="light", on=(PAGE,)),
        Column("number", "编号", "matter.number", is_tight=True, width=24),
        Column("text", "问题（做法）", "text", link=True, marks=_marks, width=44),
        Column("unit", "单位", "unit.label", width=16, is_tight=True),
        Column("origin", "成因", on=ON_PAPER_AND_FILE, width=30),
        Column("measures", "措施", blank="—", width=30),
        Column("in_charge", "责任人", blank="—", width=12),
        Column("due", "时限", "due_on", kind="date", blank="—"),
        Column("progress", "进展", on=ON_PAPER_AND_FILE, width=30),
        Column("struck_off", "销号", _struck_off, kind="date", blank="—"),
        Column("look_back", "回头看", "look_back_on", kind="date", blank="—", on=ON_PAPER_AND_FILE),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)

NEW_TEMPLATE = PageLink("新模板", "supervision:checklist_new", WRITE_CHECKLIST, key="n")


def _maker(row, reader) -> str:
    return signed_by(row, "made")


CHECKLISTS = Ledger(
    url_name="supervision:checklists",
    code="checklist",
    title="检查表模板",
    intro="按主题保存检查内容。改动另成一版，正在办的督查仍用原来的一版。",
    noun="模板",
    unit="份",
    rows=checklist_register,
    filters=ChecklistFilterForm,
    view=VIEW_CHECKLIST,
    export=VIEW_CHECKLIST,
    row_page="supervision:checklist",
    actions=(NEW_TEMPLATE,),
    empty=(Empty("还没有模板。", "写一份常用的检查内容，督查时直接选用。", NEW_TEMPLATE), Empty("还没有模板。")),
    columns=(
        Column("topic", "主题", link=True, width=30),
        Column("version", "版本", kind="number"),
        Column("items", "项数", "item_count", kind="number"),
        Column("made", "修改日期", "made_on", kind="date"),
        Column("by", "修改人", _maker, blank="—", width=12),
        Column("current", "现行", lambda row, reader: "现行" if row.is_current else "旧版", kind="state"),
    ),
)
