"""What the page tests share: the day, quick printing, and a registration as a browser posts it."""

from datetime import date

import pytest

from tests.cast import TODAY


@pytest.fixture(autouse=True)
def _stand_on_today(stand_at, quick_print):
    stand_at(TODAY)


@pytest.fixture
def typed():
    """typed(people=[{...}], **changes): the fields of the registration page as a browser sends them."""
    return registration_fields


def registration_fields(people=None, **changes) -> dict:
    rows = people if people is not None else [{"name": "张三丰", "phone": "13812341234", "address": "河湾社区二组12号"}]
    data = {
        "key": "form-1",
        "channel": "visit",
        "raised_on": TODAY,
        "received_on": TODAY,
        "visitors": "1",
        "words": "三组机耕道排水沟堵了半年，一下雨就淹田，请求疏通。",
        "purpose": "demand",
        "place_text": "三组机耕道",
        "now": "register",
        "p-TOTAL_FORMS": str(max(len(rows), 1)),
        "p-INITIAL_FORMS": "0",
    }
    for at, row in enumerate(rows or [{}]):
        data |= {f"p-{at}-{name}": value for name, value in row.items()}
    data |= changes
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}
