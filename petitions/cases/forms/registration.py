"""The registration page in the order in which a visitor speaks: who, how, what, where, how many, attachments, what now.

The form reads and normalises; what must be there is judged by petitions.cases.rules.registration, so that page, import and
action refuse alike. Channel fields are all on the page; without script they stand under headings of their channels.
"""

from dataclasses import dataclass
from datetime import date

from django import forms

from petitions.cases.queries.categories import categories_in_use
from petitions.cases.rules.channels import CHANNELS, CLASSES, ID_TYPES, OCCUPATIONS, PATHS, PURPOSES
from petitions.cases.rules.entries import PetitionerData, RegistrationData, TargetData
from petitions.cases.rules.next_steps import NEXT_STEPS
from petitions.cases.rules.registration import AGENT, CO_SIGNER, PETITIONER, REPRESENTATIVE
from petitions.cases.rules.simple_track import SCOPES
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.people import people_in_office, with_posts
from township.directory.rules.documents import RESIDENT_ID, document_kind
from township.directory.rules.posts import LEADERSHIP
from township.frame.addresses import address
from township.frame.forms.fields import DayField, NumberField, PersonalWords, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import ListedLater, PeopleField, PersonField, UnitField, UnitsField
from township.refusals import Refused

ROLES = {PETITIONER: "信访人", REPRESENTATIVE: "代表", CO_SIGNER: "联名人", AGENT: "代理人"}
REPEATS = {"first": "初次", "repeat": "重复"}
WORDS_MOST = 10_000
PEOPLE_MOST = 60
PEOPLE_LISTS = ("target_people", "named")  # everybody in office: long lists that are seldom needed
PLACES = (UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.GRID)
HOLDERS = (UnitKind.MEMBER, UnitKind.VILLAGE)


class PetitionerForm(PersonalWords, forms.Form):
    """One person or body. A wholly blank one is passed over."""

    role = PickField("身份", ROLES.items(), required=False, empty="信访人")
    name = WordsField("姓名（名称）", required=False, most=60)
    gender = PickField("性别", [("男", "男"), ("女", "女")], required=False, empty="—")
    id_type = PickField("证件类型", ID_TYPES.items(), required=False, empty="—")
    id_number = WordsField("证件号码", required=False, most=40)
    phone = WordsField("电话", required=False, most=40)
    address = WordsField("住址", required=False, most=120, hint="村（社区）、组、门牌")
    domicile = WordsField("户籍地", required=False, most=120, hint="与住址不同的填写")
    occupation = PickField("职业", [(word, word) for word in OCCUPATIONS], required=False, empty="—")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "id_number", "phone", "address", "domicile"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["name"].is_starred = True  # unless the petition is anonymous
        if self.prefix == "p-0" and not self.is_bound:
            self.fields["name"].widget.attrs["autofocus"] = True

    @property
    def is_blank(self) -> bool:
        """Nobody was entered here; a chosen role or gender alone does not make a person."""
        texts = ("name", "id_number", "phone", "address", "domicile")
        return not any((self[name].value() or "").strip() for name in texts)

    def entry(self) -> PetitionerData:
        """The row as it was typed; a document number without a type is of the kind whose form it has, else a resident ID."""
        data = self.cleaned_data
        id_type = data["id_type"] or (data["id_number"] and (document_kind(data["id_number"]) or RESIDENT_ID))
        role = data["role"] or PETITIONER
        return PetitionerData(**{**data, "id_type": id_type, "role": role})


PetitionerFormSet = forms.formset_factory(PetitionerForm, extra=0, min_num=1, max_num=PEOPLE_MOST, absolute_max=200)


@dataclass(frozen=True)
class ChannelGroup:
    """The fields that belong to some channels: which, under which heading."""

    channels: tuple[str, ...]
    heading: str
    fields: tuple[str, ...]


CHANNEL_GROUPS = (
    ChannelGroup(("letter",), "来信", ("letter_on", "postmark_on")),
    ChannelGroup(("call",), "来电", ("caller_number", "hotline_number")),
    ChannelGroup(("mailbox",), "领导信箱", ("mailbox",)),
    ChannelGroup(("transferred", "assigned"), "上级转送、交办", ("source_organ", "source_number", "source_on")),
    ChannelGroup(("assigned",), "上级交办", ("source_due_on",)),
    ChannelGroup(("reception",), "领导接访", ("leader", "session_on")),
    ChannelGroup(("online", "mailbox", "transferred", "assigned"), "上级系统", ("upper_number",)),
)


