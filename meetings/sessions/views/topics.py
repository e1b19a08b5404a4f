"""Topics: a proposal, its page, and the acts on it: the office's opinion, the convenor's decision, a place on an agenda."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import PROPOSE_TOPIC, VIEW_TOPIC
from meetings.sessions.actions import agenda
from meetings.sessions.actions import topics as actions
from meetings.sessions.actions.major import mark_topic
from meetings.sessions.actions.materials import add_topic_material
from meetings.sessions.forms.topics import AgendaForm, DecisionForm, OpinionForm, TopicForm
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries import topics as queries
from meetings.sessions.queries.doors import topic_facts
from meetings.sessions.queries.major import major_state
from meetings.sessions.queries.materials import materials_of_topic
from meetings.sessions.queries.scope import get_topic
from meetings.sessions.rules.topics import DOORS
from meetings.sessions.views.majors import major_acts, major_context
from meetings.sessions.views.materials import material_acts
from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages, Verb
from records.acts.views.new import new_page
from records.matters.queries.timeline import timeline
from township.frame.access import requires


def _asked(request: HttpRequest, row: Topic, form: ActForm) -> dict:
    """What the decision is about."""
    shown = [("议题", row.title), ("请会议决定", row.ask), ("提出单位", row.unit.label)]
    return {"facts_shown": [*shown, ("办公室意见", row.opinion)] if row.opinion else shown}


TOPIC = ActPages(
    "topic",
    page="meetings:topic",
    id_name="topic_id",
    get=get_topic,
    facts=topic_facts,
    doors=DOORS,
    acts=(
        Act(
            "agree",
            partial(actions.decide_topic, agreed=True),
            done="已同意上会，办公室可以列入会议。",
            form=DecisionForm,
            verb="同意上会",
            verbs=(
                Verb("decline", "不上会", partial(actions.decide_topic, agreed=False), "已决定不上会。"),
                Verb(
                    "return",
                    "退回办公室",
                    partial(actions.decide_topic, agreed=False, returned=True),
                    "已退回办公室。",
                ),
            ),
            beside=_asked,
        ),
        Act("opine", actions.opine, done="意见已报召集人。", form=OpinionForm, verb="报召集人决定", beside=_asked),
        Act("schedule", agenda.schedule, done="已列入议程。", form=AgendaForm, verb="列入会议", is_free=True),
        *major_acts("topic_id", mark_topic),
        *material_acts("topic_id", add_topic_material),
        Act(
            "withdraw",
            actions.withdraw_topic,
            done="议题已撤回。",
            confirm="撤回以后不再报召集人决定；还要研究的，另行提出。",
        ),
    ),
)


@requires(PROPOSE_TOPIC)
@require_http_methods(["GET", "POST"])
def topic_new(request: HttpRequest) -> HttpResponse:
    """Propose a topic. ?linked=number fills in the matter it comes from, ?title= what it is called there."""
    reach = request.actor.reach(PROPOSE_TOPIC)
    initial = {"linked": request.GET.get("linked", "")[:200], "title": request.GET.get("title", "")[:80]}
    form = TopicForm(request.POST or None, actor=request.actor, reach=reach, initial=initial)
    return new_page(
        request,
        form,
        lambda form: actions.propose_topic(data=form.data_for_action(), by=request.actor, at=request.at),
        title="提出议题",
        verb="提出",
        done="议题已提出，由办公室提意见后报召集人决定。",
        page="meetings:topic",
        draft="topic-new",
        back_url=reverse("meetings:topics"),
        back_label="议题",
    )


@requires(VIEW_TOPIC)
@require_GET
def topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    """One topic, and what this actor may do with it now."""
    row = get_topic(request.actor, topic_id)
    context = {
        "topic": row,
        "links": queries.linked_matters(request.actor, row),
        "events": timeline(row.matter, request.actor),
        "buttons": TOPIC.buttons(request, row),
        "materials": materials_of_topic(row),
        "materials_hint": "只有能看到这个议题的人能看。",
        **major_context(request.actor, major_state(topic_id=row.pk)),
    }
    return render(request, "meetings/sessions/topics/page.html", context)
