"""What the half-yearly evaluation comes to, as a section of its report: rates of handling by unit, how many reached the criteria.

Source: 衡阳市意见第18条 (群众信访事项受理办理等情况,每半年进行一次评价). It speaks of handling; how many petitions a unit has stands nowhere. Other
units learn who is listed when the decision takes effect, not who fell short.
"""

from records.figures.declared import DECLARED, by_unit
from records.figures.rules import FigurePeriod, FigureSection, FigureTable, Ratio
from supervision.listing.models.listings import Listing
from supervision.listing.models.rounds import ListingRound
from supervision.listing.queries.listing import evaluated_units
from supervision.listing.rules import listings as listing_rules
from township.actors import Actor

KEY, TITLE = "evaluation", "受理办理评价"
SHOWN = ("petitions.acceptance", "petitions.conclusion", "petitions.tasks", "petitions.screening")
NOTE = "分母为零写“—”；只看办理，不看信访件数。"


def evaluation_section(actor: Actor, period: FigurePeriod) -> FigureSection:
    """Declared rates of every evaluated unit in the period, and the evaluation of the half-year where one was published."""
    declared = [DECLARED[key] for key in SHOWN]
    tallies = [by_unit(one.rows(actor.township_id, actor.on), period) for one in declared]
    rows = tuple(
        (unit.label, *(_cell(one, tally.get(unit.pk, Ratio())) for one, tally in zip(declared, tallies, strict=True)))
        for unit in evaluated_units(actor.township_id)
    )
    table = FigureTable("各单位受理办理情况", ("单位", *(one.label for one in declared)), rows, NOTE)
    return FigureSection(KEY, TITLE, (), (table,) if rows else (), _sentences(actor, period))


def _cell(declared, ratio: Ratio) -> str:
    return f"{declared.value(ratio)}（{ratio.n}/{ratio.d}）" if ratio.d else "—"


def _sentences(actor: Actor, period: FigurePeriod) -> str:
    rows = ListingRound.objects.filter(township_id=actor.township_id, first=period.first)
    row = rows.filter(evaluated_on__isnull=False).first()
    if row is None:
        return "本期没有按公布的标准作出评价，下表只列办理情况。"
    failed = row.units.filter(failed__gte=row.needed).count()
    number = row.units.count()
    listed = Listing.objects.filter(basis__round=row, state__in=listing_rules.PUBLIC).select_related("unit")
    named = "、".join(one.unit.label for one in listed.order_by("unit__order", "pk"))
    ended = f"决定挂牌整治：{named}。" if named else "没有决定挂牌整治的单位。"
    return f"按半年开始以前公布的标准（{row.number}）评价{number}个单位，达到标准{number - failed}个，没有达到{failed}个。\n{ended}"
