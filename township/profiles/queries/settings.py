"""The values a township works with: what it stored, else the default of the registry."""

from collections.abc import Mapping

from django.db.models import Max

from township.profiles.models.settings import SettingValue
from township.profiles.rules.settings import DEFAULTS, with_defaults


def settings_of(township_id: int | None) -> Mapping[str, int | bool]:
    """Every value of the township by key: one query. Without a township (platform): the defaults."""
    if township_id is None:
        return DEFAULTS
    return with_defaults(stored_values(township_id))


def stored_values(township_id: int) -> dict[str, str]:
    """The newest stored text of every key the township ever changed."""
    newest = SettingValue.objects.filter(township_id=township_id).values("key").annotate(last=Max("id")).values("last")
    return dict(SettingValue.objects.filter(pk__in=newest).values_list("key", "value"))


def setting(township_id: int | None, key: str) -> int | bool:
    """One value, in the unit the registry names for it. KeyError for a key the registry does not hold. One query."""
    return settings_of(township_id)[key]
