"""The declaration of an area of the meetings: as every area's, and what hangs on the course of a session."""

from dataclasses import dataclass

from meetings.sessions.actions.followers import Follower, follow
from records import areas


@dataclass(frozen=True, kw_only=True)
class Area(areas.Area):
    """follower: what happens here when a session is held, moved, called off, or its minutes are issued."""

    follower: Follower | None = None

    def enter(self) -> None:
        super().enter()
        if self.follower:
            follow(self.follower)
