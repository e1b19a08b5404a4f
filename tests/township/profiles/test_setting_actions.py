"""Values of the township: default, change, history, and what is no value."""

import pytest

from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.profiles.actions.settings import change_setting
from township.profiles.models.settings import SettingValue
from township.profiles.queries.setting_rows import setting_rows
from township.profiles.queries.settings import setting, settings_of
from township.profiles.rules.settings import DEFAULTS, REGISTRY
from township.refusals import Refused


def test_without_a_change_every_value_is_the_default(cast):
    assert settings_of(cast.township.pk) == dict(DEFAULTS)
    assert settings_of(None) == DEFAULTS


def test_the_newest_change_counts_in_its_own_township_and_older_ones_stay(cast):
    for text in ("5", "４"):
        change_setting(key="light_yellow_days", text=text, by=cast.actor("director"), at=cast.at())
    assert setting(cast.township.pk, "light_yellow_days") == 4
    assert setting(cast.east.pk, "light_yellow_days") == DEFAULTS["light_yellow_days"]
    assert list(SettingValue.objects.order_by("id").values_list("value", flat=True)) == ["5", "4"]
    line = JournalEntry.objects.order_by("-seq").first()
    assert line.detail == {"key": "light_yellow_days", "from": 5, "to": 4}
    row = next(row for row in setting_rows(cast.township.pk) if row.setting.key == "light_yellow_days")
    assert (row.words, row.default_words, row.changed.changed_by) == ("4 日", "3 日", cast.person("director"))


def test_the_same_value_again_writes_nothing(cast):
    change_setting(key="light_yellow_days", text="3", by=cast.actor("director"), at=cast.at())
    assert SettingValue.objects.count() == 0
    assert JournalEntry.objects.count() == 0


@pytest.mark.parametrize("text", ["", "三", "-1", "31", "3.5", "99999999999"])
def test_what_is_no_value_is_refused_beside_the_field(cast, text):
    with pytest.raises(Refused) as refused:
        change_setting(key="light_yellow_days", text=text, by=cast.actor("director"), at=cast.at())
    assert refused.value.field == "value"


def test_who_may_and_what_exists(cast):
    with pytest.raises(NotAllowed):
        change_setting(key="light_yellow_days", text="5", by=cast.actor("clerk"), at=cast.at())
    with pytest.raises(OutOfScope):
        change_setting(key="no_such_value", text="5", by=cast.actor("director"), at=cast.at())


def test_every_value_has_a_row_on_the_page(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = setting_rows(cast.township.pk)
    assert [row.setting for row in rows] == list(REGISTRY)
