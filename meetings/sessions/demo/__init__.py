"""What the demonstration plays of the sessions: three of them in their states, then major matters, series, materials, unit meetings."""

from datetime import date

from meetings.sessions.demo.parts import play_parts
from meetings.sessions.demo.sessions import load
from township.directory.models.townships import Township


def play(township: Township, today: date) -> None:
    """Both in their order, inside the loader's transaction."""
    load(township, today)
    play_parts(township, today)
