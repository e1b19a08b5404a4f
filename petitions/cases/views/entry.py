"""What stands on the page of registration: the form and the people, empty, as typed, with another row, and what was there before."""

import secrets
from dataclasses import dataclass

from django.forms.utils import ErrorDict
from django.http import HttpRequest

from petitions.cases.forms.registration import PetitionerFormSet, RegistrationForm
from petitions.cases.queries.cases import earlier_matters
from petitions.cases.rules.channels import CHANNELS
from petitions.cases.rules.next_steps import NEXT_STEPS
from records.matters.origins import origin_of
from township.actors import Actor
from township.directory.rules.posts import LEADERSHIP
from township.frame.forms.typed import typed_number
from township.permissions import CAPABILITIES, CLERK, GRID_MEMBER
from township.words import whole_number

BRIEF_CHANNELS = ("visit", "call")
LEADER_CHANNELS = ("reception", "visit", "call", "letter")


@dataclass
class Entry:
    """What is on the page: the form and the people, with the fields that only some channels have."""

    form: RegistrationForm
    people: PetitionerFormSet

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.people.is_valid()])

    def persons(self) -> tuple[list, list[int]]:
        """Entered persons, and for each the number of its row on the page."""
        rows = [(at, one) for at, one in enumerate(self.people.forms) if not one.is_blank]
        return [one.entry() for _, one in rows], [at for at, _ in rows]

    def place_faults(self, faults, rows: list[int]) -> None:
        """Each sentence beside its field; those of a person on the row where they stand."""
        for field, sentence in faults:
            prefix, _, rest = field.partition("-")
            at, _, name = rest.partition("-")
            row = whole_number(at, 4)
            if prefix == "petitioners" and row is not None and row < len(rows):
                self.people.forms[rows[row]].add_error(name, sentence)
            elif prefix == "petitioners":
                self.people.non_form_errors().append(sentence)
            else:
                self.form.place_fault(field, sentence)


def blank(request: HttpRequest, origin: tuple[int, str] | None) -> Entry:
    """The empty page, or what the origin of the case already knows."""
    actor, today = request.actor, request.today
    initial = {
        "key": secrets.token_urlsafe(24),
        "raised_on": today,
        "received_on": today,
        "visitors": 1,
        "now": "register",
        "channel": "visit",
        "purpose": "demand",
    }
    if CLERK not in actor.roles and actor.roles & LEADERSHIP:
        initial |= {"channel": "reception", "leader": actor.person_id, "session_on": today}
    if is_brief(actor):
        initial |= {"channel": "visit", "purpose": "demand", "place": next(iter(sorted(actor.unit_ids)), None)}
    people = []
    if origin:
        known = origin_of(actor, origin[0]).prefill(actor, *origin)
        people = known.pop("people", [])
        initial |= known
    formset = PetitionerFormSet(prefix="p", initial=people)
    return Entry(RegistrationForm(initial=initial, **options(request)), formset)


def bound(request: HttpRequest, data) -> Entry:
    form = RegistrationForm(data, request.FILES, **options(request))
    return Entry(form, PetitionerFormSet(data, prefix="p"))


def as_typed(request: HttpRequest, data) -> Entry:
    """What was typed, shown again without judging it."""
    entry = bound(request, data)
    for form in (entry.form, *entry.people.forms):
        form._errors = ErrorDict()
        form.cleaned_data = {}
    entry.people._errors = [{} for _ in entry.people.forms]
    entry.people._non_form_errors = entry.people.error_class()
    return entry


def options(request: HttpRequest) -> dict:
    """What the roles of the actor leave open: steps by right, channels by what comes to them."""
    actor = request.actor
    steps = tuple(
        key for key, step in NEXT_STEPS.items() if not step.capability or actor.may(CAPABILITIES[step.capability])
    )
    channels = tuple(CHANNELS)
    if is_brief(actor):
        channels = BRIEF_CHANNELS
    elif CLERK not in actor.roles:
        channels = LEADER_CHANNELS
    return {"township_id": actor.township_id, "today": request.today, "steps": steps, "channels": channels}


def is_brief(actor: Actor) -> bool:
    """A grid member's report: one short page for the phone."""
    return GRID_MEMBER in actor.roles and not actor.roles & {CLERK, *LEADERSHIP}


def with_rows(request: HttpRequest, asked: str):
    """The posted data with one more row for a person, or without one."""
    data = request.POST.copy()
    total = typed_number(request, "p-TOTAL_FORMS", PetitionerFormSet.max_num) or 1
    if asked == "add":
        data["p-TOTAL_FORMS"] = str(min(total + 1, PetitionerFormSet.max_num))
    dropped = whole_number(asked.removeprefix("drop-"), 4)
    if asked.startswith("drop-") and dropped is not None:
        _close_gap(data, dropped, total)
    return data


def _close_gap(data, gone: int, total: int) -> None:
    names = [name.rsplit("-", 1)[-1] for name in data if name.startswith("p-0-")]
    for at in range(gone, total - 1):
        for name in names:
            data[f"p-{at}-{name}"] = data.get(f"p-{at + 1}-{name}", "")
    for name in names:
        data.pop(f"p-{total - 1}-{name}", None)
    data["p-TOTAL_FORMS"] = str(max(total - 1, 1))


def typed(entry: Entry) -> list[dict[str, str]]:
    """Name, telephone and document number of each row as they stand on the page."""
    return [
        {name: (form[name].value() or "") for name in ("name", "phone", "id_number")} for form in entry.people.forms
    ]


def earlier_of(actor: Actor, typed: list[dict[str, str]]) -> list:
    """Earlier matters of anybody on the page, each once."""
    found = {}
    for row in typed:
        name, phone, number = (row.get(key, "").strip() for key in ("name", "phone", "id_number"))
        if name or phone or number:
            for matter in earlier_matters(actor, name, phone, number):
                found.setdefault(matter.id, matter)
    return list(found.values())
