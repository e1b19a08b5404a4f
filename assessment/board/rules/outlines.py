"""Reading an outline file (GeoJSON, RFC 7946) of the villages and turning it into shapes of a plain SVG. Pure.

The office brings the file itself; nothing is fetched. Only names and rings of polygons are kept: everything else in the file, above all
whatever a mapping program wrote about people or houses, is left behind.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from township.json_in import json_of
from township.refusals import Refused
from township.text import clean

MOST_BYTES = 3 * 1024 * 1024
MOST_SHAPES = 300
MOST_POINTS = 60_000
KEPT_POINTS = 400  # of one ring: more is not seen
WIDTH, MARGIN = 720, 10
NAME_KEYS = ("name", "NAME", "Name", "名称", "村名", "单位", "XZQMC", "ZLDWMC")
FORMAT = "请上传 GeoJSON 文件（.geojson 或 .json），每个村（社区）一块，属性里有名称。"
Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """One village as the file has it: name, and its rings (outer and holes alike) as points of the file's own plane."""

    name: str
    rings: tuple[tuple[Point, ...], ...]


def read_outline(data: bytes) -> list[Shape]:
    """The shapes of a file; Refused with a sentence for anything that is no outline."""
    if len(data) > MOST_BYTES:
        raise Refused("文件超过 3 MB，请用绘图软件简化边界后再上传。", field="file")
    try:
        parsed = json_of(data.decode("utf-8-sig"))
    except ValueError as error:
        raise Refused(f"这个文件不是 GeoJSON。{FORMAT}", field="file") from error
    features = parsed.get("features") if isinstance(parsed, dict) else None
    if not isinstance(features, list) or not features:
        raise Refused(f"文件里没有边界。{FORMAT}", field="file")
    if len(features) > MOST_SHAPES:
        raise Refused(f"文件里超过 {MOST_SHAPES} 块，请只留本乡镇的村（社区）。", field="file")
    shapes = [_shape(one, number) for number, one in enumerate(features, start=1)]
    if sum(len(ring) for shape in shapes for ring in shape.rings) > MOST_POINTS:
        raise Refused("边界的点太多，请用绘图软件简化后再上传。", field="file")
    return shapes


def _shape(feature: object, number: int) -> Shape:
    where = f"第 {number} 块"
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise Refused(f"{where}没有边界。{FORMAT}", field="file")
    properties = feature.get("properties") or {}
    found = (properties.get(key) for key in NAME_KEYS) if isinstance(properties, dict) else ()
    name = next((clean(value).strip() for value in found if isinstance(value, str) and value.strip()), "")
    if not name or len(name) > 60:
        raise Refused(f"{where}没有名称。{FORMAT}", field="file")
    geometry = feature["geometry"]
    kind, points = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        polygons = [points]
    elif kind == "MultiPolygon" and isinstance(points, list):
        polygons = points
    else:
        raise Refused(f"{where}（{name}）不是面状边界。{FORMAT}", field="file")
    rings = tuple(_ring(ring, f"{where}（{name}）") for polygon in polygons for ring in _list(polygon, where))
    if not rings:
        raise Refused(f"{where}（{name}）没有边界。", field="file")
    return Shape(name, rings)


def _list(value: object, where: str) -> list:
    if not isinstance(value, list):
        raise Refused(f"{where}的坐标不完整。{FORMAT}", field="file")
    return value


def _ring(ring: object, where: str) -> tuple[Point, ...]:
    points = []
    for point in _list(ring, where):
        numbers = point[:2] if isinstance(point, list) else ()
        if len(numbers) != 2 or not all(_is_number(number) for number in numbers):
            raise Refused(f"{where}的坐标不完整。{FORMAT}", field="file")
        points.append((float(numbers[0]), float(numbers[1])))
    if len(points) < 4:
        raise Refused(f"{where}的边界不足四个点。", field="file")
    return tuple(points)


def _is_number(value: object) -> bool:
    """NaN and infinity are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def thinned(ring: Sequence[Point]) -> list[Point]:
    """Every so many-th point of a long ring, with its ends."""
    step = max(1, math.ceil(len(ring) / KEPT_POINTS))
    return [*ring[:-1:step], ring[-1]]


@dataclass(frozen=True)
class Drawn:
    """A shape in the units of the picture. path: of SVG; x, y: where its name stands."""

    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """width, height: of the viewBox; shapes: in the order they were given."""

    width: int
    height: int
    shapes: tuple[Drawn, ...]


def drawn(shapes: Iterable[Mapping]) -> Picture:
    """shapes: {"rings": [[[x, y], …], …]}. Degrees are set in proportion by the cosine of the middle latitude; north is up."""
    rings = [list(shape["rings"]) for shape in shapes]
    points = [point for shape in rings for ring in shape for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    is_degrees = left >= -180 and right <= 180 and low >= -90 and high <= 90
    squeeze = max(0.05, math.cos(math.radians((low + high) / 2))) if is_degrees else 1.0
    scale = (WIDTH - 2 * MARGIN) / max((right - left) * squeeze, (high - low) / 1.2, 1e-9)

    def placed(point: Sequence[float]) -> Point:
        return round(MARGIN + (point[0] - left) * squeeze * scale, 1), round(MARGIN + (high - point[1]) * scale, 1)

    found = []
    for shape in rings:
        lines = [[placed(point) for point in ring] for ring in shape]
        path = "".join("M" + "L".join(f"{x} {y}" for x, y in line) + "Z" for line in lines)
        biggest = max(lines, key=_area)
        xs, ys = [x for x, _ in biggest], [y for _, y in biggest]
        found.append(Drawn(path, round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)))
    width = math.ceil(2 * MARGIN + (right - left) * squeeze * scale)
    return Picture(max(width, 60), max(math.ceil(2 * MARGIN + (high - low) * scale), 60), tuple(found))


def _area(line: Sequence[Point]) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(line, [*line[1:], line[0]], strict=True)))


def matched(names: Iterable[str], units: Mapping[int, tuple[str, ...]]) -> dict[str, int]:
    """Name in the file → unit, by full or short name, or by the name without 村、社区 and what stands behind. units: id → names."""
    exact = {name: pk for pk, given in units.items() for name in given if name}
    bare = {_bare(name): pk for name, pk in exact.items()}
    return {name: exact.get(name) or bare[_bare(name)] for name in names if name in exact or _bare(name) in bare}


def _bare(name: str) -> str:
    for end in ("村民委员会", "居民委员会", "村委会", "居委会", "社区", "村"):
        if name.endswith(end) and len(name) > len(end) + 1:
            return name.removesuffix(end)
    return name
