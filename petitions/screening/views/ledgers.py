"""The list of rounds and the ledger of disputes."""

from petitions.permissions import (
    EXPORT_DISPUTES,
    IMPORT_DISPUTES,
    REPORT_DISPUTE,
    RUN_ROUND,
    VIEW_DISPUTE,
    VIEW_ROUND,
)
from petitions.screening.forms.disputes import DisputeFilterForm
from petitions.screening.forms.rounds import RoundFilterForm
from petitions.screening.models.disputes import Dispute
from petitions.screening.models.rounds import Round
from petitions.screening.queries.disputes import dispute_ledger, lateness, totals
from petitions.screening.queries.people import responsible_for
from petitions.screening.queries.rounds import round_list
from petitions.screening.rules.disputes import UNSTRUCK
from petitions.screening.rules.rounds import OPEN
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import EVERYWHERE, FILE, ON_PAPER_AND_FILE, PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, PageLink

START = PageLink("随时排查", "petitions:round_new", RUN_ROUND, key="n")


def _light(row: Round, reader: Reader) -> Lamp | None:
    return reader.lamp(row.due_on) if row.state == OPEN and row.missing else None


ROUNDS = Ledger(
    url_name="petitions:rounds",
    code="screening",
    title="排查轮次",
    own_heading="本单位的排查报表",
    intro="按制度定期排查，敏感时期随时排查；每轮各单位报送一次，没有发现的作零报告。",
    noun="排查轮次",
    unit="轮",
    rows=round_list,
    filters=RoundFilterForm,
    view=VIEW_ROUND,
    export=EXPORT_DISPUTES,
    row_page="petitions:screening",
    actions=(START,),
    empty=(
        Empty("还没有排查轮次。", "按制度定期开始的轮次到期自动出现；敏感时期可以随时开始一轮。", START),
        Empty("没有交给本单位的排查。", "新一轮开始时，这里和“待办”都会出现。"),
    ),
    columns=(
        Column("light", "期限", _light, kind="light", on=(PAGE,)),
        Column("number", "编号", "matter.number", is_tight=True),
        Column("title", "排查", link=True, sub="get_clause_display", width=36),
        Column("clause", "种类", "get_clause_display", on=ON_PAPER_AND_FILE, width=10),
        Column("due", "报送期限", "due_on", kind="date"),
        *(
            Column(key, label, kind="number", on=EVERYWHERE)
            for key, label in (
                ("units", "应报"),
                ("returned", "已报"),
                ("nil", "零报告"),
                ("late", "迟报"),
                ("missing", "未报"),
            )
        ),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)

REPORT = PageLink("登记纠纷", "petitions:dispute_new", REPORT_DISPUTE, key="n")
IMPORT = PageLink("导入 Excel", "records:imports_of", IMPORT_DISPUTES, args=("disputes",))


def _limit(row: Dispute, reader: Reader) -> Lamp | None:
    if row.state in UNSTRUCK:
        return reader.lamp(row.due_on, with_day=True)
    return Lamp("", "已销号", row.struck_on) if row.struck_on else None


def _where(row: Dispute, reader: Reader) -> str:
    return " · ".join(filter(None, (row.place, row.measures[:40])))


def _lateness(row: Dispute, reader: Reader) -> str:
    return lateness(row, reader.today)


def _first(row: Dispute, reader: Reader) -> str:
    return responsible_for(row, reader.today).words


DISPUTES = Ledger(
    url_name="petitions:disputes",
    code="dispute",
    title="矛盾纠纷台账",
    own_heading="本单位和本人的矛盾纠纷",
    intro="发现一件登记一件，明确责任、措施和期限，逐案销号。",
    noun="矛盾纠纷",
    unit="件",
    rows=dispute_ledger,
    totals=totals,
    filters=DisputeFilterForm,
    view=VIEW_DISPUTE,
    export=EXPORT_DISPUTES,
    prints=EXPORT_DISPUTES,
    row_page="petitions:dispute",
    actions=(IMPORT, REPORT),
    most_printed=1000,
    empty=(
        Empty("台账里还没有纠纷。", "发现一件登记一件；没有发现的，每轮作零报告。", REPORT),
        Empty("目前没有您能查看的纠纷。"),
    ),
    columns=(
        Column("limit", "期限", _limit, kind="light", on=(PAGE,)),
        Column("number", "编号", is_tight=True, width=16),
        Column("title", "纠纷名称", link=True, sub=_where, width=28),
        Column("place", "地点", on=ON_PAPER_AND_FILE, width=20),
        Column("unit", "排查单位", "unit.label", sub="grid.label", is_tight=True, width=14),
        Column("grid", "网格", "grid.label", on=ON_PAPER_AND_FILE, width=14),
        Column("cause", "原因", "get_cause_display", is_tight=True, width=14),
        Column("level", "层级", "get_level_display", is_tight=True, width=10),
        Column("people", "涉及人数", kind="number", phone="人数"),
        Column("found", "发现日期", "found_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("holder", "责任单位", "holder.label", sub="person_name", is_tight=True, width=14),
        Column("person", "责任人", "person_name", on=ON_PAPER_AND_FILE, width=10),
        Column("first", "第一责任人", _first, on=ON_PAPER_AND_FILE, width=18),
        Column("measures", "化解措施", on=ON_PAPER_AND_FILE, width=30),
        Column("risk", "风险提示", on=(FILE,), width=18),
        Column("due", "化解期限", "due_on", kind="date", on=ON_PAPER_AND_FILE),
        Column("state", "状态", "get_state_display", kind="state"),
        Column("late", "期限情况", _lateness, on=ON_PAPER_AND_FILE, width=10),
        Column("way", "化解方式", "get_way_display", on=(FILE,), width=16),
        Column("struck", "销号日期", "struck_on", kind="date", on=(FILE,)),
    ),
)
