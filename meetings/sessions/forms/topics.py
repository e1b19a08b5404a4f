"""Forms of a topic: proposal, opinion, decision."""

import re

from django import forms

from meetings.sessions.actions.topics import TopicData
from meetings.sessions.queries.sessions import open_sessions
from records.acts.forms import ActForm
from township.actors import Actor
from township.dates import full_date
from township.directory.queries.units import member_units
from township.frame.forms.fields import WordsField
from township.frame.forms.pickers import RowField, UnitField
from township.permissions import Reach


class TopicForm(forms.Form):
    """A proposal. A liaison proposes for their unit; the office chooses, by default itself."""

    unit = UnitField("提出单位", required=False, empty="联席办")
    title = WordsField("议题", most=80, hint="关于……的问题")
    ask = WordsField("请会议决定什么", rows=2, most=500)
    background = WordsField("情况说明", rows=5, required=False, most=2000)
    linked = WordsField(
        "关联事项编号",
        required=False,
        most=400,
        help_text="填编号，多个用空格或逗号隔开。关联以后，应当回避该事项的人看不到这个议题。",
    )

    def __init__(self, *args, actor: Actor, reach: Reach, **kwargs):
        super().__init__(*args, **kwargs)
        units = member_units(actor.township_id)
        if reach == Reach.OWN:
            units = units.filter(pk__in=actor.unit_ids)
            self.fields["unit"].empty = None
            self.fields["unit"].required = True
            self.fields["unit"].initial = units.values_list("pk", flat=True).first()
        else:
            units = units.exclude(is_office=True)
        self.fields["unit"].offer(units)

    def data_for_action(self) -> TopicData:
        data = self.cleaned_data
        numbers = tuple(part for part in re.split(r"[\s,，、;；]+", data["linked"]) if part)
        unit = data["unit"]
        return TopicData(data["title"], data["ask"], data["background"], unit.pk if unit else None, numbers)


class OpinionForm(ActForm):
    """The office's opinion."""

    opinion = WordsField("办公室意见", rows=3, most=500, hint="如：建议列入专题会议，请村镇建设办准备材料")


class DecisionForm(ActForm):
    """The convenor's decision: one of three buttons, with remarks."""

    remark = WordsField("意见", rows=2, required=False, most=500, help_text="同意可以不写；不上会或退回要写明。")


class AgendaForm(ActForm):
    """The session on whose agenda a topic goes."""

    session = RowField(
        "列入会议",
        empty="（选择筹备中或已通知的会议）",
        words=lambda session: f"{session.title}（{full_date(session.day)}，{session.get_state_display()}）",
        error_messages={"required": "请选择会议；还没有合适的会议，先到“会议”筹备。"},
    )

    def prepare(self) -> None:
        self.fields["session"].offer(open_sessions(self.actor))

    def values(self) -> dict:
        return {"session_id": self.cleaned_data["session"].pk}
