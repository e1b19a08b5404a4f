"""The office at its desk, as in tests/petitions/office."""

from tests.petitions.office.desk import *  # noqa: F403 - the fixtures
