"""The stage of the petitions, for figures to be counted from."""

from tests.petitions.stage import *  # noqa: F403 - the fixtures
