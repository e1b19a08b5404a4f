"""Schemes: list, page with the tree, the acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessment.permissions import EXPORT_SCORES, FIX_SCHEME, VIEW_SCHEME, WRITE_SCHEME
from assessment.schemes import forms
from assessment.schemes.actions import schemes as actions
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries import schemes as queries
from assessment.schemes.queries.runs import latest_published, trial
from assessment.schemes.queries.trial import compared_with, year_trial
from assessment.schemes.rules.schemes import KINDS, SPREAD_WORDS
from assessment.schemes.rules.states import SCHEME_DOORS, SchemeFacts
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.figures.declared import DECLARED
from records.ledgers.rules.columns import Column
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from records.matters.queries.rights import rights_on
from records.matters.queries.timeline import timeline
from township.actors import Actor
from township.frame.access import requires

START = PageLink("拟定考核办法", "assessment:scheme_new", WRITE_SCHEME, key="n")
SCHEMES = Ledger(
    url_name="assessment:schemes",
    code="scheme",
    title="考核办法",
    intro="一年一份，分成员单位和村（社区）；由两人拟定和确认，考核期开始前定下来。",
    noun="考核办法",
    unit="份",
    rows=queries.register,
    filters=forms.SchemeFilterForm,
    view=VIEW_SCHEME,
    export=EXPORT_SCORES,
    row_page="assessment:scheme",
    actions=(START,),
    empty=(
        Empty("还没有考核办法。", "按本乡镇的制度方案拟定一份，核对权重后送确认。", START),
        Empty("还没有施行的考核办法。"),
    ),
    columns=(
        Column("year", "年度", kind="number"),
        Column("name", "名称", link=True, width=30),
        Column("group", "考核对象", "get_group_display"),
        Column("version", "版本", kind="number"),
        Column("fixed", "确认日期", "fixed_on", kind="date", blank="—"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def scheme_facts(actor: Actor, row: Scheme) -> SchemeFacts:
    """What the doors of a scheme look at."""
    may = rights_on(actor, row.matter, [WRITE_SCHEME, FIX_SCHEME])
    return SchemeFacts(
        state=row.state, may=may, is_maker=row.edited_by_id == actor.person_id, has_next=queries.has_next(row)
    )


SCHEME = ActPages(
    "scheme",
    page="assessment:scheme",
    id_name="scheme_id",
    get=queries.get_scheme,
    facts=scheme_facts,
    doors=SCHEME_DOORS,
    acts=(
        Act("edit", actions.edit_scheme, done="已保存。", form=forms.EditSchemeForm, verb="保存"),
        Act("submit", actions.submit_scheme, done="已送确认。"),
        Act("fix", actions.fix_scheme, done="已确认施行。", form=forms.FixForm, verb="确认施行"),
        Act("give_back", actions.give_back_scheme, done="已退回修改。", form=forms.RemarkForm),
        Act(
            "renew",
            actions.renew_scheme,
            done="新版已存为文稿，修改后送确认；确认以前仍按现行版考核。",
            leads_to=lambda request, row, made: reverse("assessment:scheme", args=[made.pk]),
        ),
        Act("drop", actions.drop_scheme, done="已撤销。", confirm="撤销以后这份文稿不能再用。"),
    ),
)


@requires(WRITE_SCHEME)
@require_http_methods(["GET", "POST"])
def scheme_new(request: HttpRequest) -> HttpResponse:
    """From the scheme delivered with the township's rule profile."""
    return new_page(
        request,
        forms.NewSchemeForm(request.POST or None, initial={"year": request.today.year}),
        lambda form: actions.draft_scheme(by=request.actor, at=request.at, **form.cleaned_data),
        title="拟定考核办法",
        verb="存为文稿",
        done="已按制度方案的范本存为文稿，核对后送确认。",
        page="assessment:scheme",
        draft="scheme-new",
        back_url=reverse("assessment:schemes"),
        back_label="考核办法",
    )


@requires(VIEW_SCHEME)
@require_GET
def scheme(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """The tree with weights, formulas, sources and who scores; what this actor may do now."""
    row = queries.get_scheme(request.actor, scheme_id)
    content = queries.content_of(row)
    parts = [
        (part, [(item, KINDS[item.kind], [DECLARED[key] for key in item.figures]) for item in part.items])
        for part in content.parts
    ]
    context = {
        "scheme": row,
        "content": content,
        "parts": parts,
        "total": sum(part.weight for part in content.parts),
        "spread": SPREAD_WORDS,
        "may_try": request.actor.may(WRITE_SCHEME) or request.actor.may(FIX_SCHEME),
        "later": row.later.exclude(state="dropped").first(),
        "buttons": SCHEME.buttons(request, row),
        "events": timeline(row.matter, request.actor),
    }
    return render(request, "assessment/schemes/scheme.html", context)


@requires(WRITE_SCHEME, FIX_SCHEME)
@require_GET
def scheme_trial(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """试算: the latest published run, or with ?data=year all of last year, under the text as it stands: who moves and why. Nothing is
    stored."""
    row = queries.get_scheme(request.actor, scheme_id)
    run = latest_published(row)
    is_year = run is None or request.GET.get("data") == "year"
    context = {
        "scheme": row,
        "run": run,
        "is_year": is_year,
        "year": request.today.year - 1,
        "against": compared_with(row) if is_year else None,
        "lines": year_trial(row, request.today) if is_year else trial(run, row),
    }
    return render(request, "assessment/schemes/trial.html", context)
