"""The ledger of receptions: what the page, the print and the workbook show; no names of visitors."""

from collections.abc import Iterator

from meetings.permissions import EXPORT_RECEPTIONS, RECORD_RECEPTION, VIEW_RECEPTION
from meetings.receptions.forms.ledgers import ReceptionFilterForm
from meetings.receptions.models.receptions import Reception
from meetings.receptions.queries import receptions
from meetings.receptions.rules.receptions import OUTCOME_LABELS, PENDING
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column
from records.ledgers.views.ledgers import Empty, Ledger, PageLink

NEW = PageLink("记录接访", "meetings:reception_new", RECORD_RECEPTION, key="n")


def _outcomes(row: Reception, reader: Reader) -> str:
    """登记 1、当场答复 2; what the visits came to."""
    found = [
        f"{label} {n}" for key, label in OUTCOME_LABELS.items() if key != PENDING and (n := getattr(row, f"n_{key}"))
    ]
    return "、".join(found) or ("" if row.n_visits else "没有群众来访")


def _marks(row: Reception, reader: Reader) -> Iterator[str]:
    if row.is_joint:
        yield "联合"
    if row.n_pending:
        yield f"待处理 {row.n_pending}"


RECEPTIONS = Ledger(
    url_name="meetings:receptions",
    code="reception",
    title="接访台账",
    heading="接访记录",
    intro="定点接访、重点约访、下访、带案下访：谁接的、来了多少、每批有什么结果。",
    noun="接访记录",
    unit="次",
    rows=receptions.ledger,
    filters=ReceptionFilterForm,
    view=VIEW_RECEPTION,
    export=EXPORT_RECEPTIONS,
    row_page="meetings:reception",
    actions=(NEW,),
    empty=(Empty("还没有接访记录。", link=NEW), Empty("还没有接访记录。", "领导接访以后在这里登记。")),
    columns=(
        Column("held_on", "日期", kind="date"),
        Column("number", "编号", "matter.number", link=True, marks=_marks, is_tight=True, width=18),
        Column("leader", "领导", "leader.name", is_tight=True, width=10),
        Column("title", "职务", "leader.title", on=ON_PAPER_AND_FILE),
        Column("form", "形式", "get_form_display", is_tight=True, width=10),
        Column("place", "地点", sub="unit.label", width=24),
        Column("unit", "所到村（单位）", "unit.label", on=ON_PAPER_AND_FILE, width=14),
        Column("visits", "来访", "n_visits", kind="number", unit="批"),
        Column("people", "人次", "headcount", kind="number", unit="人次"),
        Column("outcomes", "结果", _outcomes, on=(PAGE,)),
        *(Column(f"n_{key}", label, kind="number", on=ON_PAPER_AND_FILE) for key, label in OUTCOME_LABELS.items()),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)
