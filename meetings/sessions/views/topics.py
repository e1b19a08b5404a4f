"""Topics: the list, a proposal, and the page on which the office gives its opinion and the convenor decides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import DECIDE_TOPIC, OPINE_TOPIC, PROPOSE_TOPIC, VIEW_TOPIC
from meetings.sessions.actions import topics as actions
from meetings.sessions.forms.topics import DecisionForm, OpinionForm, TopicForm
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries import topics as queries
from meetings.sessions.queries.scope import get_topic
from meetings.sessions.rules.topics import STATE_CHOICES, TOPICS
from meetings.sessions.views.acts import attempt, page_of, revision_of
from meetings.sessions.views.majors import topic_major
from meetings.sessions.views.materials import topic_materials
from records.acts.actions.drafts import drop_draft
from records.matters.queries.timeline import timeline
from township.frame.access import requires
from township.frame.places import remembers_place

DONE = {
    "opine": "意见已报召集人。",
    "agree": "已同意上会，办公室可以列入议程。",
    "decline": "已决定不上会。",
    "return_topic": "已退回办公室。",
    "withdraw": "议题已撤回。",
}


@requires(VIEW_TOPIC)
@require_GET
@remembers_place("meetings:topics")
def topics(request: HttpRequest) -> HttpResponse:
    """The list by state; ?state=open shows what is not finished."""
    state = request.GET.get("state", "")
    state = state if state == "open" or state in dict(STATE_CHOICES) else ""
    context = {
        "page": page_of(request, queries.topic_list(request.actor, state=state)),
        "state": state,
        "states": [("", "全部"), ("open", "未结"), *STATE_CHOICES],
        "may_propose": request.actor.may(PROPOSE_TOPIC),
    }
    return render(request, "meetings/sessions/topics/list.html", context)


@requires(PROPOSE_TOPIC)
@require_http_methods(["GET", "POST"])
def topic_new(request: HttpRequest) -> HttpResponse:
    """Propose a topic. ?linked=number fills in the matter it comes from."""
    reach = request.actor.reach(PROPOSE_TOPIC)
    initial = {"linked": request.GET.get("linked", "")[:200]}
    form = TopicForm(request.POST or None, actor=request.actor, reach=reach, initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[Topic] = []
        data = form.data_for_action()
        if attempt(form, lambda: made.append(actions.propose_topic(data=data, by=request.actor, at=request.at))):
            drop_draft(request.user.pk, "topic-new")
            messages.success(request, "议题已提出，由办公室提意见后报召集人决定。")
            return redirect("meetings:topic", made[0].pk)
    context = {
        "form": form,
        "title": "提出议题",
        "verb": "提出",
        "back_url": reverse("meetings:topics"),
        "back_label": "议题",
        "draft": "topic-new",
    }
    return render(request, "meetings/sessions/form.html", context)


@requires(VIEW_TOPIC)
@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    """One topic, and what this actor may do with it now."""
    row = get_topic(request.actor, topic_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    opinion = OpinionForm(request.POST if act == "opine" else None)
    decision = DecisionForm(request.POST if act in ("agree", "decline", "return_topic") else None)
    form = opinion if act == "opine" else decision
    if act in DONE and (act == "withdraw" or form.is_valid()) and attempt(form, lambda: _act(request, row, act, form)):
        messages.success(request, DONE[act])
        return redirect("meetings:topic", topic_id)
    context = {
        "topic": row,
        "links": queries.linked_matters(request.actor, row),
        "events": timeline(row.matter, request.actor),
        "opinion_form": opinion,
        "decision_form": decision,
        "moves": _moves(request, row),
        **topic_major(request, row),
        **topic_materials(request, row),
    }
    return render(request, "meetings/sessions/topics/page.html", context)


def _moves(request: HttpRequest, row: Topic) -> set[str]:
    """The moves open in this state that the actor has the right to."""
    names = {move.name for move in TOPICS.moves_from(row.state)}
    mine = set()
    if request.actor.may(OPINE_TOPIC):
        mine.add("opine")
    if request.actor.may(DECIDE_TOPIC) and request.actor.person_id != row.proposed_by_id:
        mine |= {"agree", "decline", "return_topic"}
    if request.actor.person_id == row.proposed_by_id:
        mine.add("withdraw")
    return names & mine


def _act(request: HttpRequest, row: Topic, act: str, form) -> None:
    given = {"topic_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    if act == "opine":
        actions.opine(opinion=form.cleaned_data["opinion"], **given)
    elif act == "withdraw":
        actions.withdraw_topic(**given)
    else:
        actions.decide_topic(
            agreed=act == "agree", returned=act == "return_topic", remark=form.cleaned_data["remark"], **given
        )
