"""A plenary of 40 units and 25 items: its pages open in at most 10 queries, for the office, a unit and a convenor."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.sessions.actions import seats, sessions
from meetings.sessions.models.topics import Topic
from records.matters.models.matters import Matter
from township.directory.models.units import Unit, UnitKind

pytestmark = pytest.mark.usefixtures("quick_print")
MOST = 10  # five of them are the frame's: session, account, posts, what shuts out, counts


@pytest.fixture
def plenary(hall):
    """Convened, with the notice out to 40 units, an agenda of 25 topics, a file and two items of earlier sessions."""
    cast = hall.cast
    Unit.objects.bulk_create(
        Unit(
            township=cast.township,
            parent=cast.unit("root"),
            kind=UnitKind.MEMBER,
            name=f"第{n}单位",
            order=100 + n,
            path=f"{cast.unit('root').path}x{n}/",
        )
        for n in range(36)
    )
    hall.plan(kind="plenary", title="全体会议")
    units = Unit.objects.filter(township=cast.township, kind__in=(UnitKind.MEMBER, UnitKind.VILLAGE), is_office=False)
    hall.do(
        seats.invite, "clerk", session_id=hall.session.pk, part="member", unit_ids=units.values_list("pk", flat=True)
    )
    assert hall.session.seats.count() == 40
    matters = Matter.objects.bulk_create(
        Matter(township=cast.township, kind="topic", number=f"议〔2026〕{n}号", title="议题", opened_on=hall.day)
        for n in range(101, 126)
    )
    Topic.objects.bulk_create(
        Topic(
            matter=matter,
            township=cast.township,
            title=f"关于第{n}项工作",
            ask="明确责任单位和时限",
            unit=cast.unit("building"),
            state="scheduled",
            session=hall.session,
            order=n,
            proposed_by=cast.person("liaison"),
            proposed_on=hall.day,
        )
        for n, matter in enumerate(matters, start=1)
    )
    hall.on_session(sessions.convene)
    return hall


def queries(client, url: str) -> int:
    """Asked for twice: the first time keeps the working calendar and the time of the log-in."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_pages_open_in_few_queries(plenary, stand_at):
    stand_at(plenary.day)
    page = reverse("meetings:session", args=[plenary.session.pk])
    found = {}
    for who in ("clerk", "liaison", "convenor"):
        client = plenary.cast.client(who)
        for step in ("before", "during", "after"):
            found[who, step] = queries(client, f"{page}?step={step}")
    plenary.begun()
    stand_at(plenary.day, 20)
    for who in ("clerk", "liaison", "convenor"):
        found[who, "minutes begun"] = queries(plenary.cast.client(who), f"{page}?step=after")
    client, page = plenary.cast.client("clerk"), reverse("meetings:minutes", args=[plenary.minutes.pk])
    found["minutes"] = queries(client, page)
    assert {key: n for key, n in found.items() if n > MOST} == {}
