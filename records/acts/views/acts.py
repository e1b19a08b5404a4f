"""The pages of acts: one row beside the state table gives the button, the page, the address, the refusal beside its field.

```python
PAPER = ActPages(
    "paper", page="meetings:paper", id_name="paper_id", get=get_paper, facts=paper_facts, doors=DOORS, acts=(
        Act("submit", actions.submit_paper, done="已送审。"),
        Act("drop", actions.drop_paper, done="已废止。", confirm="废止以后文稿留在登记簿里，不能再送审。"),
        Act("receive", actions.receive_paper, form=ReceiveForm, part="recipient_id", done="已签收。"),
    ),
)
urlpatterns = [*PAPER.urls("papers/")]          # /papers/12/submit/, all named "paper_act"
```
The page of the thing asks `PAPER.buttons(request, row)` and draws them with `{% acts buttons %}`; a part of the page draws
its own with `{% act buttons "receive" recipient.pk %}`. What is neither a button nor reachable is so because the doors say so.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from records.acts.actions.turns import table_of
from records.acts.forms import ActForm
from records.acts.rules.doors import Door, Doors, Facts, Step
from records.acts.views.visits import Visit
from township.actors import Actor
from township.frame.access import any_account, requires
from township.frame.addresses import address
from township.permissions import CAPABILITIES, Capability


@dataclass(frozen=True)
class Verb:
    """Another button of an act's page. run, done: as the act's, on the same form.

    kind: "act" runs and leaves the page, "preview" answers with a PDF in a new window, "fill" puts values into the form
    (run gives them) and shows it again with nothing judged; needs: field without which the button makes no sense.
    """

    key: str
    label: str
    run: Callable
    done: str | Callable[[object], str] = ""
    kind: str = "act"
    needs: str = ""


@dataclass(frozen=True)
class Act:
    """One act on a thing. name: of its door; run: the action, given the thing's number, revision, by, at and the form's
    values; done: the sentence afterwards, or a function of what the action returned.

    form: None = it needs no text, so it is one tap; confirm: what cannot be undone, said on a page before it is done; part:
    name of the action's argument for the part of the thing it is on; is_free: nothing the page shows matters to it, so no
    revision is asked; verb: the word on its own page's button; verbs: more buttons there; beside: more for the template;
    leads_to: address afterwards, given (request, row, result); open_to: rights of which one opens the address, where the
    door itself looks at more than one right; also: other acts offered beside it on the desk; id_name: what this action calls the thing's number, where it differs;
    is_from_day: the desk offers it from the day on which its line is due.
    """

    name: str
    run: Callable[..., object]
    done: str | Callable[[object], str]
    form: type[ActForm] | None = None
    confirm: str = ""
    part: str = ""
    is_free: bool = False
    verb: str = ""
    verbs: tuple[Verb, ...] = ()
    template: str = "records/acts/act.html"
    beside: Callable[[HttpRequest, Model, ActForm], dict] | None = None
    leads_to: Callable[[HttpRequest, Model, object], str] | None = None
    also: tuple[str, ...] = ()
    id_name: str = ""
    keeps_draft: bool = True
    is_from_day: bool = False
    open_to: tuple[Capability, ...] = ()

    @property
    def is_tap(self) -> bool:
        """Done by one tap on the page or on the desk, without a page of its own."""
        return self.form is None and not self.confirm


@dataclass(frozen=True)
class Button:
    """A step with where it is done. is_tap: the button itself posts."""

    step: Step
    url: str
    is_tap: bool
    revision: int

    @property
    def name(self) -> str:
        return self.step.name


@dataclass(frozen=True)
class Buttons:
    """The acts of one thing for one reader. parts: act -> numbers of the parts on which it is open."""

    pages: "ActPages"
    row: Model
    whole: tuple[Button, ...]
    parts: dict[str, frozenset[int]] = field(default_factory=dict)

    @property
    def is_on_parts(self) -> bool:
        """Whether something is open on a part of the page, beside which its button stands."""
        return any(self.parts.values())

    def of(self, name: str, part: int | None = None) -> Button | None:
        """The button of one act, on a part where it is on parts."""
        if part is None:
            return next((button for button in self.whole if button.name == name), None)
        if part not in self.parts.get(name, ()):
            return None
        return self.pages.button(self.row, self.pages.doors.doors[name], part)


class ActPages:
    """The acts of one kind of thing. See the module for an example."""

    def __init__(
        self,
        kind: str,
        *,
        page: str,
        id_name: str,
        get: Callable[[Actor, int], Model],
        facts: Callable[[Actor, Model], Facts],
        doors: Doors,
        acts: Iterable[Act],
        elsewhere: Mapping[str, str] | None = None,
        back: Callable[[HttpRequest, Model], str] | None = None,
    ):
        """kind: of the matter; page: url name of the thing's page; id_name: what the actions call the thing's number; get:
        the thing in sight, or OutOfScope; facts: what the doors look at; elsewhere: doors that lead to a page of another
        shape, door → its url name, which takes the thing's number; back: address after an act, where not everybody who may do
        one may open the page of the thing. Raises ValueError where doors and acts differ.
        """
        self.kind, self.page, self.id_name, self.get, self.facts, self.doors = kind, page, id_name, get, facts, doors
        self.acts = {act.name: act for act in acts}
        self.elsewhere = dict(elsewhere or {})
        self.back = back
        if unknown := {*self.acts, *self.elsewhere} - set(doors.doors):
            raise ValueError(f"{kind}: acts without a door {sorted(unknown)}")
        PAGES[kind] = self

    # --- buttons ----------------------------------------------------------------------------------------------------

    def buttons(self, request: HttpRequest, row: Model, facts: Facts | None = None) -> Buttons:
        """What this reader may do with the row now. facts: those the page has gathered anyway."""
        facts = facts or self.facts(request.actor, row)
        parts = {name: ids for name, ids in getattr(facts, "parts", {}).items() if self.has_right(request.actor, name)}
        steps = () if getattr(row, "erased_on", None) else self.doors.steps(facts, table_of(row))
        whole = (step for step in steps if step.name in self.elsewhere or self._is_whole(step.name))
        shown = tuple(self._button(row, step) for step in whole)
        return Buttons(self, row, shown, {name: frozenset(ids) for name, ids in parts.items()})

    def button(self, row: Model, door: Door, part: int) -> Button:
        """The button of an act on one part of the row."""
        return self._button(row, Step(door.name, self.doors.label_of(door.name)), part)

    def url(self, row: Model, name: str, part: int | None = None, **query: str) -> str:
        """Address of an act."""
        app = self.page.partition(":")[0]
        number = {} if part is None else {"part": part}
        found = address(f"{app}:{self.kind}_act", pk=row.pk, act=name, **number)
        return f"{found}?{urlencode(query)}" if query else found

    def has_right(self, actor: Actor, name: str) -> bool:
        """A page may know what others may do on a part; the button is for whom the act would not refuse."""
        door = self.doors.doors.get(name)
        return door is None or not door.needs or actor.may(CAPABILITIES[door.needs])

    def _is_whole(self, name: str) -> bool:
        return name in self.acts and not self.acts[name].part

    def _button(self, row: Model, step: Step, part: int | None = None) -> Button:
        if step.name in self.elsewhere:
            return Button(step, address(self.elsewhere[step.name], row.pk), False, row.revision)
        return Button(step, self.url(row, step.name, part), self.acts[step.name].is_tap, row.revision)

    # --- addresses --------------------------------------------------------------------------------------------------

    def urls(self, prefix: str) -> list[URLPattern]:
        """One address for each act: {% url "meetings:paper_act" pk=… act="submit" %}."""
        name = f"{self.kind}_act"
        return [
            path(
                f"{prefix}<number:pk>/{act.name}/{'<number:part>/' if act.part else ''}",
                self._view(act),
                {"act": act.name},
                name,
            )
            for act in self.acts.values()
        ]

    def _view(self, act: Act):
        door = self.doors.doors[act.name]

        def view(request: HttpRequest, pk: int, act: str, part: int = 0) -> HttpResponse:
            return Visit(self, self.acts[act], request, pk, part).answer()

        view.__name__, view.__doc__ = f"{self.kind}_{act.name}", door.label or act.name
        needed = act.open_to or ((CAPABILITIES[door.needs],) if door.needs else ())
        guard = requires(*needed) if needed else any_account
        return guard(require_http_methods(["GET", "POST"])(view))


PAGES: dict[str, ActPages] = {}
