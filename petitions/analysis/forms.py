"""The filter of the register of reports."""

from petitions.analysis.queries.analyses import AnalysisFilter
from petitions.analysis.rules.analyses import STATE_CHOICES
from records.ledgers.forms import FilterForm
from township.frame.forms.fields import PickField


class AnalysisFilterForm(FilterForm):
    asks = AnalysisFilter
    state = PickField("状态", STATE_CHOICES, empty="全部")
