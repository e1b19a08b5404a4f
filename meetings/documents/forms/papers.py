"""Forms of outgoing documents."""

from dataclasses import replace

from django import forms

from meetings.documents.actions.papers import PaperData
from meetings.documents.queries.papers import default_copies
from meetings.documents.rules.papers import MOST_WORDS, STANDARD_TEXTS
from records.papers.actions.recipients import Distribution
from records.papers.forms import TextForm, distribution, distribution_initial
from township.directory.queries.units import inside_sendable, sendable_units
from township.frame.forms.fields import WordsField
from township.frame.forms.pickers import UnitsField

TABLE_HINT = (
    "一行一段；“一、”“（一）”开头的行自动排成标题。表格每行写成 |单位|件数| 的样子，第一行是表头。【】里是要填的空。"
)


class PaperTextForm(TextForm):
    """A paper in writing: title, addressees, text."""

    title = WordsField("标题", most=80, hint="关于……的通知")
    to_all = forms.BooleanField(label="主送全部成员单位和村（社区）", required=False)
    units = UnitsField("主送单位", required=False)
    other_units = WordsField("主送其他机关", most=400, required=False, help_text="单位表里没有的，用顿号隔开。")
    copies = UnitsField("抄送单位", required=False)
    other_copies = WordsField("抄送其他机关", most=400, required=False)
    field_order = ("title", "to_all", "units", "other_units", "body", "copies", "other_copies")

    def starting(self) -> dict:
        return super().starting() | {"title": self.row.title} | distribution_initial(self.row.document)

    def prepare(self) -> None:
        super().prepare()
        offer_units(self, self.row.township_id)

    def values(self) -> dict:
        data = self.cleaned_data
        to = whole_distribution(data, self.row.township_id)
        return {"body": data["body"], "version": data["version"], "title": data["title"], "to": to}


class NewPaperForm(forms.Form):
    """The same fields for a paper that is not there yet."""

    title = WordsField("标题", most=80, hint="关于……的通知")
    to_all = forms.BooleanField(label="主送全部成员单位和村（社区）", required=False)
    units = UnitsField("主送单位", required=False)
    other_units = WordsField("主送其他机关", most=400, required=False, help_text="单位表里没有的，用顿号隔开。")
    body = WordsField("正文", rows=18, most=MOST_WORDS, required=False, help_text=TABLE_HINT)
    copies = UnitsField("抄送单位", required=False)
    other_copies = WordsField("抄送其他机关", most=400, required=False)

    def __init__(self, *args, township_id: int, kind: str, **kwargs):
        super().__init__(*args, initial=self.starting(kind, township_id), **kwargs)
        self.township_id = township_id
        self.fields["body"].is_paper = True
        offer_units(self, township_id)

    @staticmethod
    def starting(kind: str, township_id: int) -> dict:
        """The standard text of a kind, and the district office under 抄送."""
        copies = [unit.pk for unit in default_copies(township_id)] if kind in ("circular", "bulletin") else []
        return {"body": STANDARD_TEXTS.get(kind, ""), "copies": copies}

    def data_for_action(self) -> PaperData:
        data = self.cleaned_data
        return PaperData(data["title"], data["body"], whole_distribution(data, self.township_id))


def offer_units(form: forms.Form, township_id: int) -> None:
    """The units a paper may go to, as ticks of both parts."""
    units = list(sendable_units(township_id))
    form.fields["units"].offer(units)
    form.fields["copies"].offer(units)


def whole_distribution(data: dict, township_id: int) -> Distribution:
    """The typed list; with 全部 ticked everybody inside who is not copied to."""
    to = distribution(data)
    if not data["to_all"]:
        return to
    copied = {unit.pk for unit in to.copies}
    named = {unit.pk: unit for unit in (*to.units, *inside_sendable(township_id)) if unit.pk not in copied}
    return replace(to, units=tuple(named.values()))
