"""Responsibility letters: rounds in sight, rows of one's own unit, who has not signed."""

from django.db.models import Count, Q, QuerySet

from meetings.documents.models.letters import LetterRound, LetterSignature
from meetings.documents.rules.letters import DONE, SIGNING, SUBMITTED
from meetings.permissions import APPROVE_LETTERS, READ_DRAFT_PAPER, VIEW_LETTERS
from records.matters.queries.scope import visible_to
from township.actors import Actor, OutOfScope
from township.permissions import Reach


def letters_visible_to(actor: Actor) -> QuerySet[LetterRound]:
    """Rounds in reach; unapproved ones only for the office."""
    rows = visible_to(actor, LetterRound.objects.all(), VIEW_LETTERS)
    return rows if actor.may(READ_DRAFT_PAPER) else rows.filter(state__in=(SIGNING, DONE))


def letter_list(actor: Actor) -> QuerySet[LetterRound]:
    """Rounds in sight, latest year first, each with n_units and n_signed."""
    signed = Count("rows", filter=Q(rows__signed_on__isnull=False))
    rows = letters_visible_to(actor).annotate(n_units=Count("rows"), n_signed=signed)
    return rows.select_related("matter").order_by("-year", "-pk")


def get_letters(actor: Actor, letters_id: int) -> LetterRound:
    """The round, or OutOfScope."""
    rows = letters_visible_to(actor).select_related("matter", "document__drafted_by", "approved_by", "township")
    row = rows.filter(pk=letters_id).first()
    if row is None:
        raise OutOfScope()
    return row


def rows_of(actor: Actor, letters: LetterRound) -> list[LetterSignature]:
    """The letters of all units, for a liaison those of his own."""
    rows = letters.rows.select_related("unit", "scan", "noted_by")
    if actor.reach(VIEW_LETTERS) == Reach.OWN:
        rows = rows.filter(unit_id__in=actor.unit_ids)
    return list(rows)


def letters_to_approve(actor: Actor) -> QuerySet[LetterRound]:
    """Texts on this actor's desk that he did not draft."""
    rows = letters_visible_to(actor).filter(state=SUBMITTED).exclude(document__drafted_by_id=actor.person_id)
    return (rows if actor.may(APPROVE_LETTERS) else rows.none()).order_by("pk")


def letters_to_sign(actor: Actor) -> QuerySet[LetterSignature]:
    """Letters that the actor's own units have not signed."""
    if actor.reach(VIEW_LETTERS) != Reach.OWN:
        return LetterSignature.objects.none()
    rows = LetterSignature.objects.filter(unit_id__in=actor.unit_ids, signed_on__isnull=True)
    rows = rows.filter(letters__in=letters_visible_to(actor).values("pk"))
    return rows.select_related("letters", "unit").order_by("pk")
