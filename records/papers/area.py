"""Papers: what waits for approval, and what is printed for characters that no font has."""

from records.areas import Area, Tab
from records.papers.queries.approvals import approval_rights
from township.actors import Actor
from township.permissions import VIEW_SETTINGS


def decides_something(actor: Actor) -> bool:
    """Whether any right of approval comes with this actor's posts: only then is there a page of approvals."""
    return actor.person_id is not None and bool(approval_rights(actor))


AREA = Area(
    tabs=(
        Tab("desk", "审批", "records:approvals", decides_something, 10, phone="审批"),
        Tab("settings", "生僻字代用", "records:glyphs", VIEW_SETTINGS, 58),
    ),
    words={"glyph.decide": "决定生僻字代用", "glyph.end": "停用生僻字代用"},
)
