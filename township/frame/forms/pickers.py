"""Choices among rows: units and people of the directory, or rows of any other table.

A form says in its `__init__` which rows a field offers. They are read once, when the field is first shown or checked,
and the field cleans to the row itself.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django import forms
from django.db.models import Model

from township.directory.models.people import Person
from township.directory.queries.people import person_words, with_posts


class _Offered:
    """What fields of one row and of several rows have in common; `words` says how a row reads in the list."""

    words: Callable[[Model], str]
    _source: Iterable[Model] = ()
    _rows: dict[str, Model] | None = None

    def offer(self, rows: Iterable[Model]) -> None:
        """The rows to choose from; frame.js puts a box to search in above a long list."""
        self.widget.attrs["data-search"] = True
        self._source, self._rows = rows, None
        self.choices = self._options

    @property
    def rows(self) -> dict[str, Model]:
        """The rows offered, by their keys as text."""
        if self._rows is None:
            self._rows = {str(row.pk): row for row in self._source}
        return self._rows

    def _options(self) -> list[tuple[str, str]]:
        return [(key, self.words(row)) for key, row in self.rows.items()]


class RowField(_Offered, forms.ChoiceField):
    """One row, or None where the field is not required. `empty=None`: the first row stands chosen."""

    noun = ""  # what the sentence of refusal calls the row; without it the label

    def __init__(
        self, label: str, *, required: bool = True, empty: str | None = "（请选择）", words: Callable = str, **more
    ):
        self.empty, self.words = empty, words
        errors = {"required": f"请选择{label}。", "invalid_choice": f"没有这个{self.noun or label}，请重新选择。"}
        errors |= more.pop("error_messages", {})
        super().__init__(label=label, required=required, error_messages=errors, **more)

    def _options(self) -> list[tuple[str, str]]:
        first = [] if self.empty is None else [("", self.empty)]
        return first + super()._options()

    def prepare_value(self, value):
        return getattr(value, "pk", value)

    def clean(self, value) -> Model | None:
        return self.rows.get(super().clean(value))


class RowsField(_Offered, forms.MultipleChoiceField):
    """Any number of rows, ticked."""

    def __init__(self, label: str, *, required: bool = False, words: Callable = str, **more):
        self.words = words
        errors = {"required": f"请勾选{label}。", "invalid_choice": f"{label}里有一项已经不在了，请重新选择。"}
        widget = more.pop("widget", forms.CheckboxSelectMultiple)
        super().__init__(label=label, required=required, error_messages=errors, widget=widget, **more)

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return [getattr(row, "pk", row) for row in value]

    def clean(self, value) -> list[Model]:
        return [self.rows[key] for key in dict.fromkeys(super().clean(value))]


class ListedLater(forms.SelectMultiple):
    """A long list that is fetched when the part of the page that holds it is opened. Once something is chosen in it, or
    without script where a button asked for it (`is_whole`), it stands there as a whole."""

    is_whole = False

    def fetch(self, url: str, field: str) -> None:
        """Where the options come from: posted with what is chosen in the field, answered with <option>s."""
        self.attrs |= {"hx-post": url, "hx-params": field, "hx-trigger": "toggle from:closest details once"}

    def optgroups(self, name, value, attrs=None):
        """The options that stand on the page."""
        return super().optgroups(name, value, attrs) if self.is_whole or any(value) else []


class UnitField(RowField):
    """A unit."""

    noun = "单位"

    def __init__(self, label: str, *, empty: str | None = "（请选择单位）", **more):
        super().__init__(label, empty=empty, **more)


class UnitsField(RowsField):
    """Any number of units, under the heads of their kinds; frame.js puts a 全选 beside each head."""

    def group_of(self, key: str) -> str:
        """The head under which the unit of this key stands: 成员单位, 村（社区）, 外部机关."""
        return self.rows[key].get_kind_display()


class PersonField(RowField):
    """A person; the unit stands beside the name."""

    noun = "人员"

    def __init__(self, label: str, *, empty: str | None = "（请选择人员）", **more):
        super().__init__(label, empty=empty, words=person_words, **more)

    def offer(self, people: Iterable[Person], on: date) -> None:
        """The people to choose from, with the units of the posts they hold on that day."""
        super().offer(with_posts(people, on))


class PeopleField(RowsField):
    """Any number of people; the unit stands beside each name."""

    def __init__(self, label: str, **more):
        super().__init__(label, words=person_words, **more)

    def offer(self, people: Iterable[Person], on: date) -> None:
        """The people to choose from, with the units of the posts they hold on that day."""
        super().offer(with_posts(people, on))
