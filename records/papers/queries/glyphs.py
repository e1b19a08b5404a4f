"""What offices print for characters that no font has."""

from collections.abc import Callable, Iterable, Mapping

from django.db.models import QuerySet
from django.utils import timezone

from records.papers.models.glyphs import GlyphStandIn
from records.papers.rules.glyphs import Decided


def glyph_stand_ins(township_id: int) -> QuerySet[GlyphStandIn]:
    """Every decision of the township, newest first."""
    return GlyphStandIn.objects.filter(township_id=township_id).select_related("decided_by", "ended_by")


def stand_ins_of(township_id: int) -> Callable[[Iterable[str]], Mapping[str, Decided]]:
    """For the press: characters without a font -> what this township prints for those it has decided about."""

    def decided(signs: Iterable[str]) -> Mapping[str, Decided]:
        rows = GlyphStandIn.objects.filter(township_id=township_id, sign__in=list(signs), ended_at__isnull=True)
        return {
            row.sign: Decided(row.words, timezone.localdate(row.decided_at), row.township.office_name)
            for row in rows.select_related("township")
        }

    return decided
