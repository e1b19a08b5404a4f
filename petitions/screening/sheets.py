"""The template for the import of a ledger of disputes."""

from petitions.screening.rules.columns import COLUMNS
from records.ledgers.sheets import Heading, write_xlsx


def dispute_template_xlsx() -> bytes:
    """Headings only: a sample line that somebody leaves in would become a dispute."""
    return write_xlsx("纠纷台账导入模板", [Heading(column.heading, column.width) for column in COLUMNS], [])
