"""Responsibility letters: rounds in sight, rows of one's own unit, who has not signed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet

from meetings.documents.models.letters import LetterRound, LetterSignature
from meetings.documents.rules.letters import DONE, SIGNING
from meetings.permissions import READ_DRAFT_PAPER, VIEW_LETTERS
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.counts import size_of
from township.permissions import Reach
from township.sight import row_in_sight


def letters_visible_to(actor: Actor) -> QuerySet[LetterRound]:
    """Rounds in reach; unapproved ones only for the office."""
    rows = visible_to(actor, LetterRound.objects.all(), VIEW_LETTERS)
    return rows if actor.may(READ_DRAFT_PAPER) else rows.filter(state__in=(SIGNING, DONE))


@dataclass(frozen=True)
class LettersFilter:
    """What narrows the list; an empty field does not."""

    state: str = ""


def letter_list(actor: Actor, wanted: LettersFilter, today: date) -> QuerySet[LetterRound]:
    """Rounds in sight, latest year first, each with n_units and n_signed."""
    rows = letters_visible_to(actor)
    rows = rows.filter(state=wanted.state) if wanted.state else rows
    letters = LetterSignature.objects.filter(letters=OuterRef("pk"))
    rows = rows.annotate(n_units=size_of(letters), n_signed=size_of(letters.filter(signed_on__isnull=False)))
    return rows.select_related("matter").order_by("-year", "-pk")


def get_letters(actor: Actor, letters_id: int) -> LetterRound:
    """The round, or OutOfScope."""
    rows = letters_visible_to(actor).select_related("matter", "document__drafted_by", "approved_by", "township")
    return row_in_sight(rows, pk=letters_id)


def rows_of(actor: Actor, letters: LetterRound) -> list[LetterSignature]:
    """The letters of all units, for a liaison those of their own."""
    rows = letters.rows.select_related("unit", "scan", "noted_by")
    if actor.reach(VIEW_LETTERS) == Reach.OWN:
        rows = rows.filter(unit_id__in=actor.unit_ids)
    return list(rows)
