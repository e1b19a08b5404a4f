"""The frame: the desk, the pages about oneself, logging in and out."""

from township.actors import Actor
from township.frame.areas import Area, Tab


def belongs_to_a_township(actor: Actor) -> bool:
    """Everybody but the platform's administrators."""
    return actor.township_id is not None


AREA = Area(tabs=(Tab("desk", "待办", "township:home", belongs_to_a_township, 0),))
