"""Posts: who held which on a day, proposals to confirm, one post, propose, confirm, take back, end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from township.directory.actions.posts import confirm_post, end_post, propose_post, withdraw_post
from township.directory.forms.posts import EndPostForm, OnDayForm, PostForm, WithdrawForm
from township.directory.models.people import Post
from township.directory.queries.people import posts_on, posts_waiting, posts_waiting_for
from township.directory.queries.scope import of_township
from township.directory.rules.posts import confirmers
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.forms.typed import typed
from township.frame.places import remembers_place
from township.permissions import CONFIRM_POST, PROPOSE_PEOPLE, VIEW_DIRECTORY


@requires(VIEW_DIRECTORY)
@remembers_place("township:posts")
def posts(request: HttpRequest) -> HttpResponse:
    """任职名册: the posts in effect on a day, today unless another is asked for."""
    actor = request.actor
    form = OnDayForm(request.GET if "on" in request.GET else None, initial={"on": request.today})
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on = wanted.get("on") or request.today
    sees_waiting = actor.may(PROPOSE_PEOPLE) or actor.may(CONFIRM_POST)
    context = {
        "form": form,
        "on": on,
        "is_today": on == request.today,
        "posts": posts_on(actor.township_id, on, wanted.get("role", "")),
        "waiting": posts_waiting(actor.township_id) if sees_waiting else [],
        "mine": set(posts_waiting_for(actor).values_list("pk", flat=True)) if actor.may(CONFIRM_POST) else set(),
        "may_propose": actor.may(PROPOSE_PEOPLE),
    }
    return render(request, "township/directory/posts.html", context)


@requires(VIEW_DIRECTORY)
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    actor = request.actor
    related = ("person", "unit", "proposed_by", "confirmed_by", "stands_in_for__person")
    found = of_township(Post.objects.select_related(*related), actor, post_id)
    decides = bool(confirmers(found.role) & actor.roles) and actor.person_id != found.person_id
    is_over = found.ends_on is not None and found.ends_on < request.today
    context = {
        "post": found,
        "deputies": found.deputies.select_related("person").order_by("-starts_on"),
        "may_confirm": decides and not found.confirmed_at and actor.person_id != found.proposed_by_id,
        "may_withdraw": not found.confirmed_at and (decides or actor.may(PROPOSE_PEOPLE)),
        "may_end": decides and found.confirmed_at and not is_over,
        "may_propose": actor.may(PROPOSE_PEOPLE),
    }
    return render(request, "township/directory/post.html", context)


@requires(PROPOSE_PEOPLE)
def post_new(request: HttpRequest) -> HttpResponse:
    wanted = {key: request.GET.get(key, "") for key in ("person", "unit", "role", "stands_in_for")}
    form = PostForm(typed(request), actor=request.actor, initial={**wanted, "starts_on": request.today})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        unit, principal = values.pop("unit"), values.pop("stands_in_for")
        units = values.pop("portfolio_units")
        with refusals_on(form):
            made = propose_post(
                by=request.actor,
                at=request.at,
                person_id=values.pop("person").pk,
                unit_id=unit.pk if unit else 0,
                stands_in_for_id=principal.pk if principal else None,
                portfolio_unit_ids=[one.pk for one in units],
                **values,
            )
            messages.success(request, f"已提出：{made}。确认后从 {made.starts_on:%Y-%m-%d} 起生效。")
            return redirect("township:post", made.pk)
    page = {"form": form, "title": "提出任职", "verb": "提出", "list": "township:posts", "list_label": "任职名册"}
    return render(request, "township/frame/form.html", page)


@requires(CONFIRM_POST)
@require_POST
def post_confirm(request: HttpRequest, post_id: int) -> HttpResponse:
    with refusals_as_message(request):
        found = confirm_post(post_id=post_id, by=request.actor, at=request.at)
        messages.success(request, f"已确认：{found}。")
    if request.POST.get("back") == "list":
        return redirect("township:posts")
    return redirect("township:post", post_id)


@requires(PROPOSE_PEOPLE, CONFIRM_POST)
def post_withdraw(request: HttpRequest, post_id: int) -> HttpResponse:
    found = of_township(Post.objects.select_related("person"), request.actor, post_id)
    form = WithdrawForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            withdraw_post(post_id=post_id, by=request.actor, at=request.at, reason=form.cleaned_data["reason"])
            messages.success(request, f"已撤回：{found}。")
            return redirect("township:posts")
    page = {
        "title": f"撤回 {found}",
        "question": f"确定不再提出“{found}”吗？",
        "warning": "撤回后这条提名删除，流转记录仍保留。",
        "verb": "撤回",
        "form": form,
        "cancel_url": reverse("township:post", args=[post_id]),
    }
    return render(request, "partials/confirm.html", page)


@requires(CONFIRM_POST)
def post_end(request: HttpRequest, post_id: int) -> HttpResponse:
    found = of_township(Post.objects.select_related("person", "unit"), request.actor, post_id)
    form = EndPostForm(typed(request), initial={"ends_on": request.today})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            end_post(post_id=post_id, by=request.actor, at=request.at, **form.cleaned_data)
            messages.success(request, f"已办理离任：{found}。")
            return redirect("township:post", post_id)
    page = {
        "title": f"{found} 离任",
        "question": "从哪一天以后不再担任？",
        "facts": [("人员", found.person.name), ("岗位", found.get_role_display()), ("单位", found.unit.name)],
        "warning": "离任后本人不再有这个岗位的权限；代行这个岗位的人同时结束。",
        "verb": "办理离任",
        "form": form,
        "cancel_url": reverse("township:post", args=[post_id]),
    }
    return render(request, "partials/confirm.html", page)
