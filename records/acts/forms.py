"""The form of an act: what it needs from the person, with the revision the page showed."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from records.acts.actions.turns import scope_matter
from records.matters.actions.public_words import check_public
from records.matters.queries.people import linked_to
from township.actors import Actor
from township.directory.models.units import Unit
from township.frame.forms.fields import WordsField
from township.refusals import Refused


class ActForm(forms.Form):
    """row: the thing, as its page shows it; part: number of the part of it that the act is on, 0 = the whole.

    A form never decides whether an act is allowed: the action does, and its refusal is put beside the field it names.
    Words that many read (WordsField) name nobody whom the thing, or what it is linked to, comes from.
    refusals: what the action calls a field, where the form calls it something else.
    """

    refusals: dict[str, str] = {}
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)

    def __init__(
        self,
        data=None,
        files=None,
        *,
        row: Model,
        actor: Actor,
        today: date,
        part: int = 0,
        request: HttpRequest | None = None,
        **kwargs,
    ):
        self.row, self.actor, self.today, self.part, self.request = row, actor, today, part, request
        starting = {"revision": row.revision, "on": today} | self.starting()
        super().__init__(data, files, **kwargs | {"initial": starting | kwargs.get("initial", {})})
        self.prepare()

    def starting(self) -> dict:
        """Initial values that depend on the thing."""
        return {}

    def prepare(self) -> None:
        """Choices and fields that depend on the thing."""

    def values(self) -> dict:
        """Arguments of the action beside the thing's number, revision, by and at."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def _post_clean(self) -> None:
        super()._post_clean()
        words = [name for name, field in self.fields.items() if isinstance(field, WordsField) and not field.personal]
        typed = {name: self.cleaned_data[name] for name in words if self.cleaned_data.get(name)}
        about = linked_to(*self._matters()) if typed else ()
        for name, text in typed.items():
            try:
                check_public(self.fields[name].label, text, field=name, township_id=self.row.township_id, matters=about)
            except Refused as refused:
                self.add_error(name, str(refused))

    def _matters(self) -> set[int]:
        """The thing's own matter and the one it is judged by; none for what hangs on no matter (a series of meetings)."""
        if not hasattr(self.row, "matter"):
            return set()
        return {self.row.matter.pk, scope_matter(self.row).pk}

    def typed(self, name: str):
        """A value that could be read, whether or not the rest of the form could."""
        return getattr(self, "cleaned_data", {}).get(name)

    def given(self) -> dict:
        """What the form holds so far, as values: what was typed as far as it could be read, else what it starts with."""
        if self.is_bound:
            return getattr(self, "cleaned_data", {})
        return {name: self._read(name, value) for name, value in self.initial.items()}

    def _read(self, name: str, value):
        """A starting value that is still typed words (a form shown again with its text filled in); None = unreadable, or none of what the
        field offers."""
        if not isinstance(value, str) or name not in self.fields:
            return value
        try:
            return self.fields[name].clean(value)
        except ValidationError:
            return None

    def units(self, *kinds: str):
        """Active units of the township of these kinds."""
        return Unit.objects.filter(township_id=self.row.township_id, is_active=True, kind__in=kinds)

    def meet(self, conflict) -> None:
        """What the action found changed under this form (a document): the next press counts for the present state."""

    def place_refusal(self, refusal: Refused) -> None:
        """Beside the field the refusal names, under the name it has here; above the form otherwise."""
        field = self.refusals.get(refusal.field, refusal.field)
        self.add_error(field if field in self.fields else None, str(refusal))
