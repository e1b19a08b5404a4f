"""The settings page: every value with default, source, mark, and who changed it when."""

from dataclasses import dataclass

from django.db.models import QuerySet

from township.profiles.models.settings import SettingValue
from township.profiles.rules.settings import REGISTRY, Setting, parse


@dataclass(frozen=True)
class SettingRow:
    """One value. words: as shown (30 分钟, 是); changed: the newest stored row, None while the default stands."""

    setting: Setting
    words: str
    default_words: str
    changed: SettingValue | None


def setting_rows(township_id: int) -> list[SettingRow]:
    """Every value of the registry in its order. One query."""
    newest: dict[str, SettingValue] = {}
    for row in SettingValue.objects.filter(township_id=township_id).select_related("changed_by").order_by("id"):
        newest[row.key] = row
    return [_row(setting, newest.get(setting.key)) for setting in REGISTRY]


def _row(setting: Setting, changed: SettingValue | None) -> SettingRow:
    value = parse(setting.key, changed.value) if changed else setting.default
    return SettingRow(setting, setting.in_words(value), setting.in_words(setting.default), changed)


def history_of(township_id: int, key: str) -> QuerySet[SettingValue]:
    return SettingValue.objects.filter(township_id=township_id, key=key).select_related("changed_by").order_by("-id")
