"""A new record, the page of one reception with its acts, names shown with a reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import RECORD_RECEPTION, REVEAL_VISITOR, VIEW_RECEPTION
from meetings.receptions.actions import joint_receptions as joint
from meetings.receptions.actions import receptions as actions
from meetings.receptions.actions import visitors
from meetings.receptions.actions.reveal import reveal_visitor
from meetings.receptions.forms.receptions import (
    AnswerForm,
    CallUnitForm,
    CaseToldForm,
    CorrectVisitorForm,
    NoteUnitForm,
    PromiseForm,
    ReceptionForm,
    RecordForm,
    RevealForm,
    VisitorForm,
)
from meetings.receptions.models.receptions import Reception
from meetings.receptions.queries import receptions as queries
from meetings.receptions.queries.rosters import get_slot
from meetings.receptions.rules.receptions import DOORS
from meetings.receptions.views.roster_changes import own_id
from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.origins import start_url
from records.matters.queries.scope import ensure
from records.matters.queries.timeline import timeline
from township.directory.models.townships import Township
from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.proof import asks_proof
from township.permissions import CAPABILITIES
from township.words import whole_number


@requires(RECORD_RECEPTION)
@require_http_methods(["GET", "POST"])
def reception_new(request: HttpRequest) -> HttpResponse:
    """A record; ?slot=… fills in the turn it belongs to."""
    actor, asked = request.actor, whole_number(request.GET.get("slot", ""))
    slot = None if asked is None else get_slot(actor, asked)
    place = Township.objects.values_list("reception_place", flat=True).get(pk=actor.township_id)
    initial = {"held_on": request.today, "form": "fixed", "place": place}
    if slot:
        initial |= {"leader": slot.a_id, "form": slot.form, "held_on": slot.day, "place": slot.place}
    given = {"township_id": actor.township_id, "today": request.today, "own": own_id(actor, RECORD_RECEPTION)}

    def make(form: ReceptionForm) -> Reception:
        return actions.open_reception(data=form.data_for_action(slot.pk if slot else None), by=actor, at=request.at)

    return new_page(
        request,
        ReceptionForm(request.POST or None, initial=initial, **given),
        make,
        title="记录接访",
        verb="开始记录",
        done="已开始记录，请登记来访群众；没有群众来访的，直接办结。",
        page="meetings:reception",
        draft="reception-new",
        back_url=reverse("meetings:receptions"),
        back_label="接访记录",
    )


def _visit_shown(request: HttpRequest, row: Reception, form: ActForm) -> dict:
    """The visit above the form of its outcome; what is kept with a case out of sight is not shown here."""
    visitor = next((one for one in queries.visitors_of(request.actor, row) if one.pk == form.part), None)
    if visitor is None or not visitor.is_readable:
        return {}
    lines = [("来访", f"第 {visitor.seq} 批，{visitor.masked_name or '未留姓名'}，{visitor.headcount} 人")]
    lines += [("反映情况", visitor.words)] if visitor.words else []
    return {"facts_shown": lines + ([("承诺", visitor.promise)] if visitor.promise else [])}


def _unit_shown(request: HttpRequest, row: Reception, form: ActForm) -> dict:
    unit = next((one for one in queries.called_units_of(row) if one.pk == form.part), None)
    return {"facts_shown": [("单位", unit.unit.label)]} if unit else {}


RECEPTION = ActPages(
    "reception",
    page="meetings:reception",
    id_name="reception_id",
    get=queries.get_reception,
    facts=queries.reception_facts,
    doors=DOORS,
    acts=(
        Act("add_visitor", visitors.add_visitor, form=VisitorForm, done="已登记来访，请写明结果。"),
        Act(
            "tell_case",
            actions.tell_case,
            form=CaseToldForm,
            done="已写明，所带事项的进程里也能看到。",
            verb="保存",
        ),
        Act("close", actions.close_reception, done="接访已办结。", also=("tell_case",)),
        Act(
            "correct",
            visitors.correct_visitor,
            form=CorrectVisitorForm,
            part="visitor_id",
            done="已更正，原来的记录保留在下面。",
            verb="更正",
        ),
        Act(
            "answer",
            visitors.answer_visitor,
            form=AnswerForm,
            part="visitor_id",
            done="已记录当场答复。",
            verb="记录当场答复",
            beside=_visit_shown,
        ),
        Act(
            "record",
            visitors.record_visitor,
            form=RecordForm,
            part="visitor_id",
            done="已记明原因。",
            beside=_visit_shown,
        ),
        Act(
            "keep_promise",
            visitors.keep_promise,
            form=PromiseForm,
            part="visitor_id",
            is_free=True,
            done="已登记兑现。",
            beside=_visit_shown,
        ),
        Act("call_unit", joint.call_unit, form=CallUnitForm, verb="通知", done="已通知，单位联络员会收到提醒。"),
        Act(
            "note_unit",
            joint.note_unit,
            form=NoteUnitForm,
            part="called_id",
            verb="保存",
            done="已保存。",
            beside=_unit_shown,
        ),
    ),
)


@requires(VIEW_RECEPTION)
@require_GET
def reception(request: HttpRequest, reception_id: int) -> HttpResponse:
    """One reception: who came (masked), what became of each, which units were called, and what is left to do."""
    actor = request.actor
    row = queries.get_reception(actor, reception_id)
    visitors, called = queries.visitors_of(actor, row), queries.called_units_of(row)
    facts = queries.facts_of(actor, row, visitors, called)
    registers = "case.register" in CAPABILITIES and actor.may(CAPABILITIES["case.register"])
    for visitor in visitors:
        is_pending = visitor.pk in facts.parts.get("answer", ())
        visitor.case_url = start_url(row.pk, str(visitor.pk)) if registers and is_pending else ""
    context = {
        "reception": row,
        "visitors": visitors,
        "called": called,
        "along": queries.taken_along(actor, row),
        "events": timeline(row.matter, actor),
        "buttons": RECEPTION.buttons(request, row, facts),
        "may_reveal": actor.may(REVEAL_VISITOR),
        "today": request.today,
    }
    return render(request, "meetings/receptions/receptions/page.html", context)


@asks_proof()
@requires(REVEAL_VISITOR)
@require_http_methods(["GET", "POST"])
def visitor_reveal(request: HttpRequest, visitor_id: int) -> HttpResponse:
    """Name and telephone in clear, after the reason; a line in the journal."""
    visitor = queries.get_visitor(request.actor, visitor_id)
    ensure(request.actor, REVEAL_VISITOR, visitor.reception.matter)
    form, shown = RevealForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            shown = reveal_visitor(visitor=visitor, reason=reason, by=request.actor, at=request.at)
    context = {"visitor": visitor, "form": form, "shown": shown}
    return render(request, "meetings/receptions/receptions/reveal.html", context)
