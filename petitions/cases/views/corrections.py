"""补正: correcting what was written down at registration. The people stay masked until a reason is given."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from petitions.cases.actions import corrections, identity
from petitions.cases.actions.settling import ensure_not_erased
from petitions.cases.forms.decisions import WhyForm
from petitions.cases.forms.registration import CHANNEL_GROUPS, PetitionerFormSet, RegistrationForm
from petitions.cases.models.cases import Case
from petitions.cases.queries.cases import get_case
from petitions.cases.queries.categories import category_paths
from petitions.cases.rules.entries import FaultyRegistration, PetitionerData
from petitions.cases.views.entry import Entry
from petitions.permissions import EDIT_CASE
from records.matters.models.events import Event
from township.actors import NotAllowed, OutOfScope
from township.directory.rules.telephones import mask_phone
from township.frame.access import requires
from township.frame.forms.typed import typed_number
from township.frame.proof import asks_proof
from township.refusals import Refused

OWN = ("gender", "domicile", "occupation")


@asks_proof(when=lambda request, case_id: request.POST.get("do") == "people")
@requires(EDIT_CASE)
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, case_id: int) -> HttpResponse:
    """The form as it was registered. With `people` in it the rows of the petitioners are edited too."""
    case = get_case(request.actor, case_id)
    ensure_not_erased(case)
    asked = request.POST.get("do", "")
    if asked == "people":
        return _open_people(request, case)
    entry = _entry(request, case)
    with_people = "p-TOTAL_FORMS" in request.POST
    valid = request.method == "POST" and (entry.is_valid() if with_people else entry.form.is_valid())
    if valid and _saved(request, case, entry, with_people):
        return redirect("petitions:case", case.pk)
    return _shown(request, case, entry, with_people)


def _open_people(request: HttpRequest, case: Case) -> HttpResponse:
    """Show the petitioners' data in clear for editing, once the reason is in the journal."""
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            for row in case.petitioners.all():
                identity.reveal_identity(
                    by=request.actor, at=request.at, case_id=case.pk, petitioner_id=row.pk, **form.cleaned_data
                )
            return _shown(request, case, _start(request, case), with_people=True)
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error("reason", str(refusal))
    return _shown(request, case, _start(request, case), with_people=False, why_form=form)


def _entry(request: HttpRequest, case: Case) -> Entry:
    if request.method != "POST":
        return _start(request, case)
    return Entry(_form(request, case, request.POST), PetitionerFormSet(request.POST, prefix="p"))


def _start(request: HttpRequest, case: Case) -> Entry:
    rows = [
        {name: getattr(row, name) for name in ("role", "name", "id_type", "id_number", "phone", "address", *OWN)}
        for row in case.petitioners.all()
    ]
    form = _form(request, case, None, initial=_initial(case))
    return Entry(form, PetitionerFormSet(prefix="p", initial=rows))


def _form(request: HttpRequest, case: Case, data, **more) -> RegistrationForm:
    """The registration form for this case. The words of an accusation and the number of a caller are not shown; left blank
    they stay as they are.
    """
    form = RegistrationForm(data, township_id=case.township_id, today=request.today, **more)
    form.fields["caller_number"].help_text = f"现为 {mask_phone(case.caller_number) or '空'}；不改动就留空"
    if case.is_accusation:
        form.fields["words"].required = False
        for name in ("words", "place_text"):
            form.fields[name].help_text = "检举控告的内容不在这里显示；不改动就留空"
    return form


def _initial(case: Case) -> dict:
    """Everything but the people, as it stands."""
    names = (
        "channel",
        "purpose",
        "case_class",
        "raised_on",
        "received_on",
        "visitors",
        "involved",
        "is_anonymous",
        "is_joint",
        "is_backlog",
        "title",
        "place_text",
        "source_organ",
        "source_number",
        "source_due_on",
        "upper_number",
        "repeat_of_id",
    )
    return {
        **{name: getattr(case, name) for name in names},
        **case.channel_detail,
        "key": "correction",
        "words": case.words,
        "claims": "\n".join(case.claims.values_list("text", flat=True)),
        "category": " / ".join(category_paths().get(case.category_id, ())),
        "repeat": "repeat" if case.is_repeat else "first",
        "repeat_of": case.repeat_of_id,
        "place": case.place_unit_id,
        "leader": case.matter.handlers.filter(part="receiver").values_list("person_id", flat=True).first(),
        "now": "register",
    }


def _saved(request: HttpRequest, case: Case, entry: Entry, with_people: bool) -> bool:
    people, rows = entry.persons() if with_people else ([_stored(row) for row in case.petitioners.all()], [])
    revision = typed_number(request, "revision")
    data = entry.form.registration(people)
    data = replace(data, caller_number=data.caller_number.strip() or case.caller_number)
    if case.is_accusation:
        data = replace(
            data, words=data.words.strip() or case.sealed_words, place_text=data.place_text.strip() or case.sealed_place
        )
    try:
        corrections.edit_registration(by=request.actor, at=request.at, case_id=case.pk, revision=revision, data=data)
    except FaultyRegistration as faulty:
        entry.place_faults(faulty.faults, rows)
        return False
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        entry.form.place_fault(refusal.field, str(refusal))
        return False
    messages.success(request, "登记内容已补正。")
    return True


def changed_meanwhile(form, case: Case) -> list[Event]:
    """When the case is no longer the one the page showed: its latest events. The next click counts for the new state."""
    if not form.is_bound or str(case.revision) == str(form.data.get("revision")):
        return []
    form.data = form.data.copy()
    form.data["revision"] = str(case.revision)
    return list(Event.objects.filter(matter_id=case.pk).order_by("-pk")[:3])


def _stored(row) -> PetitionerData:
    names = ("role", "name", "id_type", "id_number", "phone", "address", *OWN)
    return PetitionerData(**{name: getattr(row, name) for name in names})


def _shown(request: HttpRequest, case: Case, entry: Entry, with_people: bool, why_form: WhyForm | None = None):
    fresh = get_case(request.actor, case.pk) if request.method == "POST" else case
    context = {
        "case": fresh,
        "form": entry.form,
        "people": entry.people,
        "with_people": with_people,
        "masked": [row.masked_name or "未留姓名" for row in case.petitioners.all()],
        "why_form": why_form or WhyForm(),
        "groups": [
            (group, [entry.form[name] for name in group.fields])
            for group in CHANNEL_GROUPS
            if case.channel in group.channels
        ],
        "changes": changed_meanwhile(entry.form, fresh),
    }
    return render(request, "petitions/cases/registration/edit.html", context)
