"""The list of rounds and the ledger of disputes."""

from petitions.permissions import RUN_ROUND, VIEW_ROUND
from petitions.screening.forms.rounds import RoundFilterForm
from petitions.screening.models.rounds import Round
from petitions.screening.queries.rounds import round_list
from petitions.screening.rules.rounds import OPEN
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import EVERYWHERE, ON_PAPER_AND_FILE, PAGE, Column, Lamp
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
