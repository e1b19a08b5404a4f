"""Forms of evaluations and listings."""

from django import forms

from records.acts.forms import ActForm
from records.figures.declared import DECLARED
from records.ledgers.forms import FilterForm
from records.papers.forms import TextForm
from supervision.listing.actions.listings import DecisionData
from supervision.listing.actions.rounds import RoundData
from supervision.listing.queries.listing import ListingFilter, RoundFilter
from supervision.listing.rules import listings as listing_rules
from supervision.listing.rules import rounds as rules
from township.directory.queries.recipients import leaders
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import PersonField, UnitField


def _keys() -> list[tuple[str, str]]:
    words = {rules.BELOW: "低于（%）", rules.AT_LEAST: "达到（件次）"}
    return [(key, f"{DECLARED[key].label}{words[sense]}") for key, sense in rules.SENSES.items() if key in DECLARED]


class RoundFields(forms.Form):
    """Up to four criteria, each a figure with its line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, rules.MOST + 1):
            self.fields[f"key_{number}"] = PickField(
                f"标准{number}", _keys(), required=number == 1, empty="（请选择）" if number == 1 else "（不用）"
            )
            self.fields[f"limit_{number}"] = forms.DecimalField(
                label=f"标准{number}的线",
                required=number == 1,
                min_value=0,
                max_value=1000,
                decimal_places=1,
                error_messages={"required": "请填写标准的线。", "invalid": "请填数字。"},
                help_text="比率填百分数，件次填整数。" if number == 1 else "",
            )
        self.fields["needed"] = NumberField("几条没有达到就研究是否挂牌", min_value=1, max_value=rules.MOST, initial=1)

    def clean(self) -> dict:
        data = super().clean()
        for number in range(2, rules.MOST + 1):
            key, limit = data.get(f"key_{number}"), data.get(f"limit_{number}")
            if key and limit is None and f"limit_{number}" not in self.errors:
                self.add_error(f"limit_{number}", "选了指标的，请填写它的线。")
        return data

    def data_for_action(self) -> RoundData:
        data = self.cleaned_data
        numbers = [number for number in range(1, rules.MOST + 1) if data[f"key_{number}"]]
        return RoundData(tuple((data[f"key_{n}"], data[f"limit_{n}"]) for n in numbers), data["needed"])


class NewRoundForm(RoundFields):
    """Criteria of the next half-year."""


class RoundTextForm(RoundFields, TextForm):
    """The draft: the text is written from the criteria."""

    body = None

    def starting(self) -> dict:
        given = {"version": self.row.document.version, "needed": self.row.needed}
        for one in self.row.criteria.all():
            given |= {f"key_{one.seq}": one.key, f"limit_{one.seq}": one.limit}
        return given

    def prepare(self) -> None:
        """No text of its own."""

    def values(self) -> dict:
        return {"body": "", "version": self.cleaned_data["version"], "data": self.data_for_action()}


class ReasonForm(ActForm):
    reason = WordsField("理由", rows=3, most=300, help_text="写明为什么不挂牌；不写信访人姓名、电话。")


class ProposeForm(ActForm):
    facts = WordsField(
        "情况", rows=5, most=1500, help_text="未达到的标准自动列出；这里写明办理中的问题，不写信访人姓名、电话。"
    )


class StateForm(ActForm):
    words = WordsField("说明", rows=6, most=2000, help_text="对数据或者挂牌提议有不同意见的，写明理由。")
    files = FilesField("证明材料", help_text="PDF 或图片，可以选多个。")


class DecisionTextForm(TextForm):
    """The decision is written from these fields, the figures and the statement."""

    body = None
    answer = WordsField("对说明的意见", rows=3, most=1000, required=False)
    demand = WordsField("整改要求", rows=4, most=1500)
    sponsor = PersonField("包抓领导")

    def starting(self) -> dict:
        row = self.row
        given = {"version": row.document.version, "answer": row.answer, "demand": row.demand}
        return given | {"sponsor": row.sponsor_id}

    def prepare(self) -> None:
        self.fields["sponsor"].offer(leaders(self.row.township_id, self.today), self.today)
        self.fields["answer"].required = self.row.stated_on is not None

    def values(self) -> dict:
        data = self.cleaned_data
        decision = DecisionData(data["answer"], data["demand"], data["sponsor"].pk)
        return {"body": "", "version": data["version"], "data": decision}


class PlanForm(ActForm):
    measures = WordsField("整改措施", rows=8, most=3000, help_text="逐条对照没有达到的标准，写明措施和时间。")
    responsible = WordsField("整改责任人", most=30)
    until = DayField("整改期限")
    files = FilesField("材料", help_text="PDF 或图片，可以选多个。")

    def starting(self) -> dict:
        row = self.row
        return {"measures": row.plan, "responsible": row.responsible, "until": row.plan_until}


class CheckForm(ActForm):
    words = WordsField("检查情况", rows=4, most=1500)
    is_met = forms.BooleanField(label="已经达到原标准", required=False, help_text="数据没有达到的，不能勾选。")


class RoundFilterForm(FilterForm):
    asks = RoundFilter
    state = PickField("状态", rules.STATE_CHOICES, empty="全部")


class ListingFilterForm(FilterForm):
    asks = ListingFilter
    state = PickField("状态", [("standing", "挂牌中"), *listing_rules.STATE_CHOICES], empty="全部")
    unit = UnitField("单位", empty="全部")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))
