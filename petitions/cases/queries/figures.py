"""The declared figures of cases: 登记件数, 及时受理率, 按期办结率, 参评率, 群众满意率, 交办按期办结率.

Formulas: what the deployed systems compute, no article gives one; the choice between them is the office's (docs/decisions.md).
The period goes by the due date. An overdue evaluation counts in 参评率 alone, never as satisfied.
"""

from datetime import date

from django.db.models import (
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import Evaluation
from petitions.cases.queries.timeliness import (
    ACCEPTANCE_CODES,
    CONCLUSION_CODES,
    IN_TIME,
    clocks_of,
    judged,
    unit_clocks,
)
from petitions.cases.rules.channels import CLASSES, VISITORS_MAX
from petitions.cases.rules.endings import VOID_ENDINGS
from petitions.cases.rules.terms import EVALUATE, SIMPLE_ACCEPT, SIMPLE_CLOSE
from petitions.permissions import VIEW_CASE
from records.clocks.models import Clock
from records.figures.declared import VOLUME, YES, Declaration, yes_if
from records.matters.queries.scope import visible_through

LITIGATION = 1
POPULATION = "初次信访，不含检举控告、涉法涉诉和来电"
SOURCE = "通行算法（条例没有规定公式）"
CONTENT = ("good", "fair")
ACCUSATION = "accusation"


def _is_counted_in(case: str = "") -> Q:
    """The condition that the rates speak of a case; case: the path to it from the rows, with its two underscores."""
    among = Q(**{f"{case}is_repeat": False, f"{case}visitors__gte": 1, f"{case}visitors__lte": VISITORS_MAX})
    others = {"case_class": ACCUSATION, "channel": "call", "path31": LITIGATION}
    for column, value in others.items():
        among &= ~Q(**{f"{case}{column}": value})
    return among


def population(township_id: int) -> QuerySet[Case]:
    """The cases the rates speak of: first petitions, no accusation, no litigation, no telephone, 1 to 9,999 people."""
    return Case.objects.filter(_is_counted_in(), township_id=township_id)


def _limits(codes: tuple[str, ...], township_id: int, as_of: date) -> QuerySet[Clock]:
    rows = clocks_of(township_id, codes).filter(judged(as_of), matter_id__in=population(township_id).values("pk"))
    return rows.annotate(unit_of=_unit_of(), is_counted=yes_if(IN_TIME), basis_on=F("due_on"))


class _LookedUp(Subquery):
    """Grouped by what was found. Django would group by the column that it was looked up with: a group for each case."""

    def get_group_by_cols(self) -> list:
        return [self]


def _unit_of() -> Subquery:
    """The unit of the case of a clock: looked up where it is asked for; joined, the rows of a total would be looked up too."""
    return _LookedUp(Case.objects.filter(pk=OuterRef("matter_id")).values("unit_id")[:1])


def acceptance_rows(township_id: int, as_of: date) -> QuerySet[Clock]:
    """A row for each limit of the decision to accept."""
    return _limits(ACCEPTANCE_CODES, township_id, as_of)


def conclusion_rows(township_id: int, as_of: date) -> QuerySet[Clock]:
    """A row for each limit of the answer."""
    return _limits(CONCLUSION_CODES, township_id, as_of)


def simple_rows(codes: tuple[str, ...], simple: str):
    """A row for each limit of a case that is handled simply; one that became an ordinary case is none."""

    def rows(township_id: int, as_of: date) -> QuerySet[Clock]:
        return _limits(codes, township_id, as_of).filter(code=simple)

    return rows


def task_rows(township_id: int, as_of: date) -> QuerySet[Clock]:
    """A row for each task of a unit, lead or assisting."""
    rows = unit_clocks(township_id).filter(judged(as_of)).exclude(matter__case__case_class="accusation")
    return rows.annotate(unit_of=F("unit_id"), is_counted=yes_if(IN_TIME), basis_on=F("due_on"))


def participation_rows(township_id: int, as_of: date) -> QuerySet[Clock]:
    """A row for each evaluation that was given or is overdue."""
    given = Exists(Evaluation.objects.filter(case_id=OuterRef("matter_id")))
    rows = Clock.objects.filter(
        township_id=township_id, code=EVALUATE.code, matter_id__in=population(township_id).values("pk")
    )
    rows = rows.annotate(is_counted=given).filter(Q(is_counted=True) | Q(due_on__lt=as_of))
    return rows.annotate(unit_of=_unit_of(), basis_on=F("due_on"))


def _grades(about: str, township_id: int, as_of: date) -> QuerySet[Evaluation]:
    """Evaluations of this side, each with the due day of its last window; joined, because a look-up would be written into the
    statement once for each place in which the day is compared."""
    rows = Evaluation.objects.filter(_is_counted_in("case__"), about=about, case__township_id=township_id)
    rows = rows.annotate(
        last_clock=FilteredRelation("case__matter__clocks", condition=Q(case__matter__clocks__code=EVALUATE.code))
    )
    later = Clock.objects.filter(
        matter_id=OuterRef("case_id"), code=EVALUATE.code, round__gt=OuterRef("last_clock__round")
    )
    return rows.filter(~Exists(later)).annotate(
        unit_of=F("case__unit_id"), is_counted=yes_if(Q(grade__in=CONTENT)), basis_on=F("last_clock__due_on")
    )


def unit_grade_rows(township_id: int, as_of: date) -> QuerySet[Evaluation]:
    """A row for each grade of the responsible unit."""
    return _grades("unit", township_id, as_of)


def office_grade_rows(township_id: int, as_of: date) -> QuerySet[Evaluation]:
    """A row for each grade of the office."""
    return _grades("office", township_id, as_of)


def _registered(case_class: str):
    """A row for each case of the class that was written down, repeats included. An accusation is counted for no unit."""

    def rows(township_id: int, as_of: date) -> QuerySet[Case]:
        found = Case.objects.filter(township_id=township_id, case_class=case_class, registered_on__lte=as_of)
        unit = Value(None, output_field=IntegerField()) if case_class == ACCUSATION else F("unit_id")
        return found.exclude(ended_as__in=VOID_ENDINGS).annotate(
            unit_of=unit, is_counted=YES, basis_on=F("registered_on")
        )

    return rows


def _sight(column: str):
    """Those of the rows whose case the actor may see."""
    return lambda actor, rows: visible_through(actor, rows, column, VIEW_CASE)


ACCEPTED = Declaration(
    key="petitions.acceptance",
    label="及时受理率",
    numerator="在期限内作出受理与否决定的件数",
    denominator="受理期限在本期届满的件数",
    basis="按受理期限届满日期归期，未到期且未决定的不计",
    population=POPULATION,
    source=SOURCE,
    rows=acceptance_rows,
    sight=_sight("matter_id"),
    matter="matter_id",
)
CONCLUDED = Declaration(
    key="petitions.conclusion",
    label="按期办结率",
    numerator="期限内答复送达的件数",
    denominator="办理期限（含批准的延期）在本期届满的件数",
    basis="按办理期限届满日期归期，未到期且未答复的不计",
    population=POPULATION,
    source=SOURCE,
    rows=conclusion_rows,
    sight=_sight("matter_id"),
    matter="matter_id",
)
TAKEN_PART = Declaration(
    key="petitions.participation",
    label="参评率",
    numerator="已评价的件数",
    denominator="已评价和超过评价期限未评价的件数",
    basis="按评价期限届满日期归期",
    population=POPULATION,
    source="满意度评价工作办法（国信发〔2022〕11号）",
    rows=participation_rows,
    sight=_sight("matter_id"),
    matter="matter_id",
)


def _content(key: str, whose: str, rows) -> Declaration:
    return Declaration(
        key=key,
        label=f"群众满意率（{whose}）",
        numerator="评价满意和基本满意的件数",
        denominator="已评价的件数（超期未评价不计）",
        basis="按评价期限届满日期归期",
        population=POPULATION,
        source="满意度评价工作办法（国信发〔2022〕11号）",
        rows=rows,
        sight=_sight("case_id"),
        matter="case_id",
    )


CONTENT_UNIT = _content("petitions.content_unit", "责任单位", unit_grade_rows)
CONTENT_OFFICE = _content("petitions.content_office", "联席办", office_grade_rows)
TASKS = Declaration(
    key="petitions.tasks",
    label="交办按期办结率",
    numerator="在交办期限内报送办理结果的件次",
    denominator="交办期限在本期届满的件次",
    basis="按交办期限届满日期归期，未到期且未报结果的不计",
    population="交办各单位（含协办）的事项，不含检举控告；异议核实退回、改派收回的不计",
    source="本办规定",
    rows=task_rows,
    sight=_sight("matter_id"),
    matter="matter_id",
)
REGISTERED = {
    key: Declaration(
        key=f"petitions.registered_{key}",
        label=f"登记件数（{label}）",
        numerator=f"登记的{label}类事项，含重复信访",
        denominator="",
        basis="按登记日期归期",
        population="登记的全部事项，登记错误作废的不计；只作统计，不用于考核",
        source=SOURCE,
        rows=_registered(key),
        sight=_sight("pk"),
        matter="pk",
        kind=VOLUME,
    )
    for key, label in CLASSES.items()
}
SIMPLE_ACCEPTED = Declaration(
    key="petitions.simple_acceptance",
    label="简易办理按期受理率",
    numerator="在简易办理的受理期限内作出决定的件数",
    denominator="简易办理的受理期限在本期届满的件数",
    basis="按受理期限届满日期归期，未到期且未决定的不计",
    population=f"适用简易办理的{POPULATION}；转为普通程序的不计",
    source="信访事项简易办理办法（试行）",
    rows=simple_rows(ACCEPTANCE_CODES, SIMPLE_ACCEPT.code),
    sight=_sight("matter_id"),
    matter="matter_id",
)
SIMPLE_CONCLUDED = Declaration(
    key="petitions.simple_conclusion",
    label="简易办理按期办结率",
    numerator="在简易办理的办结期限内答复送达的件数",
    denominator="简易办理的办结期限在本期届满的件数",
    basis="按办结期限届满日期归期，未到期且未答复的不计",
    population=f"适用简易办理的{POPULATION}；转为普通程序的不计",
    source="信访事项简易办理办法（试行）",
    rows=simple_rows(CONCLUSION_CODES, SIMPLE_CLOSE.code),
    sight=_sight("matter_id"),
    matter="matter_id",
)
DECLARED = (
    *REGISTERED.values(),
    ACCEPTED,
    CONCLUDED,
    TAKEN_PART,
    CONTENT_UNIT,
    CONTENT_OFFICE,
    TASKS,
    SIMPLE_ACCEPTED,
    SIMPLE_CONCLUDED,
)
