"""Forms of the paper flow: the text, the decision about the text that was read, the distribution list, a receipt."""

from django import forms

from records.acts.forms import ActForm
from records.papers.actions.documents import text_hash
from records.papers.actions.flows import Flow
from records.papers.actions.recipients import Distribution
from records.papers.actions.steps import MOST_WORDS
from records.papers.models.documents import Document
from records.papers.models.recipients import Recipient
from records.papers.rules.glyphs import REASON_MOST
from township.directory.queries.units import sendable_units
from township.frame.forms.fields import WordsField
from township.frame.forms.pickers import UnitsField
from township.frame.pauses import asked_for, confirm_password, needs_password

TABLE_HINT = "表格：每行以“|”开头，单元格用“|”隔开，第一行是表头。"


class TextForm(ActForm):
    """The text with whatever else the page of the institution holds. What is typed here is what is saved and handed in."""

    flow: Flow
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    body = WordsField("正文", personal=True, rows=22, required=False, most=MOST_WORDS, help_text=TABLE_HINT)

    def starting(self) -> dict:
        document = self.flow.document(self.row)
        return {"version": document.version, "body": document.body}

    def prepare(self) -> None:
        self.fields["body"].is_paper = True

    def meet(self, document: Document) -> None:
        """Somebody else saved meanwhile: the next press counts for the text that is shown beside."""
        self.data = self.data.copy()
        self.data["version"] = str(document.version)


class GlyphForm(forms.Form):
    """What is printed for a character; judged by the action."""

    sign = forms.CharField(
        label="原字", max_length=12, help_text="这个字，或者它的编码，如 U+32000（不能印的那句话里有）。"
    )
    words = forms.CharField(
        label="印作", max_length=14, help_text="部件写法如“⿰王兴”“王+兴”，或汉字译写；印出来带〔〕。"
    )
    reason = WordsField("依据", most=REASON_MOST, help_text="如“户口簿复印件在卷，字库待装”。")


class DecisionForm(ActForm):
    """The decision on the very text that was read; the password when the page lay idle for five minutes."""

    flow: Flow
    version = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)
    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    remark = WordsField(
        "意见", personal=True, rows=2, required=False, most=500, help_text="退回要写明意见；同意可以不写。"
    )
    password = forms.CharField(
        label="登录密码",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="您有五分钟以上没有操作，请再输一次登录密码。",
    )

    def starting(self) -> dict:
        document = self.flow.document(self.row)
        return {"version": document.version, "text_sha256": text_hash(document.body)} if document else {}

    def prepare(self) -> None:
        self.asks_password = self.request is not None and needs_password(self.request)
        if not self.asks_password:
            del self.fields["password"]
        else:
            self.fields["password"].label, self.fields["password"].help_text = asked_for(self.request)

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not password:
            raise forms.ValidationError(f"请输入{self.fields['password'].label}。")
        if not confirm_password(self.request, password):
            raise forms.ValidationError(f"{self.fields['password'].label.removeprefix('登录')}不对，请重新输入。")
        return password

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("version", "text_sha256", "remark")}

    def meet(self, document: Document) -> None:
        """The text changed since it was read: the next press counts for the present text, which is shown."""
        self.data = self.data.copy()
        self.data["version"], self.data["text_sha256"] = str(document.version), text_hash(document.body)


class DistributionForm(ActForm):
    """主送、抄送: units of the tree by ticks, other organs by name."""

    flow: Flow
    refusals = {"copies": "copies"}
    units = UnitsField("主送单位", required=False)
    other_units = WordsField("主送其他机关", required=False, most=400, help_text="几个机关用“、”隔开。")
    copies = UnitsField("抄送单位", required=False)
    other_copies = WordsField("抄送其他机关", required=False, most=400, help_text="几个机关用“、”隔开。")

    def starting(self) -> dict:
        return distribution_initial(self.flow.document(self.row))

    def prepare(self) -> None:
        for name in ("units", "copies"):
            self.fields[name].offer(sendable_units(self.row.township_id))

    def values(self) -> dict:
        return {"to": distribution(self.cleaned_data)}


class ReceiveForm(ActForm):
    """How a paper reached whoever has no account here; the unit itself need not say anything."""

    flow: Flow
    note = WordsField("送达方式", required=False, most=60, hint="如：机要交换，9月30日")


def distribution(data: dict) -> Distribution:
    """The typed list as the action takes it."""
    return Distribution(
        tuple(data.get("units") or ()),
        tuple(data.get("copies") or ()),
        data.get("other_units") or "",
        data.get("other_copies") or "",
    )


def distribution_initial(document: Document) -> dict:
    """The list as it stands, for a form with the four fields."""
    rows = list(document.recipients.all())
    main, copy = Recipient.Part.MAIN, Recipient.Part.COPY

    def units(part: str) -> list[int]:
        return [row.unit_id for row in rows if row.part == part and row.unit_id]

    def others(part: str) -> str:
        return "、".join(row.name for row in rows if row.part == part and not row.unit_id)

    return {
        "units": units(main),
        "other_units": others(main),
        "copies": units(copy),
        "other_copies": others(copy),
    }
