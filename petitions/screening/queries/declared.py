"""The declared figure of screening: 排查按期报送率."""

from datetime import date

from django.db.models import F, Q, QuerySet

from petitions.screening.models.rounds import ScreeningReturn
from petitions.screening.queries.rounds import rounds_visible_to
from petitions.screening.rules.rounds import MISSING
from records.figures.declared import Declaration, seen_in, yes_if

IN_TIME = ~Q(state=MISSING) & Q(is_late=False)


def rows(township_id: int, as_of: date) -> QuerySet[ScreeningReturn]:
    """A row for each unit and round, once its return is there or its day has passed; a nil return is a return."""
    owing = ScreeningReturn.objects.filter(round__township_id=township_id)
    found = owing.filter(~Q(state=MISSING) | Q(round__due_on__lt=as_of))
    return found.annotate(unit_of=F("unit_id"), is_counted=yes_if(IN_TIME), basis_on=F("round__due_on"))


RETURNED = Declaration(
    key="petitions.screening",
    label="排查按期报送率",
    numerator="报送期限内报送的单位（含零报告）",
    denominator="应报、已报送或者期限已过的单位",
    basis="按报送期限归期",
    population="各轮矛盾纠纷排查",
    source="排查制度（乡镇制度设置）",
    rows=rows,
    sight=seen_in(rounds_visible_to, "round_id"),
    matter="round_id",
)
