"""A case in any state, made by the actions themselves; categories; a printer that is quick where no page is looked at."""

from tests.petitions.stage import *  # noqa: F403 - the fixtures
