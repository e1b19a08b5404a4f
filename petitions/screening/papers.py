"""The papers of screening: the circular of a round (信函格式, GB/T 9704-2012 10.1) and the mediation agreement.

The agreement holds what 《人民调解法》第二十九条 asks for: the parties, facts and dispute, terms with manner and time of
performance; it takes effect when the parties and the mediator have signed (同条第三款).
"""

from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string

from petitions.cases.papers import DATE_RIGHT
from records.papers.rules.chinese import chinese_date
from records.papers.rules.prose import title_lines


@dataclass(frozen=True)
class CircularFacts:
    """organ_name: signs and stands in the red head; units: addressees as they print; rows: unit, state, new, carried."""

    organ_name: str
    units: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    rows: list[list] = field(default_factory=list)


@dataclass(frozen=True)
class AgreementFacts:
    """parties: one line each, as entered; mediators, helpers: officials and offices; perform_by: last day."""

    organ_name: str
    dispute_number: str
    title: str
    place: str
    parties: list[str] = field(default_factory=list)
    mediators: str = ""
    helpers: str = ""
    facts: str = ""
    terms: str = ""
    mediated_on: date | None = None
    perform_by: date | None = None


def circular_title(title: str) -> str:
    return f"关于{title}情况的通报"


def circular_html(
    facts: CircularFacts, title: str, body: str, *, number: str = "", issued_on: date | None = None
) -> str:
    """The circular as a complete page. body: plain text, one paragraph a line; number, issued_on: empty for a draft."""
    return render_to_string(
        "papers/screening_circular.html",
        {
            "facts": facts,
            "body": body,
            "number": number,
            "issued_on": issued_on,
            "seal_note": "",
            "addressee": "、".join(facts.units),
            "title_lines": title_lines([f"关于{title}", "情况的通报"]),
            "sign_margin": _sign_margin(facts.organ_name, issued_on),
        },
    )


def agreement_html(facts: AgreementFacts, *, number: str = "") -> str:
    """The agreement as a complete page, with lines for the signatures. Nothing in it is read as HTML."""
    return render_to_string(
        "papers/mediation_agreement.html",
        {"facts": facts, "number": number, "title_lines": ["调解协议书"]},
    )


def _sign_margin(organ: str, issued_on: date | None) -> float:
    width = sum(0.5 if character.isascii() else 1 for character in chinese_date(issued_on)) or 7
    return max(DATE_RIGHT, (len(organ) - width) / 2)
