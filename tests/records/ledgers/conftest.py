"""A cupboard with boxes, and the templates of the institution that exists only in these tests."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from records.matters.models.access import Holding
from records.matters.models.matters import Matter
from tests.cast import TODAY, Cast


@dataclass
class Cupboard:
    """Puts boxes in: `cupboard.put(3)`; every box of 村镇建设办 is in its liaison's hands."""

    cast: Cast
    count: int = 0

    def put(self, times: int = 1, unit: str = "building", due_in: int | None = 5, **values) -> Matter:
        for _ in range(times):
            self.count += 1
            due_on = None if due_in is None else TODAY + timedelta(days=due_in)
            given = {
                "number": f"盒〔2026〕{self.count}号",
                "title": f"第{self.count}盒",
                "next_due_on": due_on,
                "next_due_label": "清点",
                "opened_on": TODAY - timedelta(days=self.count),
                "kind": "box",
            }
            holder = self.cast.unit(unit)
            box = Matter.objects.create(township=self.cast.township, holder_unit=holder, **(given | values))
            Holding.objects.create(matter=box, unit=holder, part="lead")
        return box


@pytest.fixture
def cupboard(cast, stand_at, settings) -> Cupboard:
    stand_at(TODAY)
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]
    return Cupboard(cast)
