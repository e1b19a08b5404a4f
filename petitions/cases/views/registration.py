"""Registering a case: one page, what it proposes while one types, and the page after saving with number and code."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from petitions.cases.actions.counter import CounterStep, register_at_counter
from petitions.cases.forms.registration import (
    CHANNEL_GROUPS,
    PEOPLE_LISTS,
    PetitionerFormSet,
    category_id,
    check_attachments,
)
from petitions.cases.queries.registration import (
    Arrival,
    category_choices,
    category_tree,
    proposed_categories,
    proposed_place,
    proposed_units,
    shown_steps,
    was_handed_in,
)
from petitions.cases.rules.entries import FaultyRegistration
from petitions.cases.rules.proposals import propose_purpose
from petitions.cases.rules.title_proposals import propose_claims, propose_title
from petitions.cases.views.codes import keep_code
from petitions.cases.views.entry import Entry, as_typed, blank, bound, earlier_of, is_brief, options, typed, with_rows
from petitions.permissions import REGISTER_CASE
from records.acts.actions.drafts import drop_draft
from records.acts.queries import draft_data, kept_drafts
from records.papers.actions.attachments import examine
from township.directory.queries.people import people_in_office, person_words, with_posts
from township.frame.access import requires
from township.frame.forms.fields import DayField
from township.frame.proof import asks_proof
from township.refusals import Refused
from township.words import whole_number

DRAFT = "case-new-"  # with the key of the form: a clerk may have several at once


@asks_proof(when=lambda request: request.method == "GET" and "from" in request.GET)
@requires(REGISTER_CASE)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The page; a button of the page that only asks for another row or for earlier matters saves nothing."""
    if request.method == "GET":
        name = request.GET.get("draft", "")
        kept = draft_data(request.user.pk, name) if name.startswith(DRAFT) else None
        if kept:
            return _page(request, as_typed(request, kept), origin=_origin(kept))
        origin = _origin(request.GET)
        return _page(request, blank(request, origin), origin=origin)
    asked = request.POST.get("do", "save")
    if asked != "save":
        return _page(request, as_typed(request, with_rows(request, asked)), show=asked)
    entry = bound(request, request.POST)
    if entry.is_valid():
        done = _save(request, entry)
        if done:
            return done
    return _page(request, entry, show="look")


@requires(REGISTER_CASE)
@never_cache
@require_POST
def earlier(request: HttpRequest) -> HttpResponse:
    """Earlier matters of everybody on the page, while it is typed. Posted, so that no name stands in an address."""
    rows: dict[str, dict[str, str]] = {}
    for name, value in request.POST.items():
        prefix, _, rest = name.partition("-")
        at, _, field = rest.partition("-")
        if prefix == "p" and at.isdecimal():
            rows.setdefault(at, {})[field] = value
    found = earlier_of(request.actor, list(rows.values())[: PetitionerFormSet.max_num])
    return render(request, "petitions/cases/registration/_earlier.html", {"earlier": found})


@requires(REGISTER_CASE)
@never_cache
@require_POST
def proposals(request: HttpRequest) -> HttpResponse:
    """Title, purpose, category and unit by the words, each with its reason."""
    return render(request, "petitions/cases/registration/_proposals.html", _proposals(request, request.POST))


@requires(REGISTER_CASE)
@never_cache
@require_POST
def step_dates(request: HttpRequest) -> HttpResponse:
    """The last days of the next steps as the clocks will really have them, for what was typed so far."""
    keys = options(request)["steps"]
    steps = shown_steps(request.actor.township_id, keys, request.today, _arrival(request.POST))
    return render(request, "petitions/cases/registration/_step_dates.html", {"steps": steps})


@requires(REGISTER_CASE)
@never_cache
@require_POST
def listed_people(request: HttpRequest) -> HttpResponse:
    """Everybody in office, for the lists of people of the page; those chosen there stay chosen."""
    people = with_posts(people_in_office(request.actor.township_id), request.today)
    chosen = {key for name in PEOPLE_LISTS for key in request.POST.getlist(name)}
    rows = [(str(one.pk), person_words(one), str(one.pk) in chosen) for one in people]
    return render(request, "petitions/cases/registration/_people_list.html", {"rows": rows})


def _arrival(data) -> Arrival:
    days = {name: _readable_day(data.get(name, "")) for name in ("received_on", "source_due_on")}
    return Arrival(channel=data.get("channel", ""), **days)


def _readable_day(typed: str) -> date | None:
    try:
        return DayField("日期", required=False).clean(typed)
    except ValidationError:
        return None


@requires(REGISTER_CASE)
@require_GET
def categories(request: HttpRequest) -> HttpResponse:
    """The three levels to browse: a part of the page, or a page of its own without script; ?list: what the field completes."""
    if "list" in request.GET:
        rows = {"categories": category_choices(request.today)}
        return render(request, "petitions/cases/registration/_category_list.html", rows)
    part = "petitions/cases/registration/_categories.html"
    context = {"tree": category_tree(request.today), "part": part}
    return render(request, part if request.htmx else "petitions/cases/registration/categories.html", context)


