"""The office decides what is printed for a character that no font has, and ends it when a font has come."""

from datetime import datetime

from django.db import transaction

from records.papers.models.glyphs import GlyphStandIn
from records.papers.rules.glyphs import REASON_MOST, check_sign, check_words
from records.permissions import DECIDE_GLYPHS
from township.actors import Actor, ensure_may
from township.journal.actions import write_entry
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words as check_text


@transaction.atomic
def decide_stand_in(*, sign: str, words: str, reason: str, by: Actor, at: datetime) -> GlyphStandIn:
    """Print `words` for a character from now on. Refused beside sign, words or reason; an earlier decision has to be ended first."""
    ensure_may(by, DECIDE_GLYPHS)
    sign = check_sign(sign)
    words, reason = check_words(words, sign), check_text("依据", reason, field="reason", least=4, most=REASON_MOST)
    known = (
        GlyphStandIn.objects.select_for_update().filter(township_id=by.township_id, sign=sign, ended_at=None).first()
    )
    if known:
        raise Refused(f"这个字已决定用“〔{known.words}〕”代，要改请先停用。", field="sign")
    row = GlyphStandIn.objects.create(
        township_id=by.township_id, sign=sign, words=words, reason=reason, decided_by_id=by.person_id, decided_at=at
    )
    _journal(row, "glyph.decide", by, at)
    return row


@transaction.atomic
def end_stand_in(*, row_id: int, by: Actor, at: datetime) -> GlyphStandIn:
    """From now on the character stops its paper again, or prints where a font has come; papers issued before stay as they are."""
    ensure_may(by, DECIDE_GLYPHS)
    row = row_in_sight(GlyphStandIn.objects.select_for_update(), pk=row_id, township_id=by.township_id)
    if row.ended_at:
        raise Refused("已经停用。")
    row.ended_by_id, row.ended_at = by.person_id, at
    row.save(update_fields=["ended_by", "ended_at"])
    _journal(row, "glyph.end", by, at)
    return row


def _journal(row: GlyphStandIn, action: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="glyph",
        subject_id=row.pk,
        subject_label=f"U+{ord(row.sign):04X}",
        reason=row.reason,
    )
