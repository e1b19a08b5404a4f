"""The case documents: their kinds, and the facts a document is written from (law: 《信访工作条例》第二十二至三十六条)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from records.papers.rules.numbers import declare_series

Variant = Literal["notice", "letter", "form", "slip"]


@dataclass(frozen=True)
class PaperKind:
    """One kind of document.

    name: what the office calls it; title: what it prints (letters and opinions add the matter); series: the word after
    the organ's code word in the number, empty for papers without a number; variant: its layout; body: whether it has
    running text the clerk edits before issue; copies: how many are made, and who keeps them.
    """

    code: str
    name: str
    title: str
    series: str
    variant: Variant
    body: bool = True
    copies: str = ""


_TWO = "一式二份：信访人、本机关各执一份"
_THREE = "一式三份：信访人、承办单位、信访工作机构各执一份"

PAPER_KINDS: dict[str, PaperKind] = {
    kind.code: kind
    for kind in (
        PaperKind("registration", "登记表", "信访事项登记表", "", "form", body=False),
        PaperKind("acceptance", "受理告知书", "信访事项受理告知书", "受", "notice", copies=_THREE),
        PaperKind("refusal", "不予受理告知书", "信访事项不予受理告知书", "不受", "notice", copies=_TWO),
        PaperKind("refusal_final", "不再受理告知书", "信访事项不再受理告知书", "不再受", "notice", copies=_TWO),
        PaperKind("direct_answer", "当场答复单", "信访事项当场答复单", "答", "notice", copies=_TWO),
        PaperKind("transfer", "转送单", "信访事项转送单", "转", "letter"),
        PaperKind("destination_notice", "去向告知书", "信访事项去向告知书", "告", "notice", copies=_TWO),
        PaperKind("assignment", "交办函", "信访事项的函", "交", "letter"),
        PaperKind("sender_objection", "异议函", "信访事项的异议函", "异", "letter"),
        PaperKind("extension", "延期告知书", "信访事项延长办理期限告知书", "延", "notice", copies=_TWO),
        PaperKind("reply", "处理意见书", "信访事项处理意见书", "处", "notice"),
        PaperKind("suggestion_reply", "建议答复书", "建议答复书", "建复", "notice"),
        PaperKind("delivery_receipt", "送达回证", "信访文书送达回证", "", "form", body=False),
        PaperKind("slip", "查询凭条", "信访事项查询凭条", "", "slip", body=False),
    )
}
for _kind in PAPER_KINDS.values():
    if _kind.series:
        declare_series(_kind.code, _kind.series)


@dataclass(frozen=True, kw_only=True)
class PaperPerson:
    """A petitioner's row in the registration form; identity data in full, for the office's own file."""

    name: str
    role: str = ""
    sex: str = ""
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    household: str = ""
    address: str = ""
    occupation: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found and decided on one claim (第三十二条)."""

    claim: str
    facts_and_reasons: str
    opinion: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How a document was handed over; blanks are filled in by hand on the receipt."""

    document: str = ""
    document_number: str = ""
    manner: str = ""
    place: str = ""
    on: date | None = None
    receiver: str = ""
    relation: str = ""
    deliverer: str = ""
    mail_number: str = ""
    refusal: str = ""
    witnesses: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """Everything the standard texts and templates may need; what does not apply stays empty.

    Dates are Shanghai dates. articles take short forms ("19¶3", "31(1)") or full wording. case_class: claim,
    suggestion or accusation. raw_due_on counts natural days without rolling over holidays, rolled_due_on rolls.
    """

    # Who writes. organ_name signs; the office is the contact.
    township_name: str = ""
    organ_name: str = ""
    office_name: str = ""
    office_phone: str = ""
    office_address: str = ""
    clerk_name: str = ""
    approver: str = ""
    # The matter
    case_number: str = ""
    upper_number: str = ""
    hotline_number: str = ""
    case_title: str = ""
    case_class: Literal["claim", "suggestion", "accusation"] = "claim"
    class_label: str = ""
    channel_label: str = ""
    purpose_label: str = ""
    category_label: str = ""
    hotspot_label: str = ""
    repeat_label: str = ""
    place: str = ""
    words: str = ""
    claims: list[str] = field(default_factory=list)
    # Partial competence: (claim, organ to turn to) for what is not accepted here.
    claims_elsewhere: list[tuple[str, str]] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    complained_of: str = ""
    # Who came
    petitioner_names: list[str] = field(default_factory=list)
    petitioners: list[PaperPerson] = field(default_factory=list)
    addressee: str = ""
    representatives: list[str] = field(default_factory=list)
    agent: str = ""
    visitors: int | None = None
    involved: int | None = None
    # When
    raised_on: date | None = None
    received_on: date | None = None
    registered_on: date | None = None
    accepted_on: date | None = None
    due_on: date | None = None
    raw_due_on: date | None = None
    rolled_due_on: date | None = None
    extension_new_due_on: date | None = None
    is_simple: bool = False
    path31: int | None = None  # item of 条例第三十一条; (1)–(5) follow the limits of their own laws
    # From above, and to others
    source_organ: str = ""
    source_number: str = ""
    source_on: date | None = None
    source_is_assignment: bool = False
    target_unit: str = ""
    target_unit_phone: str = ""
    target_on: date | None = None
    assist_units: list[str] = field(default_factory=list)
    # What was decided
    reason: str = ""
    basis: str = ""
    suggested: str = ""
    articles: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    conclusion_label: str = ""
    remedy: bool = True
    review_organ: str = ""
    final_review_on: date | None = None
    copies: list[str] = field(default_factory=list)
    # Look-up and delivery
    lookup_url: str = ""
    lookup_code: str = ""
    delivery: Delivery = Delivery()

    @property
    def you(self) -> str:
        """你 for one petitioner, 你们 for several."""
        return "你们" if max(len(self.petitioner_names), self.visitors or 0) > 1 else "你"

    @property
    def petitioner_line(self) -> str:
        """Up to three names, then 等N人."""
        names = "、".join(self.petitioner_names[:3])
        count = max(len(self.petitioner_names), self.visitors or 0)
        return f"{names}等{count}人" if names and count > len(self.petitioner_names[:3]) else names

    @property
    def last_day(self) -> date | None:
        """The organ's own last day: the stricter, not rolled date where it is known."""
        return self.raw_due_on or self.due_on
