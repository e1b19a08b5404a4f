"""The demonstration's board: figures taken, one wall in the dispatch room, one that was taken down, invented outlines of the villages."""

import json
from datetime import date

from assessment.board import actions
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.troupe import Troupe, moment


def load(township: Township, today: date) -> None:
    """Played last of all, when everything that is counted stands."""
    troupe = Troupe.of(township, today)
    director = troupe.person(Role.DIRECTOR)
    old, _ = troupe.do(actions.open_wall, director, troupe.day(40), 9, place="一楼大厅")
    troupe.do(actions.revoke_wall, director, troupe.day(30), 9, wall_id=old.pk)
    troupe.do(actions.open_wall, director, troupe.day(30), 10, place="三楼调度室")
    villages = Unit.objects.filter(township=township, kind=UnitKind.VILLAGE, is_active=True).order_by("order", "pk")
    names = [unit.name for unit in villages]
    if names:
        troupe.do(actions.upload_outline, troupe.clerk(), troupe.day(20), 10, data=outline(names))
    actions.take_figures(township.pk, moment(today, 7))


def outline(names: list[str]) -> bytes:
    """An invented map as GeoJSON: villages in rows of three, with crooked common borders."""

    def corner(column: int, row: int) -> list[float]:
        bend = (column * 7 + row * 11) % 5 - 2
        return [109.2 + 0.03 * column + 0.003 * bend, 28.4 - 0.025 * row + 0.002 * (bend * (-1) ** column)]

    features = []
    for number, name in enumerate(names):
        column, row = number % 3, number // 3
        around = ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1), (column, row))
        ring = [corner(*point) for point in around]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
