"""Forms of major matters: the mark, the text of the 请示, the decision from above."""

from meetings.sessions.queries.major import copies_of
from meetings.sessions.rules.referrals import GROUND_CHOICES, ORGAN_CHOICES, VERDICT_CHOICES
from records.acts.forms import ActForm
from records.papers.forms import TextForm
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.files import FilesField


class MajorForm(ActForm):
    """Why it is a major matter."""

    ground = PickField("属于", GROUND_CHOICES)
    reason = WordsField("理由", rows=2, most=200, hint="如：动用镇本级资金超过限额")


class OrganForm(ActForm):
    """Whom to ask, before there is a text."""

    organ = PickField("主送机关", ORGAN_CHOICES)


class ReferralTextForm(TextForm):
    """Subject, addressee, copies and text: what stands here is what is saved and handed in."""

    subject = WordsField("事由", personal=True, most=60, help_text="标题为“……关于（事由）的请示”。一份请示只写一件事。")
    organ = PickField("主送机关", ORGAN_CHOICES, help_text="请示只主送一个上级机关。")
    copies = WordsField("抄送", required=False, most=300, help_text="几个机关用“、”隔开。")
    field_order = ("subject", "organ", "copies", "body")

    def starting(self) -> dict:
        row = self.row
        return super().starting() | {"subject": row.subject, "organ": row.organ, "copies": "、".join(copies_of(row))}


class DecisionFromAboveForm(ActForm):
    """What the party committee or the government decided, with the scanned paper."""

    verdict = PickField("决定结果", VERDICT_CHOICES)
    decided_in = WordsField("决定会议", most=60, hint="如：镇党委第18次会议")
    decided_on = DayField("决定日期")
    decision_number = WordsField("决定文号", required=False, most=60, hint="会议纪要或批复的文号")
    decision = WordsField("决定内容", rows=4, most=2000)
    attachments = FilesField("扫描件", help_text="会议纪要摘录、批复等，可选多个。")

    def starting(self) -> dict:
        return {"decided_on": self.today}

    def values(self) -> dict:
        data = super().values()
        return data | {"uploads": data.pop("attachments")}
