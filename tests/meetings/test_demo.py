"""The demonstration plays through the same actions; a rule that changes shows here."""

import pytest
from django.db import transaction

from meetings.sessions.demo.parts import play_parts
from meetings.sessions.demo.sessions import Incomplete, load
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.referrals import Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.series import Series
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.models.unit_meetings import UnitMeeting
from tests.cast import add_post
from township.directory.models.people import Person, Role

pytestmark = pytest.mark.usefixtures("quick_print")


def test_three_sessions_in_three_stages(cast):
    person = Person.objects.create(township=cast.township, name="刘洋", title="农业服务中心联络员")
    add_post(cast, person, Role.LIAISON, "farm")
    with transaction.atomic():
        assert load(cast.township, cast.today) == 3
    assert list(Session.objects.order_by("pk").values_list("state", flat=True)) == ["closed", "held", "convened"]
    assert list(Minutes.objects.order_by("pk").values_list("state", flat=True)) == ["issued", "submitted"]
    assert sorted(Resolution.objects.values_list("state", flat=True)) == ["received", "received", "verified"]
    assert Topic.objects.filter(state="proposed").count() == 1
    with transaction.atomic():
        assert play_parts(cast.township, cast.today) == 4
    assert Referral.objects.get().number == "清信联请〔2026〕1号"
    assert (Series.objects.count(), UnitMeeting.objects.count()) == (2, 2)


def test_a_township_without_units_is_told(cast):
    with pytest.raises(Incomplete):
        load(cast.east, cast.today)
