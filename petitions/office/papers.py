"""The office's own papers as HTML pages: analysis report, information bulletin, plan. Red mark, number, rule (GB/T 9704-2012).

The layout follows 纪要 (10.3): red mark, number in the middle, office and date over a red rule, 版记 at the foot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from django.template.loader import render_to_string

from records.figures.sources import FigureSection
from records.papers.rules.prose import title_lines


@dataclass(frozen=True)
class PaperTable:
    """A ruled table at the end of a paper."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class OfficePaper:
    """mark: the red words at the head; office: who prints; title: lines above the text; urgency: 特急, 加急 or nothing;
    to: whom it is reported to (报), copies: 送; tables: after the text."""

    mark: str
    office: str
    title: str
    urgency: str = ""
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    tables: tuple[PaperTable, ...] = field(default_factory=tuple)
    note: str = ""

    def facts(self) -> dict:
        """What is frozen with the document."""
        return asdict(self)

    @classmethod
    def of(cls, facts: Mapping) -> "OfficePaper":
        """Back from the frozen facts."""
        tables = tuple(
            PaperTable(row["title"], tuple(row["columns"]), tuple(map(tuple, row["rows"])), row["note"])
            for row in facts["tables"]
        )
        plain = {name: facts[name] for name in ("mark", "office", "title", "urgency", "note")}
        return cls(**plain, to=tuple(facts["to"]), copies=tuple(facts["copies"]), tables=tables)


def office_paper_html(
    paper: OfficePaper,
    body: str,
    *,
    number: str = "",
    issued_on: date | None = None,
    chart: str = "",
) -> str:
    """One paper as a complete HTML page. body: plain text, one paragraph a line. Nothing in it is read as HTML."""
    return render_to_string(
        "papers/office.html",
        {
            "paper": paper,
            "body": body,
            "number": number,
            "issued_on": issued_on,
            "title_lines": title_lines([paper.title]),
            "chart": chart,
        },
    )


def figure_tables(sections: Sequence[FigureSection]) -> tuple[PaperTable, ...]:
    """Figures and tables of sections, as the tables of a paper."""
    tables = []
    for section in sections:
        rows = tuple(
            (
                figure.label,
                figure.value,
                "" if figure.n is None else f"{figure.n}/{figure.d}",
                figure.previous,
                figure.last_year,
            )
            for figure in section.figures
        )
        if rows:
            columns = ("指标", "本期", "分子/分母", "上期", "上年同期")
            formulas = "；".join(f"{figure.label}：{figure.formula}" for figure in section.figures if figure.formula)
            tables.append(PaperTable(section.title, columns, rows, formulas))
        tables += [PaperTable(table.title, table.columns, table.rows, table.note) for table in section.tables]
    return tuple(tables)
