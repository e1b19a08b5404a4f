"""A case of the cast whose code is known, as registration leaves it."""

from datetime import date

import pytest

from petitions.cases.actions.registration import register_case
from petitions.cases.rules.entries import PetitionerData, RegistrationData

DAY = date(2026, 9, 22)


def entry(**values) -> RegistrationData:
    """A complete registration of one visit, or with the values given."""
    return RegistrationData(
        **{
            "channel": "visit",
            "purpose": "demand",
            "raised_on": DAY,
            "received_on": DAY,
            "visitors": 1,
            "title": "安置房办证进度",
            "words": "安置房交了三年还没有办下房产证，测绘费多收了两百元。",
            "petitioners": (PetitionerData(name="赵桂兰", phone="13900001111", address="清河镇河湾社区三组"),),
            "place_text": "河湾社区",
            **values,
        }
    )


@pytest.fixture
def registered(cast):
    """A fresh case and its code."""
    return register_case(by=cast.actor("clerk"), at=cast.at(), data=entry())
