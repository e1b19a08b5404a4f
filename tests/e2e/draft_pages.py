"""A form with automatic saving and nothing else around it, for test_drafts."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from records.acts.actions.drafts import drop_draft
from township.frame.access import any_account

FORM = """{% extends "base.html" %}{% load static %}{% block heading %}样表{% endblock %}
{% block content %}<section class="panel"><form method="post" data-draft="sample" novalidate>{% csrf_token %}
<input type="hidden" name="revision" value="7"><input type="password" name="secret">
<label>事由 <input name="title" value="{{ title }}"></label><label>陈述 <textarea name="words">{{ words }}</textarea></label>
<label><input type="checkbox" name="urgent" value="yes"> 紧急</label>
<label>形式 <select name="channel"><option value="visit">来访</option><option value="letter">来信</option></select></label>
{% if error %}<p class="invalid-feedback d-block">{{ error }}</p>{% endif %}
<button class="btn btn-primary">提交</button> <span data-draft-state></span></form></section>{% endblock %}
{% block extra_js %}<script src="{% static 'js/drafts.js' %}" defer></script>{% endblock %}"""


@any_account
def sample(request):
    """Refuses a form without 陈述, as any form would; takes the others and forgets their draft."""
    context = {"title": request.POST.get("title", ""), "words": request.POST.get("words", "")}
    if request.method == "POST":
        if context["words"]:
            drop_draft(request.user.pk, "sample")
            return redirect("/sample/done/")
        context["error"] = "请填写陈述。"
    return HttpResponse(engines["django"].from_string(FORM).render(context, request))


@any_account
def done(request):
    page = '{% extends "base.html" %}{% block heading %}已提交{% endblock %}'
    return HttpResponse(engines["django"].from_string(page).render({}, request))


urlpatterns = [path("sample/", sample), path("sample/done/", done), path("", include("config.urls"))]
