"""By which words a text speaks of matters that are closed to a reader."""

from records.matters.kinds import KINDS
from records.matters.queries.denies import denies_of
from records.matters.queries.scope import matters_kept_from
from township.actors import Actor

SHORTEST = 6  # characters of a title that tells one matter from others


def words_kept_from(actor: Actor) -> tuple[str, ...]:
    """Numbers and titles of the matters closed to the actor; nothing, and no query, for whom nothing is closed by name.

    Restricted matters have neutral titles and stand in no text: they are asked only for somebody who is shut out of others.
    """
    if actor.is_system or not denies_of(actor).shut:
        return ()
    found: list[str] = []
    for kind, number, title in matters_kept_from(actor, restricted=False).values_list("kind", "number", "title"):
        found.append(number)
        has_words = kind in KINDS and KINDS[kind].words is not None
        if has_words and len(title) >= SHORTEST:
            found.append(title)
    return tuple(dict.fromkeys(word for word in found if word))
