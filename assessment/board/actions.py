"""Keeping the figures of the board, checking them, and opening and closing the addresses of walls."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils.timezone import localtime

from assessment.board.models import KeptFigure, Outline, Taking, Wall
from assessment.board.rules.board import first_kept, month_end
from assessment.board.rules.outlines import matched, read_outline, thinned
from assessment.permissions import DRAW_MAP, OPEN_WALL, VIEW_BOARD
from records.figures.declared import DECLARED, declarations
from records.jobs.sweeps import each_township
from township.actors import Actor, ensure_may
from township.crypto import keyed_hash
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.journal.actions import write_entry
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

STALE_AFTER = timedelta(hours=6)  # the night tick takes, the morning tick takes again
MOST_WALLS = 10
BATCH = 2000
Key = tuple[str, date, int | None]


def computed(township_id: int, as_of: date) -> dict[Key, tuple[int, int]]:
    """(figure, month, unit) → n and d as the declarations say them now, one grouped query for each figure."""
    found = {}
    for declared in declarations():
        rows = declared.rows(township_id, as_of)
        rows = rows.filter(basis_on__gte=first_kept(as_of), basis_on__lte=month_end(as_of))
        grouped = rows.annotate(in_month=TruncMonth("basis_on")).order_by().values("in_month", "unit_of")
        counted = grouped.annotate(kept_d=Count("pk"), kept_n=Count("pk", filter=Q(is_counted=True)))
        for row in counted:
            found[declared.key, row["in_month"], row["unit_of"]] = row["kept_n"], row["kept_d"]
    return found


def take_figures(township_id: int, at: datetime) -> int:
    """Write the kept figures of a township anew; returns how many rows. Two at once: the later one wins, whole."""
    as_of = localtime(at).date()
    with transaction.atomic():
        Township.objects.select_for_update().get(pk=township_id)
        rows = [
            KeptFigure(township_id=township_id, key=key, month=month, unit_id=unit, n=n, d=d)
            for (key, month, unit), (n, d) in computed(township_id, as_of).items()
        ]
        KeptFigure.objects.filter(township_id=township_id).delete()
        KeptFigure.objects.bulk_create(rows, batch_size=BATCH)
        Taking.objects.update_or_create(township_id=township_id, defaults={"taken_at": at, "as_of": as_of})
    return len(rows)


def townships_to_take(at: datetime) -> list[int]:
    """Townships whose figures are older than six hours, or were never taken."""
    fresh = Taking.objects.filter(taken_at__gt=at - STALE_AFTER).values("township_id")
    return list(Township.objects.filter(is_active=True).exclude(pk__in=fresh).values_list("pk", flat=True))


def take_all(township_ids: Iterable[int], at: datetime) -> int:
    """The sweep: every township of the chunk."""
    return each_township(township_ids, lambda pk: take_figures(pk, at))


def take_now(*, by: Actor, at: datetime) -> int:
    """The same by hand, for a reader who cannot wait for the night."""
    ensure_may(by, VIEW_BOARD)
    return take_figures(by.township_id, at)


@dataclass(frozen=True)
class Difference:
    """A kept figure that says otherwise than its rows. kept, now: (n, d), None = there is none."""

    key: str
    month: date
    unit: int | None
    kept: tuple[int, int] | None
    now: tuple[int, int] | None

    @property
    def label(self) -> str:
        return DECLARED[self.key].label if self.key in DECLARED else self.key


def differences(township_id: int) -> Iterator[Difference]:
    """Every kept figure computed anew for the same day, and where the two differ."""
    taken = Taking.objects.filter(township_id=township_id).first()
    if taken is None:
        return
    rows = KeptFigure.objects.filter(township_id=township_id).values_list("key", "month", "unit_id", "n", "d")
    kept = {(key, month, unit): (n, d) for key, month, unit, n, d in rows}
    now = computed(township_id, taken.as_of)
    for one in sorted(kept.keys() | now.keys(), key=lambda key: (key[0], key[1], key[2] or 0)):
        if kept.get(one) != now.get(one):
            yield Difference(*one, kept.get(one), now.get(one))


def token_hash(token: str) -> str:
    """What is kept of the address of a wall."""
    return keyed_hash(token, purpose="board-wall")


def open_wall(*, place: str, by: Actor, at: datetime) -> tuple[Wall, str]:
    """An address for one screen; returns the row and the secret part, which is never shown again."""
    with transaction.atomic():
        ensure_may(by, OPEN_WALL)
        place = check_words("安装地点", place, least=2, most=40, field="place")
        if Wall.objects.filter(township_id=by.township_id, revoked_at__isnull=True).count() >= MOST_WALLS:
            raise Refused(f"最多同时开通 {MOST_WALLS} 个大屏，请先停用不用的。", field="place")
        token = secrets.token_urlsafe(24)
        wall = Wall.objects.create(
            township_id=by.township_id,
            place=place,
            token_hash=token_hash(token),
            opened_by_id=by.person_id,
            opened_at=at,
        )
        _journal(wall, "board.open_wall", by, at)
        return wall, token


def revoke_wall(*, wall_id: int, by: Actor, at: datetime) -> Wall:
    """The address stops working; the screen empties at its next look."""
    with transaction.atomic():
        ensure_may(by, OPEN_WALL)
        wall = row_in_sight(
            Wall.objects.select_for_update(), "没有找到这个大屏。", pk=wall_id, township_id=by.township_id
        )
        if wall.revoked_at:
            raise Refused("这个大屏已经停用。")
        wall.revoked_at = at
        wall.save(update_fields=["revoked_at"])
        _journal(wall, "board.revoke_wall", by, at)
        return wall


def _journal(wall: Wall, action: str, by: Actor, at: datetime) -> None:
    write_entry(by=by, at=at, action=action, subject_kind="wall", subject_id=wall.pk, subject_label=wall.place)


def upload_outline(*, data: bytes, by: Actor, at: datetime) -> tuple[Outline, list[str]]:
    """Take over the outlines of the villages in place of those before; returns the row and the names that fit no village.
    Refused when no name fits."""
    with transaction.atomic():
        ensure_may(by, DRAW_MAP)
        shapes = read_outline(data)
        units = Unit.objects.filter(township_id=by.township_id, kind=UnitKind.VILLAGE, is_active=True)
        known = matched([shape.name for shape in shapes], {unit.pk: (unit.name, unit.short_name) for unit in units})
        if not known:
            names = "、".join(shape.name for shape in shapes[:5])
            raise Refused(f"文件里的名称（{names}）和“单位”里的村（社区）都对不上，请核对名称后再上传。", field="file")
        kept = [
            {"name": shape.name, "unit": known.get(shape.name), "rings": [thinned(ring) for ring in shape.rings]}
            for shape in shapes
        ]
        given = {"shapes": kept, "uploaded_by_id": by.person_id, "uploaded_at": at}
        row, _ = Outline.objects.update_or_create(township_id=by.township_id, defaults=given)
        lost = [shape.name for shape in shapes if shape.name not in known]
        write_entry(
            by=by,
            at=at,
            action="board.upload_map",
            subject_kind="outline",
            subject_id=row.pk,
            subject_label="村（社区）边界",
            detail={"shapes": len(shapes), "unmatched": len(lost)},
        )
        return row, lost
