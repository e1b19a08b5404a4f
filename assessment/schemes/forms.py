"""Forms of schemes and runs."""

from datetime import date
from decimal import Decimal

from django import forms
from django.http import QueryDict

from assessment.schemes.actions.entries import Mark
from assessment.schemes.queries.runs import RunFilter
from assessment.schemes.queries.schemes import SchemeFilter, content_of, in_force
from assessment.schemes.rules.schemes import BONUS, DEDUCTION, GROUPS, HAND, QUOTA, RATE, SATISFACTION, STAGES, VETO
from assessment.schemes.rules.states import EFFECT_CHOICES, RUN_CHOICES, SCHEME_CHOICES
from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField

PERCENT = {"min_value": 0, "max_value": 100, "max_digits": 5, "decimal_places": 2}
EDITABLE = {
    RATE: (("full", "满分线（%）"), ("zero", "零分线（%）")),
    SATISFACTION: (("full", "满分线（%）"), ("zero", "零分线（%）")),
    QUOTA: (("each", "每少一次扣分"),),
    DEDUCTION: (("floor", "最低分"),),
    BONUS: (("cap", "最多加分"),),
}


def comparison_from(typed: QueryDict, usual: tuple[str, str]) -> tuple[str, str]:
    """Group and stage to compare; what is missing or unknown is as in `usual`."""
    group, stage = typed.get("group", ""), typed.get("stage", "")
    return group if group in GROUPS else usual[0], stage if stage in STAGES else usual[1]


class SchemeFilterForm(FilterForm):
    asks = SchemeFilter
    year = NumberField("年度", required=False, min_value=2000, max_value=2100)
    state = PickField("状态", SCHEME_CHOICES, empty="全部")


class RunFilterForm(FilterForm):
    asks = RunFilter
    year = NumberField("年度", required=False, min_value=2000, max_value=2100)
    stage = PickField("阶段", STAGES.items(), empty="全部")
    state = PickField("状态", RUN_CHOICES, empty="全部")


class NewSchemeForm(forms.Form):
    """The delivered scheme of the township's rule profile becomes a draft."""

    year = NumberField("年度", min_value=2000, max_value=2100)
    group = PickField("考核对象", GROUPS.items())


class EditSchemeForm(ActForm):
    """Weights and lines of every leaf."""

    name = WordsField("名称", most=60)

    def prepare(self) -> None:
        for item in content_of(self.row).items():
            if item.weight:
                self._number(item.key, "weight", f"{item.label}：权重", item.weight)
            for column, label in EDITABLE.get(item.kind, ()):
                if not (item.steps and column in ("full", "zero")):
                    self._number(item.key, column, f"{item.label}：{label}", getattr(item, column))

    def starting(self) -> dict:
        return {"name": self.row.name}

    def _number(self, key: str, column: str, label: str, value: Decimal) -> None:
        field = forms.DecimalField(label=label, **PERCENT)
        self.fields[f"{column}_{key}"] = field
        self.initial[f"{column}_{key}"] = f"{value.normalize():f}"

    def values(self) -> dict:
        found: dict[str, dict] = {}
        for name, value in self.cleaned_data.items():
            column, _, key = name.partition("_")
            if key:
                found.setdefault(key, {})[column] = value
        return {"name": self.cleaned_data["name"], "values": found}


class FixForm(ActForm):
    decision = WordsField(
        "依据的决定",
        required=False,
        most=200,
        help_text="考核年度已经开始的，写明哪次会议、文号；年度以前确认的不用填。",
    )


class RemarkForm(ActForm):
    remark = WordsField("修改意见", rows=3, most=300)


