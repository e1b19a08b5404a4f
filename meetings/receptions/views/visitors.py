"""Visits of a reception: registered, decided, promises kept, names shown with a reason; units of a joint reception."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.permissions import RECORD_RECEPTION, REVEAL_VISITOR
from meetings.receptions.actions import joint_receptions as joint
from meetings.receptions.actions import receptions as actions
from meetings.receptions.actions.reveal import reveal_visitor
from meetings.receptions.forms.receptions import (
    AnswerForm,
    CallUnitForm,
    NoteUnitForm,
    PromiseForm,
    RecordForm,
    RevealForm,
    VisitorForm,
)
from meetings.receptions.models.receptions import CalledUnit
from meetings.receptions.queries.receptions import get_reception, get_visitor
from meetings.sessions.views.acts import attempt, form_page, revision_of
from records.matters.queries.scope import ensure
from township.actors import OutOfScope
from township.frame.access import requires

REVISED = "meetings/sessions/revised_form.html"


@requires(RECORD_RECEPTION)
@require_http_methods(["GET", "POST"])
def visitor_new(request: HttpRequest, reception_id: int) -> HttpResponse:
    """One more visit."""
    row = get_reception(request.actor, reception_id)
    ensure(request.actor, RECORD_RECEPTION, row.matter)
    given = {"reception_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    form = VisitorForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda f: actions.add_visitor(data=f.data_for_action(), **given),
        title="登记来访",
        verb="登记",
        done="已登记来访，请写明结果。",
        back=("meetings:reception", row.pk),
        back_label=row.matter.number,
        template=REVISED,
        revision=row.revision,
        draft=f"visitor-{row.pk}",
    )


@requires(RECORD_RECEPTION)
@require_http_methods(["GET", "POST"])
def visitor_decide(request: HttpRequest, visitor_id: int) -> HttpResponse:
    """An answer on the spot, or the reason why there is neither answer nor case."""
    visitor = get_visitor(request.actor, visitor_id)
    ensure(request.actor, RECORD_RECEPTION, visitor.reception.matter)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    answer = AnswerForm(request.POST if act == "answer" else None, auto_id="a-%s")
    record = RecordForm(request.POST if act == "record" else None, auto_id="r-%s")
    given = {"visitor_id": visitor_id, "revision": revision_of(request), "by": request.actor, "at": request.at}
    form = {"answer": answer, "record": record}.get(act)

    def decide():
        action = actions.answer_visitor if act == "answer" else actions.record_visitor
        return action(**form.cleaned_data, **given)

    if form is not None and form.is_valid() and attempt(form, decide):
        messages.success(request, "已记录当场答复。" if act == "answer" else "已记明原因。")
        return redirect("meetings:reception", visitor.reception_id)
    context = {
        "visitor": visitor,
        "answer": answer,
        "record": record,
        "revision": revision_of(request) if act else visitor.reception.revision,
    }
    return render(request, "meetings/receptions/receptions/decide.html", context)


@requires(RECORD_RECEPTION)
@require_http_methods(["GET", "POST"])
def promise_keep(request: HttpRequest, visitor_id: int) -> HttpResponse:
    """What was promised is done."""
    visitor = get_visitor(request.actor, visitor_id)
    ensure(request.actor, RECORD_RECEPTION, visitor.reception.matter)
    form = PromiseForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda f: actions.keep_promise(visitor_id=visitor_id, by=request.actor, at=request.at, **f.cleaned_data),
        title="登记承诺兑现",
        verb="登记",
        done="已登记兑现。",
        back=("meetings:reception", visitor.reception_id),
        back_label=visitor.reception.matter.number,
        intro=f"承诺：{visitor.promise}",
    )


@requires(REVEAL_VISITOR)
@require_http_methods(["GET", "POST"])
def visitor_reveal(request: HttpRequest, visitor_id: int) -> HttpResponse:
    """Name and telephone in clear, after the reason; a line in the journal."""
    visitor = get_visitor(request.actor, visitor_id)
    ensure(request.actor, REVEAL_VISITOR, visitor.reception.matter)
    form, shown = RevealForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        attempt(
            form,
            lambda: shown.append(
                reveal_visitor(visitor=visitor, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
            ),
        )
    context = {"visitor": visitor, "form": form, "shown": shown[0] if shown else None}
    return render(request, "meetings/receptions/receptions/reveal.html", context)


@requires(RECORD_RECEPTION)
@require_http_methods(["GET", "POST"])
def unit_call(request: HttpRequest, reception_id: int) -> HttpResponse:
    """Call a unit to the reception."""
    row = get_reception(request.actor, reception_id)
    ensure(request.actor, RECORD_RECEPTION, row.matter)
    now = timezone.localtime(request.at)
    form = CallUnitForm(
        request.POST or None,
        township_id=row.township_id,
        initial={"day": request.today, "clock": now.time().replace(second=0, microsecond=0)},
    )
    given = {"reception_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    return form_page(
        request,
        form,
        lambda f: joint.call_unit(unit_id=f.cleaned_data["unit"].pk, called_at=f.called_at(), **given),
        title="通知单位到场",
        verb="通知",
        done="已通知，单位联络员会收到提醒。",
        back=("meetings:reception", row.pk),
        back_label=row.matter.number,
        template=REVISED,
        revision=row.revision,
    )


@requires(RECORD_RECEPTION)
@require_http_methods(["GET", "POST"])
def unit_note(request: HttpRequest, called_id: int) -> HttpResponse:
    """Who came, when, and what the unit said."""
    row = CalledUnit.objects.select_related("unit", "reception").filter(pk=called_id).first()
    if row is None:
        raise OutOfScope("没有找到这次接访。")
    reception = get_reception(request.actor, row.reception_id)
    ensure(request.actor, RECORD_RECEPTION, reception.matter)
    came = timezone.localtime(row.came_at) if row.came_at else None
    initial = {
        "day": came.date() if came else None,
        "clock": came.time() if came else None,
        "who": row.who,
        "absence": row.absence,
        "result": row.result,
    }
    form = NoteUnitForm(request.POST or None, initial=initial)
    given = {"called_id": called_id, "revision": revision_of(request), "by": request.actor, "at": request.at}
    return form_page(
        request,
        form,
        lambda f: joint.note_unit(**f.values(), **given),
        title=f"{row.unit.label}到场情况",
        verb="保存",
        done="已保存。",
        back=("meetings:reception", reception.pk),
        back_label=reception.matter.number,
        template=REVISED,
        revision=reception.revision,
    )
