"""The filters of a ledger as a form: one declaration gives the fields, the address line, the words and the query's argument.

What is chosen, ticked or a day stands in the address line. What is typed may be a person's name or number: it is posted,
rests in the session (township.frame.kept), and the address carries a mark in its place. That is so for every field of
words unless the form says in `in_address` that a name cannot stand there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields as fields_of
from datetime import date

from django import forms
from django.db.models import Model
from django.http import QueryDict

from records.ledgers.rules.words import Condition, is_blank, range_end
from township.actors import Actor
from township.dates import full_date
from township.frame.forms.fields import PersonalWords, WordsField

FORGOTTEN = "这里填的字已经随上次登录清除，请重新填写。"


class FilterForm(PersonalWords, forms.Form):
    """Every field is optional; what cannot be read is named beside its field and left out.

    A subclass names in `asks` the dataclass its query takes, by the names of the fields; in `main` the fields of the first
    line (the others fold away, none named = all); in `quiet` those that order the list without narrowing it.
    """

    asks: type
    main: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ("sort",)
    in_address: tuple[str, ...] = ()

    def __init__(self, data: Mapping | None, *, actor: Actor, today: date, forgotten: Iterable[str] = ()):
        """forgotten: fields whose words the session no longer holds."""
        super().__init__(data, auto_id="f-%s")
        self.actor, self.today = actor, today
        for field in self.fields.values():
            field.required = False
        self.prepare()
        for name, field in self.fields.items():
            _dress(field, is_typed=name in self.typed_names())
        self.is_valid()
        for name in forgotten:
            self.add_error(name, FORGOTTEN)

    def prepare(self) -> None:
        """Choices that hang on the reader or on the day: `self.actor`, `self.today`."""

    @classmethod
    def typed_names(cls) -> frozenset[str]:
        """The fields of words: kept out of the address."""
        typed = {name for name, field in cls.base_fields.items() if isinstance(field, forms.CharField)}
        return frozenset(typed.difference(cls.in_address))

    def wanted(self):
        """What the query takes: the fields that were read, rows of other tables by their ids."""
        names = [one.name for one in fields_of(self.asks)]
        return self.asks(**{name: _plain(value) for name, value in self._read() if name in names})

    def typed_words(self) -> dict[str, str]:
        """The words that were typed, by field."""
        return {name: value for name, value in self._read() if name in self.typed_names()}

    def address(self, marks: Mapping[str, str]) -> QueryDict:
        """The query string of this view, in the order of the fields; `marks` stand for the words that were typed."""
        query = QueryDict(mutable=True)
        for name, value in self._read():
            if name in self.typed_names():
                query[name] = marks[name]
            else:
                query.setlist(name, [_in_address(part) for part in _parts(value)])
        return query

    def conditions(self) -> list[Condition]:
        """Everything that narrows the list, as shown above it."""
        found = []
        for name, value in self._read():
            if name not in self.quiet:
                words = self.words_of(name, value)
                found.append(Condition(name, self.label_of(name, value), words, name in self.typed_names()))
        return found

    def label_of(self, name: str, value) -> str:
        """What the condition is called."""
        names = list(self.fields)
        before = names[names.index(name) - 1] if names.index(name) else name
        return range_end(self.fields[name].label, self.fields[before].label)

    def words_of(self, name: str, value) -> str:
        """How a value reads in a condition; empty for a mere yes."""
        field = self.fields[name]
        if value is True:
            return ""
        if isinstance(value, date):
            return full_date(value)
        if isinstance(field, forms.ModelChoiceField):
            return field.label_from_instance(value)
        if isinstance(field, forms.ChoiceField):
            return "、".join(_chosen_label(field.choices, _in_address(part)) for part in _parts(value))
        return str(value)

    @property
    def first_line(self) -> list[forms.BoundField]:
        return [self[name] for name in self.main] if self.main else self.visible_fields()

    @property
    def folded(self) -> list[forms.BoundField]:
        """The fields under 更多条件."""
        return [field for field in self.visible_fields() if field.name not in self.main] if self.main else []

    def _read(self) -> list[tuple[str, object]]:
        return [(name, value) for name, value in self.cleaned_data.items() if not is_blank(value)]


def _dress(field: forms.Field, *, is_typed: bool) -> None:
    """The classes of the look, and no memory of the browser for words."""
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        widget.attrs.setdefault("class", "form-check-input")
    else:
        widget.attrs.setdefault("class", "form-select" if isinstance(widget, forms.Select) else "form-control")
    if is_typed:
        widget.attrs.setdefault("autocomplete", "off")


def _parts(value) -> list:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _plain(value):
    if isinstance(value, Model):
        return value.pk
    return tuple(_plain(part) for part in value) if isinstance(value, (list, tuple)) else value


def _in_address(value) -> str:
    if value is True:
        return "1"
    return str(value.pk) if isinstance(value, Model) else str(value)


def _chosen_label(choices, key: str) -> str:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            found = _chosen_label(label, key)
            if found:
                return found
        elif str(value) == key:
            return str(label)
    return ""


class ReasonForm(forms.Form):
    """What a ledger is needed for outside the house."""

    reason = WordsField(
        "用途",
        most=200,
        help_text="写明用在哪里、给谁看（不少于 4 个字），例如：季度通报附表，仅报镇党政办",
        error_messages={"required": "请写明导出的用途。"},
    )


class DecisionForm(forms.Form):
    """The second person's word about it."""

    remark = WordsField("意见（不同意时必须写明）", most=200, required=False)
