"""Forms of spot checks."""

from django import forms

from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.papers.forms import TextForm
from supervision.draws.actions.draws import SeedData
from supervision.draws.actions.plans import DrawData, open_periods
from supervision.draws.queries.draws import GROUPS, DrawFilter, entries_of
from supervision.draws.rules.draws import DICE, MOST_SIGNS, PUBLIC, RATING_CHOICES, SEED_CHOICES, STATE_CHOICES
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField


class DrawFields(forms.Form):
    """What is checked, and how many are drawn from each group."""

    topic = WordsField("抽查事项", most=60, hint="信访事项按期答复和台账登记")
    checks = WordsField("检查内容", rows=3, most=500, help_text="看什么材料、怎样算合格；公布以后不再改。")
    wanted_1 = NumberField(f"从{GROUPS[0][1]}抽取", min_value=0, max_value=50, initial=2)
    wanted_2 = NumberField(f"从{GROUPS[1][1]}抽取", min_value=0, max_value=50, initial=2)

    def data_for_action(self) -> DrawData:
        data = self.cleaned_data
        return DrawData(data["topic"], data["checks"], (data["wanted_1"], data["wanted_2"]))


class NewDrawForm(DrawFields):
    period = PickField("周期")
    field_order = ("period", "topic", "checks", "wanted_1", "wanted_2")

    def __init__(self, *args, today, period: str = "", **kwargs):
        """period: key of the quarter that is chosen to begin with, as an address holds it; else the present one."""
        periods = open_periods(today)
        chosen = next((one.key for one in periods if one.key == period), periods[0].key)
        super().__init__(*args, initial={"period": chosen, "wanted_1": 2, "wanted_2": 2}, **kwargs)
        self.fields["period"].choices = [(one.key, one.label) for one in periods]


class DrawTextForm(DrawFields, TextForm):
    """The draft: the plan is written from the fields and the list of units."""

    body = None

    def starting(self) -> dict:
        wanted = {f"wanted_{group.seq}": group.wanted for group in self.row.groups.all()}
        given = {"version": self.row.document.version, "topic": self.row.topic, "checks": self.row.checks}
        return given | wanted

    def prepare(self) -> None:
        """No text of its own."""

    def values(self) -> dict:
        return {"body": "", "version": self.cleaned_data["version"], "data": self.data_for_action()}


class ExcludeForm(ActForm):
    entry = PickField("单位")
    reason = WordsField("不列入的理由", rows=2, most=200, help_text="理由写进公布的方案。")

    def prepare(self) -> None:
        listed = [(str(one.pk), one.label) for one in entries_of(self.row) if one.place is not None]
        self.fields["entry"].choices = [("", "（请选择单位）"), *listed]

    def values(self) -> dict:
        return {"entry_id": int(self.cleaned_data["entry"]), "reason": self.cleaned_data["reason"]}


class AgainForm(ActForm):
    reason = WordsField(
        "重新抽取的理由", rows=3, most=300, help_text="理由和两次的结果都公布。原来的名单和抽取结果保留。"
    )


class SeedForm(ActForm):
    kind = PickField("种子怎样产生", SEED_CHOICES, radio=True, initial=DICE)
    seed = WordsField("种子", most=MOST_SIGNS * 2, help_text="骰子按掷出的顺序填 20 个数字，可以用空格分开。")
    source = WordsField("公开数字的出处", required=False, most=120, hint="某期开奖号码、某日收盘指数，在哪里公布")
    came_on = DayField("公开数字的产生日期", required=False)
    witness = WordsField("见证人", most=30)
    witness_is = WordsField("见证人身份", most=60, hint="镇人大代表、村民代表、法律顾问")
    place = WordsField("抽取地点", most=60)

    def starting(self) -> dict:
        return {"kind": DICE}

    def clean(self) -> dict:
        data = super().clean()
        if data.get("kind") == PUBLIC and not data.get("came_on") and "came_on" not in self.errors:
            self.add_error("came_on", "请填写公开数字的产生日期。")
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        names = ("kind", "seed", "witness", "witness_is", "place", "source", "came_on")
        return {"data": SeedData(**{name: data[name] for name in names})}


class RecordForm(ActForm):
    rating = PickField("结论", RATING_CHOICES, radio=True)
    found = WordsField("检查情况", rows=4, most=1000, help_text="写明看了什么、发现什么；不写信访人姓名、电话。")
    checked_on = DayField("检查日期")

    def starting(self) -> dict:
        pick = self.row.picks.filter(pk=self.part).first()
        if pick is None or not pick.rating:
            return {"checked_on": self.today}
        return {"rating": pick.rating, "found": pick.found, "checked_on": pick.checked_on}


class ConcludeForm(ActForm):
    summary = WordsField("抽查情况", rows=5, most=2000, help_text="总的情况、共性问题和要求；各单位的结论自动列出。")


class DrawFilterForm(FilterForm):
    asks = DrawFilter
    year = PickField("年度", empty="全部")
    state = PickField("状态", STATE_CHOICES, empty="全部")

    def prepare(self) -> None:
        years = [str(year) for year in range(self.today.year, self.today.year - 6, -1)]
        self.fields["year"].choices = [("", "全部"), *((year, year) for year in years)]
