"""Enumerations whose members carry the word shown on the screen."""

from enum import StrEnum


class Choice(StrEnum):
    """A stored value with its Chinese label: `LETTER = "letter", "来信"`. Members compare equal to the stored text."""

    label: str

    def __new__(cls, value: str, label: str):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def pairs(cls) -> list[tuple[str, str]]:
        """(value, label) of every member in order: what a model field or a form takes as choices."""
        return [(member.value, member.label) for member in cls]
