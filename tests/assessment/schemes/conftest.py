"""The office at its assessment, with cases to count."""

import pytest

from tests.assessment.schemes.bench import Bench
from tests.cast import TODAY
from tests.petitions.stage import *  # noqa: F403 - cases


@pytest.fixture
def bench(cast, quick_print) -> Bench:
    return Bench(cast, TODAY)