class NewRunForm(forms.Form):
    """Which scheme and period."""

    scheme = PickField("考核办法", ())
    stage = PickField("考核阶段", STAGES.items())
    first = DayField("起始日期")
    last = DayField("截止日期")

    def __init__(self, *args, township_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        rows = in_force(township_id).order_by("-year", "group")
        self.fields["scheme"].choices = [
            (str(row.pk), f"{row.year}年{row.get_group_display()}　{row.name}（第{row.version}版）") for row in rows
        ]

    def data_for_action(self) -> dict:
        data = self.cleaned_data
        return {"scheme_id": int(data["scheme"]), "stage": data["stage"], "first": data["first"], "last": data["last"]}


class ReportForm(ActForm):
    text = WordsField(
        "自评", rows=10, most=4000, help_text="对照考核办法逐项说明完成情况、佐证材料和不足；不写信访人姓名。"
    )


class MarkForm(ActForm):
    """Points of one scorer for one unit."""

    def prepare(self) -> None:
        mine = {
            one.item: one for one in self.row.entries.filter(unit_id=self.part, kind="mark", by_id=self.actor.person_id)
        }
        for item in content_of(self.row.scheme).items():
            if item.kind != HAND:
                continue
            most, before = item.weight, mine.get(item.key)
            field = forms.DecimalField(
                label=f"{item.label}（0—{most.normalize():f} 分）",
                min_value=0,
                max_value=most,
                max_digits=5,
                decimal_places=2,
                required=False,
                help_text="评分标准：" + "；".join(item.yardstick) + "。",
            )
            self.fields[f"points_{item.key}"] = field
            self.fields[f"ground_{item.key}"] = WordsField("评分依据", required=False, rows=2, most=300)
            if before:
                self.initial |= {f"points_{item.key}": before.points, f"ground_{item.key}": before.ground}

    def values(self) -> dict:
        data = self.cleaned_data
        keys = [name.removeprefix("points_") for name in data if name.startswith("points_")]
        given = [key for key in keys if data[f"points_{key}"] is not None]
        return {"marks": tuple(Mark(key, data[f"points_{key}"], data.get(f"ground_{key}") or "") for key in given)}


class AwardForm(ActForm):
    item = PickField("项目", ())
    points = forms.DecimalField(
        label="加分", required=False, min_value=0, max_digits=5, decimal_places=2, help_text="否决项不填。"
    )
    ground = WordsField("依据", rows=3, most=300)
    number = WordsField(
        "决定编号",
        required=False,
        most=60,
        help_text="否决必须填：对这个单位正在生效的问责决定，或者议定事项，在本系统里的编号；加分可以填督办单等的编号。",
    )

    def prepare(self) -> None:
        items = [item for item in content_of(self.row.scheme).items() if item.kind in (BONUS, VETO)]
        self.fields["item"].choices = [(item.key, f"{item.label}（{item.formula}）") for item in items]


class ObjectForm(ActForm):
    """Which leaf, perhaps which of its rows, and why."""

    refusals = {"row_id": "row"}
    item = PickField("指标", ())
    row = PickField("哪一条数据", (), required=False, empty="（不针对某一条）")
    text = WordsField("异议理由", rows=4, most=1000, help_text="写明事实和佐证材料；不写信访人姓名。")

    def prepare(self) -> None:
        content = content_of(self.row.scheme)
        labels = {key: item.label for item in content.items() for key in item.figures}
        self.fields["item"].choices = [(item.key, item.label) for item in content.items() if item.weight]
        rows = self.row.rows.filter(unit_id=self.part)
        self.fields["row"].choices = [
            ("", "（不针对某一条）"),
            *(
                (str(one.pk), f"{labels[one.figure]}　{one.number}　{one.on:%Y-%m-%d}")
                for one in rows
                if one.figure in labels
            ),
        ]

    def starting(self) -> dict:
        asked = self.request.GET if self.request else {}
        return {"item": asked.get("item", ""), "row": asked.get("row", "")}

    def values(self) -> dict:
        data = self.cleaned_data
        return {"item": data["item"], "text": data["text"], "row_id": int(data["row"]) if data["row"] else None}


class AnswerForm(ActForm):
    effect = PickField("怎样调整", EFFECT_CHOICES, required=False, empty="（不采纳时不选）")
    points = forms.DecimalField(label="增加得分", required=False, min_value=0, max_digits=5, decimal_places=2)
    reason = WordsField("处理意见", rows=3, most=500)


class AdjustForm(ActForm):
    points = forms.DecimalField(label="调整分数", max_digits=5, decimal_places=2, help_text="减分填负数。")
    ground = WordsField("集体研究的情况和理由", rows=3, most=300, help_text="写明哪次会议研究；会印入通报的核算表。")


class CorrectForm(ActForm):
    why = WordsField("更正理由", rows=3, most=200)


def usual_period(today: date) -> dict:
    """What the form of a new run starts with: the last whole half-year."""
    if today.month > 6:
        return {"stage": "half", "first": date(today.year, 1, 1), "last": date(today.year, 6, 30)}
    return {"stage": "month", "first": date(today.year, 1, 1), "last": today}
