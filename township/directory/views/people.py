"""People: list, one person with their posts and accounts, add, edit, leave, return."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from township.directory.actions.people import add_person, edit_person, leave_person, return_person
from township.directory.forms.people import PeopleFilterForm, PersonForm
from township.directory.models.people import Person
from township.directory.queries.people import accounts_of, career_of, people_list
from township.directory.queries.scope import of_township
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.forms.typed import typed
from township.frame.places import remembers_place
from township.permissions import CONFIRM_POST, PROPOSE_PEOPLE, VIEW_DIRECTORY

ROWS = 30


@requires(VIEW_DIRECTORY)
@remembers_place("township:people")
def people(request: HttpRequest) -> HttpResponse:
    form = PeopleFilterForm(request.GET)
    wanted = {key: value for key, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    rows = people_list(request.actor.township_id, on=request.today, **wanted)
    context = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "may_edit": request.actor.may(PROPOSE_PEOPLE),
        "sees_accounts": request.actor.may(PROPOSE_PEOPLE) or request.actor.may(CONFIRM_POST),
    }
    return render(request, "township/directory/people.html", context)


@requires(VIEW_DIRECTORY)
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    actor = request.actor
    found = of_township(Person.objects, actor, person_id)
    sees_accounts = actor.may(PROPOSE_PEOPLE) or actor.may(CONFIRM_POST)
    context = {
        "person": found,
        "posts": career_of(found.pk),
        "accounts": accounts_of(found.pk) if sees_accounts else [],
        "sees_accounts": sees_accounts,
        "may_edit": actor.may(PROPOSE_PEOPLE),
        "today": request.today,
    }
    return render(request, "township/directory/person.html", context)


@requires(PROPOSE_PEOPLE)
def person_new(request: HttpRequest) -> HttpResponse:
    form = PersonForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = add_person(by=request.actor, at=request.at, **form.cleaned_data)
            messages.success(request, f"已添加 {made.name}。接下来可以提出任职、开设账号。")
            return redirect("township:person", made.pk)
    page = {"form": form, "title": "添加人员", "verb": "添加", "list": "township:people", "list_label": "人员"}
    return render(request, "township/frame/form.html", page)


@requires(PROPOSE_PEOPLE)
def person_edit(request: HttpRequest, person_id: int) -> HttpResponse:
    found = of_township(Person.objects, request.actor, person_id)
    form = PersonForm(typed(request), initial={"name": found.name, "title": found.title, "phone": found.phone})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            edit_person(person_id=person_id, by=request.actor, at=request.at, **form.cleaned_data)
            messages.success(request, "已保存。")
            return redirect("township:person", person_id)
    page = {
        "form": form,
        "title": f"修改 {found.name}",
        "verb": "保存",
        "list": "township:people",
        "list_label": "人员",
    }
    return render(request, "township/frame/form.html", page)


@requires(PROPOSE_PEOPLE)
def person_leave(request: HttpRequest, person_id: int) -> HttpResponse:
    found = of_township(Person.objects, request.actor, person_id)
    if request.method == "POST":
        with refusals_as_message(request):
            leave_person(person_id=person_id, by=request.actor, at=request.at)
            messages.success(request, f"{found.name} 已离岗，账号已停用。")
        return redirect("township:person", person_id)
    page = {
        "title": f"{found.name} 离岗",
        "question": f"确定 {found.name} 已经离岗吗？",
        "warning": "离岗后本人账号全部停用，不再出现在选人列表里；经办过的记录不变。",
        "verb": "办理离岗",
        "cancel_url": reverse("township:person", args=[person_id]),
    }
    return render(request, "partials/confirm.html", page)


@requires(PROPOSE_PEOPLE)
@require_POST
def person_return(request: HttpRequest, person_id: int) -> HttpResponse:
    with refusals_as_message(request):
        found = return_person(person_id=person_id, by=request.actor, at=request.at)
        messages.success(request, f"{found.name} 已恢复在岗，账号请另行启用。")
    return redirect("township:person", person_id)
