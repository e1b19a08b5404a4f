"""The demonstration of the office plays through the same actions; a rule that changes shows here."""

from django.db import transaction

from meetings.documents.demo import load
from meetings.documents.models.groups import WorkingGroup
from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.models.letters import LetterRound
from meetings.documents.models.papers import OfficePaper
from meetings.documents.models.plans import WorkPlan
from tests.cast import add_post
from township.directory.models.people import Person, Role


def test_every_page_has_something_to_show(desk, cast):
    person = Person.objects.create(township=cast.township, name="刘洋", title="农业服务中心联络员")
    add_post(cast, person, Role.LIAISON, "farm")
    with transaction.atomic():
        load(cast.township, cast.today)
    states = sorted(OfficePaper.objects.values_list("kind", "state"))
    assert states == [
        ("bulletin", "submitted"),
        ("circular_week", "draft"),
        ("notice", "issued"),
        ("work_points", "issued"),
    ]
    assert sorted(IncomingPaper.objects.values_list("state", flat=True)) == ["assigned", "registered"]
    assert WorkingGroup.objects.get().reports.count() == 1
    assert LetterRound.objects.get().rows.filter(signed_on__isnull=False).count() == 2
    assert sorted(WorkPlan.objects.get().points.values_list("percent", flat=True)) == [0, 60, 100]
