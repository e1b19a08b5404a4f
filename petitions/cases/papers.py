"""The case documents as HTML pages ready for `records.papers.pdf.render_pdf`: the clerk's text inside the layout of its kind."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from petitions.cases.rules.paper_samples import SAMPLE_DAY, sample_facts
from petitions.cases.rules.papers import PAPER_KINDS, PaperFacts, PaperKind
from petitions.cases.rules.standard_texts import STANDARD_TEXTS, standard_text
from records.papers.rules.chinese import chinese_date
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, format_number
from records.papers.rules.prose import title_lines
from township.frame.codes import qr_code

__all__ = [
    "PAPER_KINDS",
    "STANDARD_TEXTS",
    "PaperFacts",
    "Sample",
    "paper_html",
    "paper_title",
    "samples",
    "standard_text",
]

# A notice that would leave a few lines to a second sheet is set closer: GB/T 9704-2012, 7.3.5.4 (调整行距、字距).
LINE_SIGNS, LINES, CLOSE_LINES = 28, 22, 27  # of the page: signs in a line, lines as set and set close
SIGN_LINES, COPY_SIGNS = 3, 34  # seal, name and date; signs in a line of 抄送
DATE_RIGHT = 4  # characters between the date and the right edge (GB/T 9704-2012, 7.3.5.1)


def paper_title(kind: str, facts: PaperFacts) -> list[str]:
    """The lines of a document's title; letters and opinions name the matter.

    A title is broken between its parts only, unless one part alone is longer than a line.
    """
    title = PAPER_KINDS[kind].title
    matter = facts.case_title.strip().removesuffix("信访事项")
    if not matter or kind not in ("assignment", "reply", "suggestion_reply", "sender_objection"):
        return title_lines([title])
    if kind == "assignment":
        return title_lines([f"关于交办{matter}", title])
    if kind == "sender_objection":
        return title_lines([f"关于{matter}", title])
    if kind == "reply":
        return title_lines([f"关于{matter}", "信访事项的处理意见书"])
    return title_lines([f"关于{matter}的", title])


def paper_html(
    kind: str,
    facts: PaperFacts,
    body: str = "",
    *,
    number: str = "",
    issued_on: date | None = None,
    seal_note: str = "",
) -> str:
    """One document as a complete HTML page with its styles inside.

    kind: a key of PAPER_KINDS, KeyError otherwise; body: plain text, as `standard_text` makes it and the clerk edits it,
    unused by forms; number: empty for a draft; issued_on: 成文日期, None leaves the date to be written by hand;
    seal_note: small grey words where the seal goes, empty for none. Nothing in facts or body is read as HTML.
    """
    form = PAPER_KINDS[kind]
    organ_lines, title = title_lines([facts.organ_name]), paper_title(kind, facts)
    addressee = facts.addressee or _addressee(form, facts)
    lines = _lines([*organ_lines, *title, number, "", addressee], body, form, facts)
    return render_to_string(
        f"papers/{kind}.html",
        {
            "kind": form,
            "facts": facts,
            "is_close": _is_close(lines),
            "body": body,
            "number": number,
            "issued_on": issued_on,
            "seal_note": seal_note,
            "organ_lines": organ_lines,
            "title_lines": title,
            "addressee": addressee,
            "sign_margin": _sign_margin(facts.organ_name, issued_on),
            "qr": qr_code(facts.lookup_url, css="qr") if form.variant == "slip" and facts.lookup_url else "",
        },
    )


def _is_close(lines: int) -> bool:
    """Whether the last sheet would hold a few lines only, which have room on the one or two before when they are set closer."""
    sheets, few = divmod(lines, LINES)
    return sheets in (1, 2) and 0 < few <= (CLOSE_LINES - LINES) * sheets


def _lines(head: list[str], body: str, form: PaperKind, facts: PaperFacts) -> int:
    """How many lines the paper takes, reckoned from its signs."""
    remark = f"（{form.copies}）" if form.copies else ""
    rows = sum(_rows(line) for line in (*body.splitlines(), remark) if line.strip())
    copies = -(-len("，".join(facts.copies)) // COPY_SIGNS)
    return len(head) + rows + SIGN_LINES + copies


def _rows(paragraph: str) -> int:
    return max(1, -int(-(2 + _signs_wide(paragraph)) // LINE_SIGNS))


def _addressee(form: PaperKind, facts: PaperFacts) -> str:
    return facts.target_unit if form.variant == "letter" else facts.petitioner_line


def _signs_wide(text: str) -> float:
    """Width of a text in Chinese signs."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def _sign_margin(organ: str, issued_on: date | None) -> float:
    """Right margin of the date in characters: four, or more when the name over it would leave the block."""
    width = _signs_wide(chinese_date(issued_on)) or 7
    return max(DATE_RIGHT, (len(organ) - width) / 2)


@dataclass(frozen=True)
class Sample:
    """An invented document of one kind, for pictures in the manual and for tests."""

    kind: PaperKind
    facts: PaperFacts
    body: str
    number: str
    html: str


def sample(code: str) -> Sample:
    """One invented document of the kind with that code."""
    kind, facts = PAPER_KINDS[code], sample_facts(code)
    body = standard_text(code, facts)
    parts = NumberParts(n=88, on=SAMPLE_DAY, mark=f"清信{kind.series}")
    number = format_number(DOCUMENT_NUMBER, parts) if kind.series else ""
    html = paper_html(code, facts, body, number=number, issued_on=SAMPLE_DAY, seal_note="（加盖公章）")
    return Sample(kind, facts, body, number, html)


def samples() -> list[Sample]:
    """One invented document of every kind, in the order of PAPER_KINDS."""
    return [sample(code) for code in PAPER_KINDS]
