"""The permission table of the board."""

from tests.permissions.table import AUDITOR, CLERK, DIRECTOR, OFFICE, Row, public

WATCHING = (*OFFICE, AUDITOR)

BOARD = (
    Row("assessment:board", whole=WATCHING),
    Row("assessment:board_rows", whole=WATCHING, ok=404),  # without a figure
    Row("assessment:board_late", "absent", WATCHING, ok=404),
    Row("assessment:villages", whole=WATCHING),
    Row("assessment:board_take", whole=WATCHING, ok=302, post=True),
    Row("assessment:board_pdf", whole=WATCHING),
    Row("assessment:walls", whole=(DIRECTOR, CLERK)),
    Row("assessment:wall_revoke", "absent", (DIRECTOR, CLERK), ok=404, post=True),
    public("assessment:wall", "wall"),
    public("assessment:wall_part", "wall"),
)