class RegistrationForm(PersonalWords, forms.Form):
    """Everything but the people. `registration(...)` gives what the action takes."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    is_anonymous = forms.BooleanField(label="匿名（没有留姓名）", required=False)
    is_joint = forms.BooleanField(label="联名", required=False)

    channel = PickField("信访形式", [(key, channel.label) for key, channel in CHANNELS.items()], radio=True)
    raised_on = DayField("信访日期", help_text="信访人写信、来访、打电话的日期")
    received_on = DayField("收到日期", help_text="本机关收到的日期，期限从次日起算")
    letter_on = DayField("落款日期", required=False)
    postmark_on = DayField("邮戳日期", required=False, help_text="当面递交的信件没有邮戳，可以不填")
    caller_number = WordsField("来电号码", required=False, most=40, hint="热线转来的填来电人的号码")
    hotline_number = WordsField("热线工单号", required=False, most=60, hint="由热线转来的填写")
    mailbox = WordsField("信箱名称", required=False, most=40, hint="如“镇长信箱”")
    source_organ = WordsField("来源机关", required=False, most=60, hint="如“清川县信访局”")
    source_number = WordsField("来文文号", required=False, most=60, hint="没有文号的写“无文号”")
    source_on = DayField("来文日期", required=False)
    source_due_on = DayField("交办期限", required=False, help_text="交办函指定的反馈日期")
    leader = PersonField("接访领导", required=False, empty="（请选择）")
    session_on = DayField("接访日期", required=False)
    upper_number = WordsField("上级系统编号", required=False, most=60)
    is_other = forms.BooleanField(label="仍然登记：是编号相同的另一件", required=False, widget=forms.HiddenInput)
    visitors = NumberField("信访人数", help_text="来访的填实际到场人数，包括代表；其他形式填信访人总数")
    involved = NumberField("涉及人数", required=False, help_text="问题涉及多少人；不清楚的可以不填")

    words = WordsField("信访人陈述", rows=8, most=WORDS_MOST, hint="请求、事实和理由，尽量用信访人自己的话")
    claims = WordsField(
        "逐项诉求", rows=3, required=False, most=3000, help_text="每行一项，答复时逐项回应；不填时以标题为一项"
    )
    purpose = PickField("信访目的", PURPOSES.items(), radio=True)
    case_class = PickField("事项类别", CLASSES.items(), required=False, empty="按信访目的确定")
    title = WordsField(
        "标题", required=False, most=60, help_text="不填时按提出请求的一句拟，出第一份文书前由您核定；不写姓名、电话"
    )
    category = WordsField("内容分类", required=False, most=120, hint="输入几个字查找，如“房产证”")
    repeat = PickField("初次或重复", REPEATS.items(), required=False, radio=True)
    repeat_of = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=2**63 - 1)
    is_backlog = forms.BooleanField(label="信访积案", required=False)

    place = UnitField("问题属地", required=False, empty="（选择村、社区或网格）")
    place_text = WordsField("具体地点", required=False, most=120, hint="如“3 组机耕道”")
    target_units = UnitsField("被反映的单位")
    target_people = PeopleField("被反映的本镇人员", widget=ListedLater(attrs={"size": 5}))
    target_name = WordsField("其他被反映对象", required=False, most=60)

    attachments = FilesField("附件", help_text="可以拖进来、粘贴截图、用手机拍照；每个不超过 20 MB")

    now = PickField("现在办理", [(step.key, step.label) for step in NEXT_STEPS.values()], required=False, radio=True)
    answer = WordsField("答复内容", rows=4, required=False, most=2000)
    path31 = PickField("办理途径（条例第三十一条）", PATHS.items(), required=False)
    scope = PickField("适用简易办理的情形", SCOPES.items(), required=False)
    may_be_rejected = forms.BooleanField(label="可能不予支持", required=False)
    to_unit = UnitField("转送给", required=False)
    reason = WordsField("转送理由", required=False, most=300, hint="如“属于该机关职权范围”")
    lead_unit = UnitField("主办单位", required=False)
    lead_due_on = DayField("办理期限", required=False)
    requirement = WordsField("办理要求", rows=2, required=False, most=500)
    named = PeopleField("还可以知悉的人", widget=ListedLater(attrs={"size": 5}))

    def __init__(
        self, *args, township_id: int, today: date, steps=tuple(NEXT_STEPS), channels=tuple(CHANNELS), **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.today = today
        units = list(Unit.objects.filter(township_id=township_id, is_active=True))
        people = list(with_posts(people_in_office(township_id), today))
        self._offer("place", units, PLACES)
        self._offer("to_unit", units, (UnitKind.OUTSIDE,))
        self._offer("lead_unit", units, HOLDERS)
        self._offer("target_units", units, tuple(kind for kind in UnitKind if kind != UnitKind.GRID))
        for name in PEOPLE_LISTS:
            self.fields[name].offer(people, today)
            self.fields[name].widget.fetch(address("petitions:listed_people"), name)
        leading = [person for person in people if any(post.role in LEADERSHIP for post in person.posts_now)]
        self.fields["leader"].offer(leading, today)
        self.fields["now"].choices = [(key, NEXT_STEPS[key].label) for key in steps]
        self.fields["channel"].choices = [(key, CHANNELS[key].label) for key in channels]
        for field in (field for channel in CHANNELS.values() for field in channel.fields if field.is_required):
            self.fields[field.name].is_starred = True
        self.fields["place"].is_starred = True
        self.fields["category"].widget.attrs.update({"list": "categories", "autocomplete": "off"})

    def list_people(self) -> None:
        """Show the lists of people as a whole: for a page without script."""
        for name in PEOPLE_LISTS:
            self.fields[name].widget.is_whole = True

    def _offer(self, field: str, units: list[Unit], kinds: tuple[str, ...]) -> None:
        self.fields[field].offer(unit for unit in units if unit.kind in kinds)

    def clean_category(self) -> int | None:
        """The id of the category whose path, or whose own name if only one has it, was typed."""
        typed = self.cleaned_data["category"]
        return category_id(typed, self.today) if typed else None

    def clean_repeat_of(self) -> int | None:
        return self.cleaned_data["repeat_of"] or None

    def registration(self, people: list[PetitionerData]) -> RegistrationData:
        """What the action takes. Fields of other channels than the chosen one are left out."""
        given = self.cleaned_data
        own = {field.name for field in CHANNELS[given["channel"]].fields}
        values = {
            name: given[name]
            for group in CHANNEL_GROUPS
            for name in group.fields
            if name in own and name != "leader" and given[name] not in (None, "")
        }
        leader = given["leader"] if "leader" in own else None
        return RegistrationData(
            channel=given["channel"],
            purpose=given["purpose"],
            case_class=given["case_class"],
            raised_on=given["raised_on"],
            received_on=given["received_on"],
            registered_on=self.today,
            words=given["words"],
            petitioners=tuple(people),
            visitors=given["visitors"],
            involved=given["involved"],
            is_anonymous=given["is_anonymous"],
            is_joint=given["is_joint"],
            title=given["title"],
            is_other=given["is_other"],
            category_id=given["category"],
            place_unit_id=given["place"].pk if given["place"] else None,
            place_text=given["place_text"],
            claims=tuple(line.strip() for line in given["claims"].splitlines() if line.strip()),
            targets=self._targets(),
            is_repeat=given["repeat"] == "repeat",
            repeat_of_id=given["repeat_of"] if given["repeat"] == "repeat" else None,
            is_backlog=given["is_backlog"],
            leader=leader.name if leader else "",
            leader_id=leader.pk if leader else None,
            named_ids=tuple(person.pk for person in given["named"]),
            **values,
        )

    def _targets(self) -> tuple[TargetData, ...]:
        given = self.cleaned_data
        named = (TargetData(name=given["target_name"]),) if given["target_name"] else ()
        units = tuple(TargetData(unit_id=unit.pk) for unit in given["target_units"])
        return units + tuple(TargetData(person_id=person.pk) for person in given["target_people"]) + named

    def place_fault(self, field: str, sentence: str) -> None:
        """Put a sentence of the rules beside its field, or above the form when it concerns no single one."""
        field = {"place_text": "place", "path31": "path31", "on": "now", "due_on": "lead_due_on"}.get(field, field)
        self.add_error(field if field in self.fields else None, sentence)
        if field in ("source_number", "upper_number"):  # only now anybody needs the box that says it is another matter
            self.fields["is_other"].widget = forms.CheckboxInput(attrs={"class": "form-check-input"})


def category_id(typed: str, today: date) -> int:
    """The id behind a typed category; raises a ValidationError that says what to do."""
    wanted = tuple(part.strip() for part in typed.replace("／", "/").replace("_", "/").split("/") if part.strip())
    rows = categories_in_use(today)
    exact = [entry.id for entry in rows if entry.path == wanted]
    by_end = [entry.id for entry in rows if entry.path[-len(wanted) :] == wanted] if wanted else []
    found = exact or by_end
    if len(found) == 1:
        return found[0]
    sentence = "没有这个内容分类，请从列表中选择。" if not found else "有几个同名的内容分类，请从列表中选择完整的一项。"
    raise forms.ValidationError(sentence)


def check_attachments(form: forms.Form, files: list, examine) -> None:
    """Judge every file before anything is saved; each refusal stands beside the field with the file's position."""
    for position, file in enumerate(files, start=1):
        try:
            examine(file)
        except Refused as refusal:
            form.add_error("attachments", f"第{position}个附件：{refusal.message}")
