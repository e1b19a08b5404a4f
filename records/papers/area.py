"""Papers: what waits for approval."""

from records.areas import Area, Tab
from records.papers.queries.approvals import approval_rights
from township.actors import Actor


def decides_something(actor: Actor) -> bool:
    """Whether any right of approval comes with this actor's posts: only then is there a page of approvals."""
    return actor.person_id is not None and bool(approval_rights(actor))


AREA = Area(tabs=(Tab("desk", "审批", "records:approvals", decides_something, 10, phone="审批"),))
