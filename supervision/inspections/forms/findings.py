"""Forms of findings and of the papers of an inspection."""

from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.papers.forms import TextForm
from supervision.inspections.actions.site import FindingData
from supervision.inspections.models.checklists import EntryPhoto
from supervision.inspections.queries.findings import FindingFilter
from supervision.inspections.rules import findings as rules
from township.directory.models.units import UnitKind
from township.directory.queries.units import member_units, units_of
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import RowsField, UnitField

PROOF = "PDF 或图片，可以选多个。"


class ChangeForm(ActForm):
    """The finding before the unit was asked."""

    nature = PickField("性质", rules.NATURE_CHOICES, radio=True)
    text = WordsField("问题（做法）", rows=3, most=500)
    evidence = WordsField("依据", rows=3, most=3600, help_text="一行一条。")
    photos = RowsField("作为依据的照片", words=lambda one: one.name)

    def starting(self) -> dict:
        rows = list(self.row.evidence.select_related("file"))
        lines = [one.text for one in rows if one.file_id is None]
        photos = [one.file for one in rows if one.file_id]
        return {
            "nature": self.row.nature,
            "text": self.row.text,
            "evidence": rules.evidence_text(lines),
            "photos": photos,
        }

    def prepare(self) -> None:
        photos = EntryPhoto.objects.filter(entry_id=self.row.entry_id).select_related("file")
        self.fields["photos"].offer([one.file for one in photos])

    def values(self) -> dict:
        data = self.cleaned_data
        return {"data": FindingData(data["nature"], data["text"], data["evidence"], tuple(data["photos"]))}


class PutForm(ActForm):
    days = NumberField("说明期限（工作日）", initial=rules.USUAL_STATEMENT, help_text="从明天算起，2 到 10 个工作日。")


class TellForm(ActForm):
    words = WordsField("说明", rows=5, most=2000, help_text="属实、部分属实还是不属实，依据是什么。")
    files = FilesField("材料", help_text=PROOF)


class NoteStatementForm(ActForm):
    """What the unit said on paper."""

    on = DayField("收到日期", help_text="单位把书面说明交到联席办的那一天。")
    words = WordsField("书面说明的内容", rows=5, most=2000)
    files = FilesField("盖章的书面说明", required=True, help_text=PROOF)


class UpholdForm(ActForm):
    answer = WordsField(
        "对单位说明的意见", rows=3, most=500, required=False, help_text="单位有说明的，写明采纳或者不采纳的理由。"
    )


class ReasonForm(ActForm):
    reason = WordsField("理由", rows=3, most=500)


class DemandForm(ActForm):
    due_on = DayField("期限")
    demand = WordsField("要求", rows=3, most=500)


class TransferForm(ActForm):
    organ = UnitField("接收机关")
    words = WordsField(
        "移送理由", rows=3, most=1000, help_text="移送函只有拟写人、主任和召集人看得到；被督查单位只看到“另行办理”。"
    )

    def prepare(self) -> None:
        self.fields["organ"].offer(units_of(self.row.township_id, UnitKind.OUTSIDE))


class CommendForm(ActForm):
    words = WordsField("推广意见", rows=3, most=500)


class PlanForm(ActForm):
    origin = WordsField("问题成因", rows=3, most=1000, help_text="为什么会出现，不写措施。")
    measures = WordsField("整改措施", rows=3, most=1000, help_text="怎么改、改到什么程度。")
    in_charge = WordsField("责任人", most=60, hint="姓名和职务")

    def starting(self) -> dict:
        return {name: getattr(self.row, name) for name in ("origin", "measures", "in_charge")}


class ProgressForm(ActForm):
    text = WordsField("进展", rows=3, most=500)


class ReportForm(ActForm):
    result = WordsField("整改结果", rows=5, most=2000, help_text="对照要求写明改了什么、效果怎样。")
    files = FilesField("证明材料", required=True, help_text=PROOF)


class VerifyForm(ActForm):
    way = PickField("核实方式", rules.WAY_CHOICES)
    verdict = WordsField("核实意见", rows=3, most=500, help_text="退回的写明还缺什么。")


class AcceptForm(VerifyForm):
    look_back = PickField("回头看", rules.LOOK_BACK_CHOICES, initial="60")

    def values(self) -> dict:
        return super().values() | {"look_back": int(self.cleaned_data["look_back"])}


class ConfirmForm(ActForm):
    words = WordsField("回头看的情况", rows=3, most=1000, help_text="看了什么、整改有没有反弹。")
    files = FilesField("材料", help_text=PROOF)


class ReopenForm(ConfirmForm):
    due_on = DayField("新的整改期限")


class ExtendForm(ActForm):
    until = DayField("延至")
    reason = WordsField("延期理由", rows=2, most=300)


class FindingFilterForm(FilterForm):
    asks = FindingFilter
    text = WordsField("编号或督查名称", most=60)
    state = PickField("状态", [("open", "未办结"), ("overdue", "超期"), *rules.STATE_CHOICES], empty="全部")
    nature = PickField("性质", rules.NATURE_CHOICES, empty="全部")
    unit = UnitField("单位", empty="全部")
    first = DayField("整改期限 从")
    last = DayField("到")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))


class PaperTextForm(TextForm):
    """The text, drafted from the findings and changed by hand."""


class OrganAnswerForm(ActForm):
    answered_on = DayField("答复日期")
    number = WordsField("答复文号", most=60, required=False)
    words = WordsField("答复内容", rows=4, most=2000)
    files = FilesField("答复文件", help_text=PROOF)
