"""三重一大 as acts of a topic or resolution: marking, drafting the 请示, taking the mark back."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse

from meetings.permissions import VIEW_REFERRAL
from meetings.sessions.actions import major as actions
from meetings.sessions.actions.referrals import draft_referral
from meetings.sessions.forms.referrals import MajorForm, OrganForm
from meetings.sessions.models.referrals import MajorMark, Referral
from meetings.sessions.queries.major import mark_of
from records.acts.views.acts import Act
from township.actors import Actor
from township.refusals import Refused

WHAT_IT_MEANS = "列为三重一大以后，要向党委或政府请示；登记决定以前，相关的议定事项停在“等上级决定”，时限不走。"


def major_acts(whole: str, mark: Callable) -> tuple[Act, ...]:
    """whole: "topic_id" or "resolution_id"; mark: the action that marks it."""

    def refer(*, organ: str, by: Actor, at: datetime, **of: int) -> Referral:
        return draft_referral(mark_id=_mark(of[whole], whole).pk, organ=organ, by=by, at=at)

    def unmark(*, by: Actor, at: datetime, **of: int) -> None:
        return actions.unmark(mark_id=_mark(of[whole], whole).pk, by=by, at=at)

    return (
        Act(
            "refer",
            refer,
            done="已拟出请示，核对后送签。",
            form=OrganForm,
            is_free=True,
            leads_to=lambda request, row, made: reverse("meetings:referral", args=[made.pk]),
        ),
        Act(
            "mark_major",
            mark,
            done="已列为三重一大事项。接着拟写请示，决定以前相关议定事项不办理。",
            form=MajorForm,
            confirm=WHAT_IT_MEANS,
        ),
        Act(
            "unmark_major",
            unmark,
            done="已取消，相关议定事项恢复办理。",
            is_free=True,
            confirm="取消以后不再请示，相关议定事项恢复办理。",
        ),
    )


def major_context(actor: Actor, state) -> dict:
    """What the panel of a topic or resolution shows."""
    return {"major": state, "may_view_referral": actor.may(VIEW_REFERRAL)}


def _mark(pk: int, whole: str) -> MajorMark:
    found = mark_of(**{whole: pk})
    if found is None:
        raise Refused("这件事没有列为三重一大，请刷新页面。")
    return found
