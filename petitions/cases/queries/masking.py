"""Text for a page: what a paper prints in full stands masked on the screen (个人信息保护法 51)."""

from petitions.cases.models.cases import Case


def without_names(text: str, case: Case) -> str:
    """`text` with the petitioners' names, telephone and document numbers masked."""
    for row in case.petitioners.all():
        for value, shown in ((row.name, row.masked_name or "*"), (row.phone, "****"), (row.id_number, "****")):
            if len(value) > 1:
                text = text.replace(value, shown)
    return text
