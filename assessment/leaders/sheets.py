"""The leaders' records of a year as Excel."""

from collections.abc import Mapping, Sequence

from assessment.leaders.queries import LeaderLine
from records.ledgers.sheets import Heading, quantity, write_xlsx
from township.watermark import Watermark

COLUMNS = (
    Heading("姓名", 10),
    Heading("职务", 18),
    Heading("分管", 20),
    *(
        Heading(label, 10, "number")
        for label in (
            "应办",
            "按期办",
            "排班",
            "到岗",
            "缺岗",
            "接访次数",
            "接待批次",
            "接待人次",
            "登记事项",
            "当场答复",
            "承诺到期",
            "按期兑现",
            "包案",
            "包案办结",
            "批示",
            "批示有结果",
        )
    ),
    Heading("按期执行率", 10),
    Heading("本人说明", 40),
)


def leaders_xlsx(year: int, lines: list[LeaderLine], said: Mapping[int, Sequence[str]], mark: Watermark) -> bytes:
    """One row for each leader. said: person → remarks on the own record."""
    rows = []
    for line in lines:
        held = line.receptions
        rows.append(
            (
                line.person.name,
                line.person.title,
                line.portfolio,
                line.duties.d,
                line.duties.n,
                held.turns,
                held.signed,
                held.missed,
                held.receptions,
                held.visits,
                held.people,
                held.cases,
                held.answered,
                held.promises,
                held.kept,
                line.followed.sponsored,
                line.followed.settled,
                line.followed.instructions,
                line.followed.answered,
                quantity(line.duties.value),
                "\n".join(said.get(line.person.pk, ())),
            )
        )
    return write_xlsx(f"{year}年领导干部信访工作实绩", COLUMNS, rows, mark)
