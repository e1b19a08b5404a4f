"""The petition case (信访事项): one matter raised by one or more petitioners."""

from django.db import models
from django.db.models import F, Q

from petitions.cases.models.categories import Category
from petitions.cases.rules import cases as states
from petitions.cases.rules.cases import TABLES as CASE_TABLES
from petitions.cases.rules.cases import table_for
from petitions.cases.rules.channels import CHANNELS, CLASSES, PURPOSES
from petitions.cases.rules.endings import ENDINGS, VOID_ENDINGS
from records.acts.rules.states import StateTable
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField

COUNTED_BY = (
    *("matter", "channel", "case_class", "unit", "category", "is_repeat", "is_group"),
    *("received_via", "visitors", "ended_as"),
)  # what a count of a period asks of a case
COUNTABLE = ~Q(case_class="accusation") & ~Q(ended_as__in=VOID_ENDINGS)  # what figures count by whatever a case is
RATED_BY = (
    "township",
    "is_repeat",
    "visitors",
    "case_class",
    "channel",
    "path31",
    "unit",
)  # what a rate asks of a case


class Case(models.Model):
    """One case. Three dates are kept apart: raised (petitioner acted), received (came in), registered (written down).

    For an accusation the words live in `sealed_words` (encrypted) and `words` stays empty; its title is neutral.
    """

    TABLES = tuple(CASE_TABLES.values())

    @property
    def TABLE(self) -> StateTable:  # noqa: N802 - in the place of the constant that other models have
        """The state table of its legal class."""
        return table_for(self.case_class)

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="case")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="cases", db_index=False)
    number = models.CharField("编号", max_length=40)
    upper_number = models.CharField("上级系统编号", max_length=60, blank=True)
    import_key = models.CharField(max_length=60, blank=True, help_text="key of an imported ledger row")
    submission_key = models.CharField(
        max_length=32, blank=True, help_text="keyed hash of the form that was handed in: a double click makes one case"
    )
    title = models.CharField("标题", max_length=120)
    state = models.CharField("状态", max_length=20, choices=states.STATE_CHOICES, default=states.REGISTERED)
    is_title_settled = models.BooleanField(
        "标题、诉求已核定", default=False, help_text="by a person; before the first paper it has to be"
    )
    revision = models.PositiveIntegerField(default=1, help_text="counts every change; a stale form is refused")

    channel = models.CharField("信访形式", max_length=14, choices=[(key, c.label) for key, c in CHANNELS.items()])
    purpose = models.CharField("信访目的", max_length=12, choices=list(PURPOSES.items()))
    case_class = models.CharField("事项类别", max_length=12, choices=list(CLASSES.items()))
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    path31 = models.PositiveSmallIntegerField("办理途径", null=True, blank=True, help_text="条例第三十一条 (1)–(6)")
    track = models.CharField(
        "办理程序", max_length=8, choices=[("ordinary", "普通程序"), ("simple", "简易办理")], default="ordinary"
    )
    received_via = models.CharField(
        "收到方式",
        max_length=12,
        choices=[("direct", "直接提出"), ("transferred", "上级转送"), ("assigned", "上级交办")],
        default="direct",
    )
    source_organ = models.CharField("来源机关", max_length=60, blank=True)
    source_number = models.CharField("来文文号", max_length=60, blank=True)
    source_due_on = models.DateField("交办期限", null=True, blank=True)

    raised_on = models.DateField("信访日期")
    received_on = models.DateField("收到日期")
    registered_on = models.DateField("登记日期")
    words = models.TextField("信访人陈述", blank=True)
    sealed_words = EncryptedTextField("检举控告内容")
    sealed_place = EncryptedTextField("检举控告问题属地说明", help_text="place_text stays empty")
    channel_detail = models.JSONField("形式要素", default=dict, help_text="fields that only this channel has")
    caller_number = EncryptedTextField("来电号码")

    place_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="问题属地"
    )
    place_text = models.CharField("问题属地说明", max_length=120, blank=True)
    visitors = models.PositiveIntegerField("信访人数", default=1)
    involved = models.PositiveIntegerField("涉及人数", null=True, blank=True)
    is_group = models.BooleanField("集体访", default=False)
    is_joint = models.BooleanField("联名", default=False)
    is_anonymous = models.BooleanField("匿名", default=False)
    is_repeat = models.BooleanField("重复信访", default=False)
    repeat_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeats")
    is_backlog = models.BooleanField("信访积案", default=False)

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="责任单位"
    )
    first_handler = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="首办人"
    )
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    accepted_on = models.DateField("受理日期", null=True, blank=True)
    outcome_on = models.DateField("处理决定日期", null=True, blank=True)
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    concluded_on = models.DateField("办结日期", null=True, blank=True)
    archived_on = models.DateField("归档日期", null=True, blank=True)
    conclusion = models.CharField(
        "处理结论",
        max_length=10,
        blank=True,
        choices=[
            ("support", "予以支持"),
            ("explain", "解释说明"),
            ("reject", "不予支持"),
            ("adopt", "采纳"),
            ("partly", "部分采纳"),
            ("noted", "未采纳"),
        ],
    )
    is_final = models.BooleanField(
        "终结", default=False, help_text="复核终结，同一事实理由不再受理（条例第三十六条第三款）"
    )
    transferred_to = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_as = models.CharField(
        "终止原因",
        max_length=10,
        blank=True,
        choices=[("returned", "来文机关收回"), *((one.key, one.label) for one in ENDINGS.values())],
        help_text="taken back without an answer",
    )
    sealed_at = models.DateTimeField(null=True, blank=True, help_text="accusation routed on: content sealed")

    next_due_on = models.DateField("最近期限", null=True, blank=True)
    next_due_label = models.CharField(max_length=40, blank=True)
    lookup_hash = models.CharField(max_length=128, blank=True, help_text="Argon2id of the petitioner's code")
    may_rate_by_code = models.BooleanField(
        "查询码可以评价",
        default=True,
        help_text="not once the staff has seen the code: the evaluation is the petitioner's",
    )
    erased_on = models.DateField("身份信息销毁日期", null=True, blank=True)
    code_renewed_on = models.DateField("查询码补发日期", null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "信访事项"
        ordering = ["-registered_on", "-matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "number"], name="case_number_once"),
            models.UniqueConstraint(
                fields=["township", "import_key"], condition=~Q(import_key=""), name="case_import_key_once"
            ),
            models.UniqueConstraint(
                fields=["township", "submission_key"], condition=~Q(submission_key=""), name="case_submission_once"
            ),
            models.CheckConstraint(
                condition=Q(received_on__gte=F("raised_on")) & Q(registered_on__gte=F("received_on")),
                name="case_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(case_class="accusation") | Q(words=""), name="accusation_words_sealed"),
            models.CheckConstraint(
                condition=Q(is_repeat=True) | Q(repeat_of__isnull=True), name="first_case_repeats_nothing"
            ),
        ]
        indexes = [
            models.Index(fields=["township", "-registered_on", "-matter"], name="case_ledger"),
            models.Index(fields=["township", "state", "-registered_on", "-matter"], name="case_by_state"),
            models.Index(fields=["township", "unit", "-registered_on", "-matter"], name="case_by_unit"),
            # Answers 件 and 人次 of any state from the index alone, without touching the rows.
            models.Index(fields=["township", "state", "matter", "visitors"], name="case_totals"),
            # The same of the whole township: alike values share an entry, so that it is a tenth of the size.
            models.Index(fields=["township", "visitors"], name="case_people"),
            # Counts of a period by whatever 形势分析 speaks of, likewise.
            models.Index(fields=["township", "registered_on"], include=COUNTED_BY, name="case_counted"),
            models.Index(fields=["township", "registered_on"], condition=COUNTABLE, name="case_days"),
            # What the rates ask of the case of each limit, likewise.
            models.Index(fields=["matter"], include=RATED_BY, name="case_rated"),
            models.Index(fields=["township", "received_on"], name="case_by_received"),
            models.Index(fields=["township", "channel", "-registered_on", "-matter"], name="case_by_channel"),
            models.Index(fields=["township", "category", "-registered_on", "-matter"], name="case_by_category"),
            models.Index(
                fields=["township", "next_due_on"],
                include=("matter", "unit", "state", "case_class", "ended_as"),
                condition=Q(next_due_on__isnull=False),
                name="case_by_due",
            ),
            models.Index(fields=["township"], condition=Q(case_class="accusation"), name="case_accusations"),
            models.Index(fields=["township", "upper_number"], condition=~Q(upper_number=""), name="case_by_upper"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def is_accusation(self) -> bool:
        return self.case_class == "accusation"


class Claim(models.Model):
    """One claim (诉求) of a case; judged one by one in the reply (条例第三十二条)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="claims", db_index=False)
    seq = models.PositiveSmallIntegerField()
    text = models.CharField("诉求", max_length=300)
    finding = models.TextField("事实和理由", blank=True)
    opinion = models.TextField("处理意见", blank=True)
    basis = models.CharField("法律法规依据", max_length=300, blank=True)
    conclusion = models.CharField(
        "结论",
        max_length=10,
        blank=True,
        choices=[("support", "予以支持"), ("explain", "解释说明"), ("reject", "不予支持")],
    )
    execution = models.TextField("落实情况", blank=True)
    executed_on = models.DateField("落实日期", null=True, blank=True)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="claim_seq_once")]
