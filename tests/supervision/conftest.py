"""A browser in the room of a test, for every area."""

from tests.supervision.browser import browse  # noqa: F401 - the fixture
