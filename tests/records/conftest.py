"""Matters without an app of their own around them, and files made on the spot."""

import io

import pytest

from records.matters.models.access import Access, Handler, Holding
from records.matters.models.matters import Matter, Secrecy


class Upload(io.BytesIO):
    """What a form hands over."""

    def __init__(self, name: str, data: bytes):
        super().__init__(data)
        self.name, self.size = name, len(data)


@pytest.fixture
def upload():
    return Upload


@pytest.fixture
def make_matter(cast):
    """make_matter("1号", title=…, secrecy=…): a matter of the kind case, with nobody in charge."""

    def make(number="清信〔2026〕1号", **values):
        defaults = {"township": cast.township, "kind": "case", "title": "河湾社区路灯不亮", "opened_on": cast.today}
        return Matter.objects.create(number=number, **{**defaults, **values})

    return make


@pytest.fixture
def matter(make_matter):
    return make_matter()


@pytest.fixture
def accusation(make_matter, cast):
    """A restricted matter that only the clerk and the convenor know of."""
    row = make_matter("清信〔2026〕9号", title="检举控告", secrecy=Secrecy.RESTRICTED)
    for key in ("clerk", "convenor"):
        Access.objects.create(matter=row, person=cast.person(key), granted_at=cast.at())
    return row


@pytest.fixture
def give(cast):
    """give(matter, "building") to a unit; give(matter, person="grid") to a person."""

    def hand(matter, unit=None, person=None, part=None):
        if unit:
            return Holding.objects.create(matter=matter, unit=cast.unit(unit), part=part or "lead")
        return Handler.objects.create(matter=matter, person=cast.person(person), part=part or "reporter")

    return hand
