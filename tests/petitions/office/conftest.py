"""The office at its desk: analysis, urgent information, plans."""

from tests.petitions.office.desk import *  # noqa: F403 - the fixtures
