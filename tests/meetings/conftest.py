"""A session in any state, made by the actions themselves; a printer that is quick where no page is looked at."""

from tests.meetings.dispatch.dispatch_room import *  # noqa: F403 - the fixtures
from tests.meetings.hall import *  # noqa: F403 - the fixtures
