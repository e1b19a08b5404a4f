"""Accusations: the organ they are passed on to (条例第三十条)."""

from petitions.cases.forms.acts import BodyField, CaseForm, ToOutside
from township.frame.forms.fields import WordsField
from township.frame.forms.pickers import UnitField


class RouteForm(ToOutside, CaseForm):
    to_unit = UnitField("移送给", help_text="纪检监察机关或其他有权处理的机关；绝不移送被反映的单位")
    reason = WordsField("移送的理由", rows=2, most=200)
    body = BodyField()
    paper = "transfer"

    def facts(self):
        blank = {"place": "", "petitioner_names": [], "visitors": None}
        return super().facts() | {"target_on": self.today, **blank}
