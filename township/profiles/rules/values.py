"""Editing what a profile holds besides its clauses: titles, meetings, standing rules, accountability, marks, figures.

The sentence of the source stays; what departs from it is the office's own rule, with a reason. What a profile may never
hold is refused here as it is in the files.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from township.profiles.rules.profiles import SECTIONS, TRIGGER_TO, check_entry
from township.refusals import Refused
from township.words import check_words

# Fields that may be edited: (name, label, is a number). The rest is the source's or decides what the code does.
EDITABLE: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "titles": (("label", "称谓", False), ("held_by", "由谁担任", False)),
    "sessions": (
        ("label", "名称", False),
        ("attended_by", "参加", False),
        ("invitees", "可邀请", False),
        ("notice_days", "提前几日通知", True),
    ),
    "standing": (("label", "要求", False),),
    "accountability": (
        ("label", "名称", False),
        ("organ", "由哪个机关决定", False),
        ("cite", "文书上引用的依据", False),
    ),
    "triggers": (("label", "名称", False), ("limit", "建议办理时限（工作日）", True), ("to", "督办对象", False)),
    "marks": (("label", "名称", False), ("pattern", "编号式样", False)),
    "kpi": (("label", "名称", False),),
}
MOST_WORDS = {"label": 40, "organ": 60, "cite": 60}  # characters, where it is less than USUAL_WORDS
USUAL_WORDS = 120
CHOICES: dict[str, dict[str, str]] = {"to": TRIGGER_TO}  # fields that are chosen, not typed
LABELS = {name: label for fields in EDITABLE.values() for name, label, _ in fields if name != "label"} | {
    "label": "名称"
}


@dataclass(frozen=True)
class EntryChange:
    """One entry of the values that differs: lines (label, from, to), none when it was dropped."""

    section: str
    label: str
    lines: tuple[tuple[str, str, str], ...]
    is_dropped: bool


def edited(section: str, entry: Mapping, values: Mapping, reason: str) -> dict:
    """The entry with new values of editable fields; Refused when nothing changes or it may not be."""
    names = {name for name, _, _ in EDITABLE[section]}
    kept = {name: value for name, value in values.items() if name in names}
    for name, value in kept.items():
        check_words(LABELS[name], str(value or ""), field=name, least=0, most=MOST_WORDS.get(name, USUAL_WORDS))
    then = {name: value for name, value in (dict(entry) | kept).items() if value not in ("", None)}
    if then == dict(entry):
        raise Refused("没有改动，不用提交。")
    then |= {"is_office_rule": True, "office_reason": reason.strip()}
    return check_entry(section, then)


def values_difference(before: Mapping, after: Mapping) -> list[EntryChange]:
    """What an edit changes, entry by entry, in the order of the sections."""
    found = []
    for section, title in SECTIONS.items():
        old, new = list(before.get(section, ())), list(after.get(section, ()))
        gone = [entry for entry in old if entry not in new]
        come = [entry for entry in new if entry not in old]
        for number, entry in enumerate(gone):
            then = come[number] if number < len(come) else None
            found.append(EntryChange(title, str(entry["label"]), _lines(entry, then) if then else (), then is None))
    return found


def _lines(before: Mapping, after: Mapping) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (label, _word(name, before), _word(name, after))
        for name, label in LABELS.items()
        if before.get(name) != after.get(name)
    )


def _word(name: str, entry: Mapping) -> str:
    value = entry.get(name, "")
    return str(CHOICES.get(name, {}).get(value, value) or "—")