def _save(request: HttpRequest, entry: Entry) -> HttpResponse | None:
    """Register and take the chosen step; None when something was refused and stands beside its field."""
    form, given = entry.form, entry.form.cleaned_data
    check_attachments(form, given["attachments"], examine)
    people, rows = entry.persons()
    if _asks_for_repeat(request, entry):
        form.add_error("repeat", "此人以前有信访事项，请看“以前的信访”，确认这次是初次还是重复。")
    if form.errors:
        return None
    try:
        found = register_at_counter(
            by=request.actor,
            at=request.at,
            data=form.registration(people),
            files=given["attachments"],
            step=_step(given),
            idempotency_key=given["key"],
            origin=_origin(request.POST),
        )
    except FaultyRegistration as faulty:
        entry.place_faults(faulty.faults, rows)
        return None
    except Refused as refusal:
        form.place_fault(refusal.field, str(refusal))
        return None
    drop_draft(request.user.pk, _draft_of(given["key"]))
    keep_code(request, found.case.pk, found.lookup_code)
    messages.success(request, f"已登记：{found.case.number}")
    return redirect("petitions:registered", found.case.pk)


def _asks_for_repeat(request: HttpRequest, entry: Entry) -> bool:
    """First or repeat is decided by a person wherever there is an earlier matter; a second click is no repeat."""
    given = entry.form.cleaned_data
    if given["repeat"] or given["purpose"] == "accusation" or was_handed_in(request.user.pk, given["key"]):
        return False
    return bool(earlier_of(request.actor, typed(entry)))


def _step(given: dict) -> CounterStep:
    return CounterStep(
        key=given["now"] or "register",
        answer=given["answer"],
        path31=int(given["path31"]) if given["path31"] else None,
        scope=given["scope"],
        to_unit_id=given["to_unit"].pk if given["to_unit"] else None,
        reason=given["reason"],
        lead_unit_id=given["lead_unit"].pk if given["lead_unit"] else None,
        lead_due_on=given["lead_due_on"],
        requirement=given["requirement"],
    )


def _origin(data) -> tuple[int, str] | None:
    """(matter id, reference) of what the case comes from, as the address or the hidden fields name it."""
    matter_id = whole_number(data.get("from", ""))
    return None if matter_id is None else (matter_id, data.get("ref", "")[:40])


def _page(request: HttpRequest, entry: Entry, show: str = "", origin: tuple[int, str] | None = None) -> HttpResponse:
    actor = request.actor
    context = {
        "form": entry.form,
        "people": entry.people,
        "groups": [(group, [entry.form[name] for name in group.fields]) for group in CHANNEL_GROUPS],
        "steps": shown_steps(
            actor.township_id,
            [key for key, _ in entry.form.fields["now"].choices],
            request.today,
            _arrival(request.POST) if request.method == "POST" else None,
        ),
        "draft": _draft_of(entry.form["key"].value() or ""),
        "drafts": () if show or origin else kept_drafts(request.user.pk, DRAFT),
        "earlier": earlier_of(actor, typed(entry)) if show == "look" else (),
        "lists_people": show == "people",
        "is_submitted": bool(request.method == "POST"),
        "origin": _origin(request.POST) if request.method == "POST" else origin,
    }
    if show == "people":
        entry.form.list_people()
    if show == "propose":
        context |= _proposals(request, request.POST)
    template = "petitions/cases/registration/brief.html" if is_brief(actor) else "petitions/cases/registration/new.html"
    return render(request, template, context)


def _proposals(request: HttpRequest, data) -> dict:
    words = data.get("words", "")[:10_000]
    categories = proposed_categories(words, request.today)
    try:
        chosen = category_id(data.get("category", ""), request.today) if data.get("category") else None
    except ValidationError:
        chosen = None
    chosen = chosen or (categories[0].key if categories else None)
    typed = [value[:200] for name, value in data.items() if name.endswith("-address")]
    place = proposed_place(request.actor, [*typed, words]) if any(typed) or words.strip() else None
    complained_of = frozenset(filter(None, map(whole_number, data.getlist("target_units"))))
    return {
        "title": propose_title(words),
        "claims": "\n".join(propose_claims(words)),
        "place": place,
        "purpose": propose_purpose(words),
        "proposed_categories": categories,
        "proposed_units": proposed_units(request.actor, chosen, request.today, complained_of, place)
        if words.strip()
        else (),
        "is_answered": True,
    }


def _draft_of(key: str) -> str:
    """Name under which a form with this key is kept while it is typed."""
    return f"{DRAFT}{key[:16]}"
