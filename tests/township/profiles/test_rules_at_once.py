"""Two directors confirm the same change at once: one version of the clause, one refusal (PostgreSQL).

The control takes the locks away and shows that the same race then goes wrong.
"""

from collections import Counter
from contextlib import suppress
from datetime import date

import pytest
from django.db.models.query import QuerySet

from tests.cast import make_cast, moment
from tests.crowd import at_once
from township.actors import system_actor
from township.journal.models import JournalEntry
from township.profiles.actions.clauses import change_clause, decide_clause
from township.profiles.actions.profiles import adopt_profile
from township.profiles.models.profiles import RuleClause
from township.refusals import Refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
START, TIMES = date(2026, 8, 1), 12


def race() -> Counter:
    """Every change of a row of changes is confirmed by two persons at once; what came of all of them."""
    cast, results = make_cast(), Counter()
    by = system_actor(cast.township.pk, "测试", START)
    adopt_profile(key="wulingshan", township_id=cast.township.pk, valid_from=START, by=by, at=moment(START))
    for n in range(TIMES):
        change = change_clause(
            key="dispatch_month",
            values={"due": {"day": n + 1}},
            valid_from=date(2026, 10, n + 1),
            reason="提前几天",
            by=cast.actor("clerk"),
            at=cast.at(),
        )

        def confirm(who: str, pk: int = change.pk):
            return lambda: decide_clause(change_id=pk, approved=True, by=cast.actor(who), at=cast.at())

        results += at_once([confirm("director"), confirm("convenor")])
    return results


def test_one_confirmation_takes_effect():
    assert race() == Counter(done=TIMES, refused=TIMES)
    assert RuleClause.objects.filter(key="dispatch_month").count() == TIMES + 1
    assert JournalEntry.objects.filter(action="clause.confirm").count() == TIMES


def test_without_the_locks_it_goes_wrong(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    with suppress(Refused):  # the row of changes itself may come to nothing
        assert race() != Counter(done=TIMES, refused=TIMES)
