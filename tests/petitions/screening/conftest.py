"""The field of screening: a township in which a round is open; a printer that is quick where no page is looked at."""

from tests.petitions.screening.field import *  # noqa: F403 - the fixtures
