"""Minutes that were begun by mistake: undone while nobody wrote anything, begun again from the agenda of then."""

import pytest

from meetings.sessions.actions import minutes
from meetings.sessions.models.sessions import Session
from meetings.sessions.queries.scope import get_minutes
from meetings.sessions.queries.work import session_work
from township.actors import OutOfScope
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


def test_a_mistaken_start_is_undone_and_begun_again_with_the_agenda_of_then(hall):
    hall.begun()
    topic = hall.session.topics.get()
    hall.on_minutes(minutes.drop_minutes, "clerk")
    topic.refresh_from_db()
    hall.session = Session.objects.get(pk=hall.session.pk)
    assert (hall.minutes.state, topic.state, hall.session.written) == ("dropped", "scheduled", None)
    assert next(session_work(hall.session)).act == "begin_minutes"
    with pytest.raises(OutOfScope):
        get_minutes(hall.actor("clerk"), hall.minutes.pk)
    again = hall.do(minutes.begin_minutes, "clerk2", session_id=hall.session.pk)
    topic.refresh_from_db()
    assert (again.pk, again.state, topic.state) == (hall.minutes.pk, "draft", "heard")
    hall.again()
    hall.write()
    with pytest.raises(Refused, match="已经记录了内容"):
        hall.on_minutes(minutes.drop_minutes, "clerk")
