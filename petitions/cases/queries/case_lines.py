"""People and papers of a case as its page lists them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from petitions.cases.rules.channels import ID_TYPES
from petitions.cases.rules.papers import PAPER_KINDS
from records.papers.models.documents import Document
from township.directory.rules.documents import mask_id
from township.directory.rules.identity import mask_address
from township.directory.rules.telephones import mask_phone


@dataclass(frozen=True)
class PersonLine:
    """A petitioner as lists show them: masked; the rest is asked for with a reason."""

    id: int
    role: str
    name: str
    phone: str
    id_number: str
    address: str
    detail: str


@dataclass(frozen=True)
class PaperLine:
    """A document of the case; delivered_on None = not delivered (or nothing to deliver)."""

    document: Document
    name: str
    state: str
    delivered_on: date | None
    needs_delivery: bool


def person_line(row) -> PersonLine:
    kind = ID_TYPES.get(row.id_type, "证件") if row.id_number else ""
    return PersonLine(
        id=row.pk,
        role=row.get_role_display(),
        name=row.masked_name or "未留姓名",
        phone=mask_phone(row.phone),
        id_number=f"{kind} {mask_id(row.id_number)}" if kind else "",
        address=mask_address(row.address),
        detail="，".join(part for part in (row.gender, row.occupation) if part),
    )


def in_clear(line: PersonLine, shown: Mapping[str, str]) -> PersonLine:
    """The line with the values that a reveal gave."""
    return replace(
        line,
        name=shown.get("name", line.name),
        phone=shown.get("phone", ""),
        id_number=shown.get("id_number", ""),
        address=shown.get("address", ""),
    )


def paper_lines(rows: list[Document]) -> Iterator[PaperLine]:
    replaced = {row.supersedes_id for row in rows if row.supersedes_id and row.state == Document.State.ISSUED}
    for row in rows:
        is_open = row.state == Document.State.ISSUED and row.is_for_petitioner and row.pk not in replaced
        name = PAPER_KINDS[row.kind].name if row.kind in PAPER_KINDS else row.title
        yield PaperLine(row, name, row.get_state_display(), row.delivered_on, is_open and row.delivered_on is None)
