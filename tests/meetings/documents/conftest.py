"""Papers, groups, letters and work points in any state, made by the actions themselves."""

from tests.meetings.documents.desk import *  # noqa: F403 - the fixtures
