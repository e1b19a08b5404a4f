"""Spot checks: the register, beginning one, its page, the published list and the record as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from records.matters.queries.timeline import timeline
from records.papers.views.flows import flow_acts, paper_context
from supervision.draws.actions import draws as actions
from supervision.draws.actions import plans
from supervision.draws.forms import draws as forms
from supervision.draws.models.draws import Draw
from supervision.draws.queries import draws as queries
from supervision.draws.rules.draws import DOORS, DRAFT, DRAWN, PUBLISHED, DrawFacts
from supervision.permissions import EXPORT_DRAWS, SEED_DRAW, VIEW_DRAW, WRITE_DRAW
from township.actors import Actor, OutOfScope
from township.frame.access import requires
from township.frame.responses import file_response

NEW = PageLink("拟定抽查方案", "supervision:draw_new", WRITE_DRAW, key="n")
FLOWING = ("edit", "submit", "decide", "take_back")


def _due(row: Draw, reader: Reader) -> Lamp | None:
    return reader.lamp(row.due_on) if row.state in (PUBLISHED, DRAWN) else None


def _number(row: Draw, reader: Reader) -> str:
    return row.matter.number


def _again(row: Draw, reader: Reader) -> tuple[str, ...]:
    return ("重新抽取",) if row.earlier_id else ()


DRAWS = Ledger(
    url_name="supervision:draws",
    code="draw",
    title="随机抽查登记簿",
    intro="先公布名单和校验值，再由见证人当众产生种子；每一次抽取都能重新计算核对。",
    noun="抽查",
    unit="次",
    rows=queries.register,
    filters=forms.DrawFilterForm,
    view=VIEW_DRAW,
    export=EXPORT_DRAWS,
    row_page="supervision:draw",
    actions=(NEW,),
    empty=(Empty("还没有随机抽查。", "先拟定方案：抽查什么、从哪些单位里抽几个。", NEW), Empty("还没有公布的抽查。")),
    columns=(
        Column("light", "期限", _due, kind="light", on=(PAGE,)),
        Column("number", "编号", _number, link=True, is_tight=True, width=22),
        Column("period", "周期", "period_label", width=18, marks=_again),
        Column("topic", "抽查事项", width=30),
        Column("picks", "抽中", "n_picks", kind="number"),
        Column("poor", "不合格", "n_poor", kind="number"),
        Column("witness", "见证人", blank="—", on=ON_PAPER_AND_FILE, width=12),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def draw_facts(actor: Actor, row: Draw) -> DrawFacts:
    """What the doors of a draw look at."""
    left_out = [one.pk for one in queries.entries_of(row) if one.place is None] if row.state == DRAFT else []
    picks = queries.picks_of(row) if row.state == DRAWN else []
    return plans.FLOW.standing(
        actor,
        row,
        rights=(SEED_DRAW,),
        facts=DrawFacts,
        parts={"include": frozenset(left_out), "record": frozenset(pick.pk for pick in picks)},
        waiting=sum(1 for pick in picks if not pick.rating),
        has_next=row.state in (PUBLISHED, DRAWN) and queries.next_of(row) is not None,
    )


DRAW = ActPages(
    "draw",
    page="supervision:draw",
    id_name="draw_id",
    get=queries.get_draw,
    facts=draw_facts,
    doors=DOORS,
    acts=(
        *(act for act in flow_acts(plans.FLOW, text_form=forms.DrawTextForm) if act.name in FLOWING),
        Act(
            "seed",
            actions.seed,
            done="已抽取，抽取记录可以打印、下载。",
            form=forms.SeedForm,
            verb="按种子抽取",
            confirm="种子由见证人当众产生。抽取只有一次，抽取以后种子、名单和结果都不能改。",
        ),
        Act("exclude", plans.exclude, done="已不列入，理由写进方案。", form=forms.ExcludeForm),
        Act("include", plans.include, done="已恢复列入。", part="entry_id"),
        Act("record", actions.record, done="检查结果已登记。", form=forms.RecordForm, part="pick_id", is_free=True),
        Act(
            "conclude",
            actions.conclude,
            done="结果已通报各单位，不合格的列入督办建议。",
            form=forms.ConcludeForm,
            confirm="通报以后各单位都看得到结论，不能再改。",
        ),
        Act(
            "again",
            plans.draw_again,
            done="重新抽取的方案已存为文稿，核对后送审。",
            form=forms.AgainForm,
            leads_to=lambda request, row, made: reverse("supervision:draw", args=[made.pk]),
        ),
        Act("drop", plans.drop_draw, done="已撤销。", confirm="撤销以后留在登记簿里，不能再送审。"),
    ),
)


@requires(WRITE_DRAW)
@require_http_methods(["GET", "POST"])
def draw_new(request: HttpRequest) -> HttpResponse:
    """A new plan for a quarter; ?period= which."""
    return new_page(
        request,
        forms.NewDrawForm(request.POST or None, today=request.today, period=request.GET.get("period", "")),
        lambda form: plans.draft_draw(
            period=form.cleaned_data["period"], data=form.data_for_action(), by=request.actor, at=request.at
        ),
        title="拟定抽查方案",
        verb="存为文稿",
        done="方案已存为文稿；有单位不列入的，先写明理由，再送审。",
        page="supervision:draw",
        draft="draw-new",
        back_url=reverse("supervision:draws"),
        back_label="随机抽查",
        intro="名单是现在全部的村（社区）和成员单位。方案批准公布以后，名单、数量不能再改。",
    )


@requires(VIEW_DRAW)
@require_GET
def draw(request: HttpRequest, draw_id: int) -> HttpResponse:
    """One draw: list, seed, every pick with its calculation, results, and what this actor may do."""
    row = queries.get_draw(request.actor, draw_id)
    entries = queries.entries_of(row)
    later = queries.next_of(row)
    context = {
        "draw": row,
        "is_office": queries.is_office(request.actor),
        "strata": queries.strata_of(row, entries),
        "left_out": [one for one in entries if one.place is None],
        "picks": queries.shown_picks(request.actor, row),
        "earlier_picks": queries.picks_of(row.earlier) if row.earlier_id else [],
        "later": later if later and (later.published_at or queries.is_office(request.actor)) else None,
        "buttons": DRAW.buttons(request, row),
        "events": timeline(row.matter, request.actor),
        **paper_context(plans.FLOW, row, request.actor),
    }
    return render(request, "supervision/draws/page.html", context)


@requires(VIEW_DRAW)
@require_GET
def draw_list(request: HttpRequest, draw_id: int) -> HttpResponse:
    """The published list, byte for byte what its hash was made of."""
    row = _published(request, draw_id, row_needs_seed=False)
    actions.note_file(row=row, kind="list", by=request.actor, at=request.at)
    return file_response(row.population.encode(), f"{row.number}名单.txt", "text/plain; charset=utf-8")


@requires(VIEW_DRAW)
@require_GET
def draw_record(request: HttpRequest, draw_id: int) -> HttpResponse:
    """The record of the draw as the file that `manage.py check_draw` reads."""
    row = _published(request, draw_id, row_needs_seed=True)
    actions.note_file(row=row, kind="record", by=request.actor, at=request.at)
    return file_response(queries.record_of(row).encode(), f"{row.number}抽取记录.json", "application/json")


def _published(request: HttpRequest, draw_id: int, *, row_needs_seed: bool) -> Draw:
    row = queries.get_draw(request.actor, draw_id)
    if row.published_at is None or (row_needs_seed and not row.seed):
        raise OutOfScope("公布、抽取以后才有这个文件。")
    return row
