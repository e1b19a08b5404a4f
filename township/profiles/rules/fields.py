"""The shape of an entry of a profile file: known fields, their types, and nothing else."""

from collections.abc import Collection, Mapping

from township.profiles.rules.bounds import check_bounds
from township.refusals import Refused

Entry = dict[str, object]
_TYPE_WORDS = {str: "文字", int: "整数", bool: "是否（true / false）", list: "列表", dict: "一组值"}


def checked(where: str, row: Mapping, fields: Mapping[str, type], needed: Collection[str], bounds: str = "") -> Entry:
    """A copy of the entry when every field is known and of its type, and all needed ones are there; else Refused.

    bounds: the section it stands in; what may never be adopted is refused everywhere but in not_adopted.
    """
    if bounds != "not_adopted":
        check_bounds(where, row)
    for key, value in row.items():
        if key not in fields:
            raise Refused(f"{where}：不认识“{key}”这一栏。", field=key)
        if type(value) is not fields[key]:
            raise Refused(f"{where}：“{key}”要写{_TYPE_WORDS.get(fields[key], '日期')}。", field=key)
    for key in needed:
        if row.get(key) in (None, "", [], {}):
            raise Refused(f"{where}：缺少“{key}”。", field=key)
    return {key: _own(value) for key, value in row.items()}


def one_of(where: str, name: str, value: object, known: Collection) -> None:
    """Refused unless the value is one of the known ones."""
    if value not in set(known):
        raise Refused(f"{where}：“{name}”不能是“{value}”。", field=name)


def _own(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, list) else value
