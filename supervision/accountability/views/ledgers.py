"""The registers of accountability: measures in sight (问责登记簿), cause analyses (责任倒查台账)."""

from records.ledgers.queries import Reader
from records.ledgers.rules.columns import PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from supervision.accountability.forms.causes import CauseFilterForm
from supervision.accountability.forms.measures import MeasureFilterForm
from supervision.accountability.models.causes import Cause
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries import causes, measures
from supervision.accountability.queries.resting import is_other_case
from supervision.accountability.rules.causes import ASKED, CAUSING, HANDLING
from supervision.accountability.rules.measures import HEARING, SENT
from supervision.permissions import (
    EXPORT_CAUSES,
    EXPORT_MEASURES,
    PROPOSE_MEASURE,
    VIEW_CAUSE,
    VIEW_MEASURE,
    WRITE_CAUSE,
)

PROPOSE = PageLink("提出问责", "supervision:measure_new", PROPOSE_MEASURE, key="n")
BEGIN = PageLink("提出责任倒查", "supervision:cause_new", WRITE_CAUSE, key="n")
FIGURES = PageLink("源头责任统计", "supervision:cause_figures", VIEW_CAUSE)


def _measure_due(row: Measure, reader: Reader) -> Lamp | None:
    due_on = {HEARING: row.statement_due_on, SENT: row.answer_due_on}.get(row.state)
    return reader.lamp(due_on) if due_on else None


def _form(row: Measure, reader: Reader) -> str:
    return row.rung.words


def _subject(row: Measure, reader: Reader) -> str:
    return row.subject


def _number(row: Measure | Cause, reader: Reader) -> str:
    return row.matter.number


MEASURES = Ledger(
    url_name="supervision:measures",
    code="measure",
    title="问责登记簿",
    own_heading="与本人、本单位有关的问责",
    intro="只列您有权知悉的。先听取陈述申辩，再作决定；提出人、决定人、当事人不是同一人。",
    noun="问责",
    unit="件",
    rows=measures.register,
    filters=MeasureFilterForm,
    view=VIEW_MEASURE,
    export=EXPORT_MEASURES,
    row_page="supervision:measure",
    actions=(PROPOSE,),
    empty=(Empty("没有您有权知悉的问责。", "从红黄榜或者督办单提出问责。", PROPOSE), Empty("没有与您有关的问责。")),
    columns=(
        Column("light", "期限", _measure_due, kind="light", on=(PAGE,)),
        Column("number", "编号", _number, link=True, is_tight=True, width=22),
        Column("form", "问责方式", _form, width=30),
        Column("subject", "对象", _subject, width=26),
        Column("served", "送达日期", "served_on", kind="date", blank="—"),
        Column("until", "有效期至", "effect_until", kind="date", blank="—"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def _cause_due(row: Cause, reader: Reader) -> Lamp | None:
    return reader.lamp(row.due_on) if row.state == ASKED else None


def _about(row: Cause, reader: Reader) -> str:
    return "另案" if is_other_case(reader.actor, row) else row.about.number


def _side(name: str, part: str):
    def value(row: Cause, reader: Reader) -> str:
        side = next((one for one in row.sides.all() if one.side == name), None)
        return "" if side is None else side.unit.label if part == "unit" else side.kind_words

    return value


CAUSES = Ledger(
    url_name="supervision:causes",
    code="cause",
    title="责任倒查台账",
    own_heading="征求本单位意见的责任倒查",
    intro="谁引发、谁担责：引发环节和办理环节分开认定。",
    noun="责任倒查",
    unit="件",
    rows=causes.register,
    filters=CauseFilterForm,
    view=VIEW_CAUSE,
    export=EXPORT_CAUSES,
    row_page="supervision:cause",
    actions=(BEGIN, FIGURES),
    empty=(Empty("还没有责任倒查。", "从信访事项的编号提出。", BEGIN), Empty("没有征求本单位意见的责任倒查。")),
    columns=(
        Column("light", "期限", _cause_due, kind="light", on=(PAGE,)),
        Column("number", "编号", _number, link=True, is_tight=True, width=22),
        Column("about", "信访事项", _about, width=20),
        Column(
            "causing",
            "引发单位",
            _side(CAUSING, "unit"),
            sub=_side(CAUSING, "kind"),
            width=20,
            shown_to=causes.is_office,
        ),
        Column(
            "handling",
            "办理单位",
            _side(HANDLING, "unit"),
            sub=_side(HANDLING, "kind"),
            width=20,
            shown_to=causes.is_office,
        ),
        Column("decided", "审定日期", "decided_on", kind="date", blank="—"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)
