"""Acts on parts of a thing whose actions find the whole by themselves."""

from collections.abc import Callable


def by_part(action: Callable, whole: str) -> Callable:
    """The action without the number of the whole. whole: its name among the arguments ("session_id")."""

    def run(**given):
        given.pop(whole)
        return action(**given)

    return run
