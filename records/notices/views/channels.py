"""通知方式 (one's own) and 通知渠道 (the township's): what is configured, what goes where."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from records.jobs.views.runs import tabs
from records.notices.actions.channels import choose_channels, enter_webhook, remove_webhook, try_email, try_webhook
from records.notices.forms import ChoiceForm, WebhookForm
from records.notices.queries.channels import choice_of, email_is_on, webhook_facts
from records.permissions import EDIT_CHANNELS, VIEW_JOBS
from township.frame.access import any_account, requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.forms.typed import typed
from township.profiles.queries.settings import setting


@any_account
def notice_choice(request):
    """How notices reach me: address, digest and its hour, each notice."""
    actor = request.actor
    if actor.person_id is None:
        return redirect("township:home")
    choice = choice_of(actor.person_id, actor.township_id)
    initial = {
        "email": choice.email,
        "digest": choice.has_digest,
        "digest_hour": choice.digest_hour,
        "each": choice.has_each,
    }
    form = ChoiceForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            choose_channels(by=actor, at=request.at, **form.cleaned_data)
            messages.success(request, "已保存。")
            return redirect("records:notice_choice")
    context = {
        "form": form,
        "choice": choice,
        "email_on": email_is_on(),
        "webhook": webhook_facts(actor.township_id),
        "group_hour": setting(actor.township_id, "digest_hour"),
    }
    return render(request, "records/notices/choice.html", context)


@any_account
@require_POST
def notice_choice_try(request):
    """A test e-mail to my stored address."""
    with refusals_as_message(request):
        try_email(by=request.actor, at=request.at)
        messages.success(request, "测试邮件已排队，一两分钟内发出。")
    return redirect("records:notice_choice")


@requires(VIEW_JOBS)
def channels(request):
    """The channels of the township; the administrator enters the group robot here."""
    actor = request.actor
    facts = webhook_facts(actor.township_id)
    may_edit = actor.may(EDIT_CHANNELS)
    initial = {"kind": facts.kind, "is_on": facts.is_on} if facts else {"is_on": True}
    form = WebhookForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            enter_webhook(by=actor, at=request.at, **form.cleaned_data)
            messages.success(request, "已保存。可以发一条测试消息看看。")
            return redirect("records:channels")
    context = {
        "form": form,
        "facts": facts,
        "may_edit": may_edit,
        "email_on": email_is_on(),
        "hour": setting(actor.township_id, "digest_hour"),
        "tabs": tabs("channels"),
    }
    return render(request, "records/notices/channels.html", context)


@requires(EDIT_CHANNELS)
@require_POST
def channel_try(request):
    """A test message into the group."""
    with refusals_as_message(request):
        try_webhook(by=request.actor, at=request.at)
        messages.success(request, "测试消息已排队，一两分钟内发出；结果见“投递记录”。")
    return redirect("records:channels")


@requires(EDIT_CHANNELS)
def channel_remove(request):
    """Forget the robot, after a question."""
    if request.method == "POST":
        remove_webhook(by=request.actor, at=request.at)
        messages.success(request, "群机器人的地址和密钥已删除。")
        return redirect("records:channels")
    context = {
        "title": "删除群机器人",
        "question": "确定删除已保存的机器人地址和密钥吗？",
        "warning": "删除后不能恢复，再用要重新填写。只是暂停的话，取消“启用”即可。",
        "verb": "删除",
        "cancel_url": reverse("records:channels"),
    }
    return render(request, "partials/confirm.html", context)
