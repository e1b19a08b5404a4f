"""Channels with exactly their fields, purposes and classes, visits and bands."""

import pytest

from petitions.cases.rules.channels import (
    CHANNELS,
    CLASS_OF_PURPOSE,
    CLASSES,
    ID_TYPES,
    OCCUPATIONS,
    PATHS,
    PURPOSES,
    class_of,
    is_group_visit,
)
from petitions.cases.rules.registration import Registration
from township.refusals import Refused

OWN_FIELDS = {
    "visit": {"visitors"},
    "letter": {"letter_on", "postmark_on"},
    "call": {"caller_number", "hotline_number"},
    "online": {"upper_number"},
    "mailbox": {"mailbox", "upper_number"},
    "transferred": {"source_organ", "source_number", "source_on", "upper_number"},
    "assigned": {"source_organ", "source_number", "source_on", "source_due_on", "upper_number"},
    "reception": {"leader", "session_on", "visitors"},
}
REQUIRED = {
    "visit": {"visitors"},
    "letter": set(),
    "call": {"caller_number"},
    "online": set(),
    "mailbox": {"mailbox"},
    "transferred": {"source_organ", "source_number"},
    "assigned": {"source_organ", "source_number", "source_due_on"},
    "reception": {"leader", "session_on", "visitors"},
}


def test_the_eight_channels_of_the_office():
    labels = ["来访", "来信", "来电", "网上", "领导信箱", "上级转送", "上级交办", "接访"]
    assert [channel.label for channel in CHANNELS.values()] == labels


@pytest.mark.parametrize("key", CHANNELS)
def test_each_channel_shows_and_requires_exactly_its_fields(key):
    channel = CHANNELS[key]
    assert {field.name for field in channel.fields} == OWN_FIELDS[key]
    assert channel.required == REQUIRED[key]


def test_every_required_field_can_be_checked():
    names = Registration.__dataclass_fields__
    assert [f.name for c in CHANNELS.values() for f in c.fields if f.is_required and f.name not in names] == []
    assert [f.name for c in CHANNELS.values() for f in c.fields if f.is_day and f.name not in names] == []


def test_the_way_it_came_in_follows_from_the_channel():
    via = {key: channel.received_via for key, channel in CHANNELS.items() if channel.received_via != "direct"}
    assert via == {"transferred": "transferred", "assigned": "assigned"}


def test_five_purposes_lead_to_three_classes():
    assert len(PURPOSES) == 5
    assert {class_of(purpose) for purpose in CLASS_OF_PURPOSE} == set(CLASSES)
    assert class_of("demand") == class_of("appeal") == "claim"


def test_other_purposes_need_the_clerks_choice():
    assert class_of("other", "suggestion") == "suggestion"
    with pytest.raises(Refused, match="请选择事项类别"):
        class_of("other")


def test_a_class_that_contradicts_the_purpose_is_refused():
    with pytest.raises(Refused, match="信访目的是“揭发控告”，事项类别应是“检举控告”"):
        class_of("accusation", "claim")


def test_exactly_five_visitors_are_a_group_visit():
    assert [is_group_visit("visit", n) for n in (4, 5)] == [False, True]
    assert is_group_visit("reception", 5) and not is_group_visit("letter", 50)
    assert not is_group_visit("visit", 5, group_visit_min=10)


def test_lists_that_fit_their_columns():
    assert len(OCCUPATIONS) == len(set(OCCUPATIONS)) == 17
    assert max(map(len, CHANNELS)) <= 14 and max(map(len, OCCUPATIONS)) <= 12 and max(map(len, ID_TYPES)) <= 10
    assert list(PATHS) == [1, 2, 3, 4, 5, 6]
