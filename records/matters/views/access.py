"""知悉与回避 of one matter: whom it complains of, who stays out, who alone may see it, which units hold it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from records.matters.actions.access import admit, confirm_lift, ensure_arranges, implicate, propose_lift, recuse
from records.matters.forms import AdmitForm, ImplicateForm, LiftForm, ReasonForm, RecuseForm
from records.matters.kinds import KINDS
from records.matters.models.access import Holding, Implication, Recusal
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.scope import is_visible
from records.matters.views.matters import matter_url, seen_matter
from records.permissions import IMPLICATE, RECUSE_OTHERS
from township.actors import NotAllowed, OutOfScope
from township.directory.models.people import Person
from township.directory.queries.people import people_in_office
from township.directory.queries.units import active_units
from township.frame.access import any_account
from township.permissions import Reach
from township.refusals import Refused

FORMS = {
    "implicate": ImplicateForm,
    "recuse": RecuseForm,
    "recuse_self": ReasonForm,
    "admit": AdmitForm,
    "lift": LiftForm,
    "confirm": LiftForm,
    "decline": LiftForm,
}


@any_account
@require_http_methods(["GET", "POST"])
def access(request, matter_id: int):
    """Whoever sees the matter may leave it to others here (回避); the rest is by right."""
    matter = seen_matter(request.actor, matter_id)
    ensure_arranges(request.actor, matter)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    units = active_units(matter.township_id).order_by("order", "pk")
    people = people_in_office(matter.township_id)
    forms = {
        name: form(request.POST if name == act else None, prefix=name, units=units, people=people, on=request.today)
        for name, form in FORMS.items()
    }
    if act in forms and forms[act].is_valid() and _done(request, matter, act, forms[act]):
        # After a recusal of one's own, or the implication of one's own unit, the matter is out of sight.
        still_seen = is_visible(request.actor, matter.pk, KINDS[matter.kind].view)
        return redirect(request.path if still_seen else "/")
    return render(request, "records/matters/access.html", _page(request.actor, matter, forms, act))


def _done(request, matter: Matter, act: str, form) -> bool:
    """Run the action; a refusal goes beside its field."""
    try:
        messages.success(request, _run(act, matter, form.cleaned_data, {"by": request.actor, "at": request.at}))
        return True
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False


def _run(act: str, matter: Matter, data: dict, who: dict) -> str:
    """Returns the sentence that says what was done."""
    if act == "implicate":
        implicate(matter=matter, person=data["person"], unit=data["unit"], reason=data["reason"], **who)
        return "已登记涉及对象，相关人员即刻看不到这个事项。"
    if act in ("recuse", "recuse_self"):
        person = data.get("person") or Person.objects.get(pk=who["by"].person_id)
        recuse(matter=matter, person=person, reason=data["reason"], **who)
        return f"{person.name}已回避。"
    if act == "admit":
        admit(matter=matter, person=data["person"], **who)
        return f"{data['person'].name}已列入知悉名单。"
    if not Implication.objects.filter(pk=data["implication"], matter=matter).exists():
        raise OutOfScope("没有找到这条登记。")
    if act == "lift":
        propose_lift(implication_id=data["implication"], reason=data["reason"], **who)
        return "已提出解除，等待另一人确认。"
    confirm_lift(implication_id=data["implication"], agreed=act == "confirm", **who)
    return "已解除。" if act == "confirm" else "没有解除，登记仍然有效。"


def _page(actor, matter: Matter, forms: dict, act: str) -> dict:
    implications = Implication.objects.filter(matter=matter).select_related(
        "person", "unit", "added_by", "lift_proposed_by", "lifted_by"
    )
    is_restricted = matter.secrecy == Secrecy.RESTRICTED
    return {
        "matter": matter,
        "matter_url": matter_url(matter),
        "forms": forms,
        "act": act,
        "implications": implications.order_by("lifted_at", "pk"),
        "recusals": Recusal.objects.filter(matter=matter).select_related("person", "added_by").order_by("pk"),
        "holdings": Holding.objects.filter(matter=matter).select_related("unit").order_by("ended_on", "pk"),
        "listed": matter.access_list.select_related("person", "granted_by").order_by("pk") if is_restricted else (),
        "is_restricted": is_restricted,
        "may_implicate": actor.may(IMPLICATE),
        "may_lift": actor.reach(IMPLICATE) == Reach.TOWNSHIP,
        "may_recuse": actor.may(RECUSE_OTHERS),
        "person_id": actor.person_id,
    }
