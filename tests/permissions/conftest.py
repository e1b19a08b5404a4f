"""A quick printer for the permission table."""

from tests.petitions.stage import quick_print  # noqa: F401 - a fixture
