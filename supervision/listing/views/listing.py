"""Evaluations and listings: registers, beginning an evaluation, their pages and acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from records.matters.queries.timeline import attachments_of, timeline
from records.papers.views.flows import flow_acts, paper_context
from supervision.listing.actions import listings as actions
from supervision.listing.actions import rounds as round_actions
from supervision.listing.forms import listing as forms
from supervision.listing.models.listings import Listing
from supervision.listing.models.rounds import ListingRound
from supervision.listing.queries import listing as queries
from supervision.listing.rules import listings as rules
from supervision.listing.rules import rounds as round_rules
from supervision.permissions import DECIDE_LISTING, EXPORT_LISTINGS, STATE_LISTING, VIEW_LISTING, WRITE_LISTING
from township.actors import Actor
from township.frame.access import requires

FLOWING = ("edit", "submit", "decide", "take_back")
NEW = PageLink("拟定评价标准", "supervision:listing_round_new", WRITE_LISTING, key="n")
ROUNDS_LINK = PageLink("半年评价", "supervision:listing_rounds", VIEW_LISTING)


def _number(row: Listing | ListingRound, reader: Reader) -> str:
    return row.matter.number


def _due(row: Listing, reader: Reader) -> Lamp | None:
    due_on = {rules.ASKED: row.due_on, rules.LISTED: row.plan_due_on, rules.RECTIFYING: row.check_on}.get(row.state)
    return reader.lamp(due_on) if due_on else None


def _basis(row: Listing, reader: Reader) -> str:
    return row.basis.round.period_label


LISTING_ROUNDS = Ledger(
    url_name="supervision:listing_rounds",
    code="listing_round",
    title="半年评价登记簿",
    intro="标准在半年开始以前公布，期满按数据评价；只看受理办理，不看信访件数。",
    noun="评价",
    unit="次",
    rows=queries.rounds_register,
    filters=forms.RoundFilterForm,
    view=VIEW_LISTING,
    export=EXPORT_LISTINGS,
    row_page="supervision:listing_round",
    actions=(NEW,),
    empty=(
        Empty("还没有半年评价。", "先为下一个半年拟定评价标准，在半年开始以前公布。", NEW),
        Empty("还没有公布的评价标准。"),
    ),
    columns=(
        Column("number", "编号", _number, link=True, is_tight=True, width=22),
        Column("period", "周期", "period_label", width=18),
        Column("published", "公布日期", "published_on", kind="date", blank="—"),
        Column("evaluated", "评价日期", "evaluated_on", kind="date", blank="—"),
        Column("failed", "有未达到的单位", "n_failed", kind="number", shown_to=queries.is_office),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)
LISTINGS = Ledger(
    url_name="supervision:listings",
    code="listing",
    title="挂牌整治登记簿",
    intro="按半年开始以前公布的标准提出，先听取单位意见，召集人决定；每月检查，达到原标准摘牌。限本镇范围内知悉。",
    noun="挂牌",
    unit="件",
    rows=queries.register,
    filters=forms.ListingFilterForm,
    view=VIEW_LISTING,
    export=EXPORT_LISTINGS,
    row_page="supervision:listing",
    empty=(
        Empty("没有挂牌整治。", "半年评价以后，从没有达到标准的单位提出。", ROUNDS_LINK),
        Empty("现在没有挂牌整治的单位。"),
    ),
    columns=(
        Column("light", "期限", _due, kind="light", on=(PAGE,)),
        Column("number", "编号", _number, link=True, is_tight=True, width=22),
        Column("unit", "单位", "unit.label", width=24),
        Column("basis", "评价周期", _basis, width=18),
        Column("listed", "挂牌日期", "listed_on", kind="date", blank="—"),
        Column("sponsor", "包抓领导", "sponsor.name", blank="—", width=12),
        Column("delisted", "摘牌日期", "delisted_on", kind="date", blank="—"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def round_facts(actor: Actor, row: ListingRound) -> round_rules.RoundFacts:
    """What the doors of an evaluation look at."""
    waiting = queries.waiting_units(row)
    ids = frozenset(one.pk for one in waiting)
    parts = {"propose": ids, "pass_over": ids}
    is_over = timezone.localdate() > row.last
    facts = round_rules.RoundFacts
    return round_actions.FLOW.standing(actor, row, facts=facts, parts=parts, is_over=is_over, waiting=len(ids))


def listing_facts(actor: Actor, row: Listing) -> rules.ListingFacts:
    """What the doors of a listing look at."""
    last = queries.last_check(row) if row.state == rules.RECTIFYING else None
    may_tell = row.state == rules.ASKED and row.stated_on is None
    return actions.FLOW.standing(
        actor,
        row,
        rights=(STATE_LISTING, DECIDE_LISTING),
        facts=rules.ListingFacts,
        is_unit=row.unit_id in actor.unit_ids,
        may_tell=may_tell,
        is_waiting=may_tell and timezone.localdate() <= row.due_on,
        is_met=last is not None and last.is_met,
        is_checker=last is not None and last.checked_by_id == actor.person_id,
    )


ROUND = ActPages(
    "listing_round",
    page="supervision:listing_round",
    id_name="round_id",
    get=queries.get_round,
    facts=round_facts,
    doors=round_rules.DOORS,
    acts=(
        *(act for act in flow_acts(round_actions.FLOW, text_form=forms.RoundTextForm) if act.name in FLOWING),
        Act(
            "evaluate",
            round_actions.evaluate,
            done="已按数据评价。",
            confirm="按现在的数据逐个单位计算，评价只有一次，结果各单位看得到本单位的。",
        ),
        Act(
            "propose",
            actions.propose,
            done="挂牌提议已保存，先听取单位意见。",
            form=forms.ProposeForm,
            part="unit_id",
            leads_to=lambda request, row, made: reverse("supervision:listing", args=[made.pk]),
            also=("pass_over",),
        ),
        Act("pass_over", round_actions.pass_over, done="已记录不提挂牌的理由。", form=forms.ReasonForm, part="unit_id"),
        Act("conclude", round_actions.conclude, done="半年评价已完成。"),
        Act("drop", round_actions.drop_round, done="已撤销。", confirm="撤销以后留在登记簿里，不能再送审。"),
    ),
)
LISTING = ActPages(
    "listing",
    page="supervision:listing",
    id_name="listing_id",
    get=queries.get_listing,
    facts=listing_facts,
    doors=rules.DOORS,
    acts=(
        Act("tell", actions.state, done="说明已提交。", form=forms.StateForm),
        Act("ask", actions.ask, done="已听取单位意见。", confirm="单位即刻看到提议和数据，期限开始计算。"),
        Act("hear", actions.hear, done="听取意见已结束，请写决定。"),
        *(act for act in flow_acts(actions.FLOW, text_form=forms.DecisionTextForm) if act.name in FLOWING),
        Act("plan", actions.plan, done="整改方案已报。", form=forms.PlanForm),
        Act("check", actions.check, done="检查已登记。", form=forms.CheckForm),
        Act("delist", actions.delist, done="已摘牌。", confirm="最近一次检查已达到原标准。摘牌以后本次挂牌结束。"),
        Act("drop", actions.drop, done="已记录不挂牌。", form=forms.ReasonForm),
    ),
)


@requires(WRITE_LISTING)
@require_http_methods(["GET", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """Criteria for the next half-year."""
    period = round_actions.next_period(request.today)
    return new_page(
        request,
        forms.NewRoundForm(request.POST or None),
        lambda form: round_actions.draft_round(data=form.data_for_action(), by=request.actor, at=request.at),
        title=f"拟定评价标准：{period.label}",
        verb="存为文稿",
        done="评价标准已存为文稿，核对后送审，在半年开始以前公布。",
        page="supervision:listing_round",
        draft="listing-round-new",
        back_url=reverse("supervision:listing_rounds"),
        back_label="半年评价",
        intro="只能选办理方面的比率和督办中的问题，信访件数、来访批次不能作为标准。公布以后不能再改。",
    )


@requires(VIEW_LISTING)
@require_GET
def round_page(request: HttpRequest, round_id: int) -> HttpResponse:
    """One evaluation: criteria, results (a unit: its own), what this actor may do."""
    row = queries.get_round(request.actor, round_id)
    criteria = list(row.criteria.all())
    words = [one.words for one in queries.criteria_of(row)]
    context = {
        "round": row,
        "is_office": queries.is_office(request.actor),
        "criteria": list(zip(criteria, words, strict=True)),
        "units": queries.units_of_round(request.actor, row),
        "buttons": ROUND.buttons(request, row),
        "events": timeline(row.matter, request.actor),
        **paper_context(round_actions.FLOW, row, request.actor),
    }
    return render(request, "supervision/listing/round.html", context)


@requires(VIEW_LISTING)
@require_GET
def listing_page(request: HttpRequest, listing_id: int) -> HttpResponse:
    """One listing: for other units that it is listed, why and under whom; everything for the office and the unit itself."""
    row = queries.get_listing(request.actor, listing_id)
    reads_all = queries.reads_all(request.actor, row)
    has_text = reads_all and row.demand and (queries.is_office(request.actor) or row.number)
    lines, failing = queries.standing_now(row, request.today) if row.state in rules.STANDING and reads_all else ([], [])
    context = {
        "listing": row,
        "is_office": queries.is_office(request.actor),
        "reads_all": reads_all,
        "failed": queries.failed_words(row.basis),
        "lines": lines,
        "failing": failing,
        "checks": row.checks.select_related("checked_by") if reads_all else [],
        "files": attachments_of(row.matter, request.actor) if reads_all else [],
        "buttons": LISTING.buttons(request, row),
        "events": timeline(row.matter, request.actor) if reads_all else [],
        **(paper_context(actions.FLOW, row, request.actor) if has_text else {"document": None}),
    }
    return render(request, "supervision/listing/page.html", context)
