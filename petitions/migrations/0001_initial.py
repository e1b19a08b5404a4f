"""The tables of this app, written by script/remake_migrations."""

import django.db.models.deletion
from django.db import migrations, models

import township.fields
import township.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("records", "0001_initial"),
        ("township", "0001_initial"),
    ]

    operations = [
        township.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Category",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, unique=True)),
                        ("level", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=40)),
                        ("edition", models.CharField(help_text="old or new", max_length=10)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="petitions.category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "内容分类",
                        "ordering": ["code"],
                        "indexes": [
                            models.Index(fields=["edition", "level", "parent"], name="petitions_c_edition_d6ff5d_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="case",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        ("upper_number", models.CharField(blank=True, max_length=60, verbose_name="上级系统编号")),
                        (
                            "import_key",
                            models.CharField(blank=True, help_text="key of an imported ledger row", max_length=60),
                        ),
                        (
                            "submission_key",
                            models.CharField(
                                blank=True,
                                help_text="keyed hash of the form that was handed in: a double click makes one case",
                                max_length=32,
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("registered", "已登记"),
                                    ("assigned", "已交办待受理"),
                                    ("accepted", "已受理"),
                                    ("handling", "办理中"),
                                    ("reply_submitted", "答复待审批"),
                                    ("reply_approved", "答复待送达"),
                                    ("delivered", "已答复"),
                                    ("executing", "落实中"),
                                    ("concluded", "已办结"),
                                    ("transferred", "已转送"),
                                    ("refused", "不予受理"),
                                    ("refused_final", "不再受理"),
                                    ("archived", "已归档"),
                                    ("returned", "已退回来文机关"),
                                    ("ended", "终止办理"),
                                    ("voided", "已作废"),
                                ],
                                default="registered",
                                max_length=20,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "is_title_settled",
                            models.BooleanField(
                                default=False,
                                help_text="by a person; before the first paper it has to be",
                                verbose_name="标题、诉求已核定",
                            ),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1, help_text="counts every change; a stale form is refused"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("visit", "来访"),
                                    ("letter", "来信"),
                                    ("call", "来电"),
                                    ("online", "网上"),
                                    ("mailbox", "领导信箱"),
                                    ("transferred", "上级转送"),
                                    ("assigned", "上级交办"),
                                    ("reception", "接访"),
                                ],
                                max_length=14,
                                verbose_name="信访形式",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("demand", "求决"),
                                    ("appeal", "申诉"),
                                    ("suggestion", "意见建议"),
                                    ("accusation", "揭发控告"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="信访目的",
                            ),
                        ),
                        (
                            "case_class",
                            models.CharField(
                                choices=[("claim", "申诉求决"), ("suggestion", "建议意见"), ("accusation", "检举控告")],
                                max_length=12,
                                verbose_name="事项类别",
                            ),
                        ),
                        (
                            "path31",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="条例第三十一条 (1)–(6)", null=True, verbose_name="办理途径"
                            ),
                        ),
                        (
                            "track",
                            models.CharField(
                                choices=[("ordinary", "普通程序"), ("simple", "简易办理")],
                                default="ordinary",
                                max_length=8,
                                verbose_name="办理程序",
                            ),
                        ),
                        (
                            "received_via",
                            models.CharField(
                                choices=[("direct", "直接提出"), ("transferred", "上级转送"), ("assigned", "上级交办")],
                                default="direct",
                                max_length=12,
                                verbose_name="收到方式",
                            ),
                        ),
                        ("source_organ", models.CharField(blank=True, max_length=60, verbose_name="来源机关")),
                        ("source_number", models.CharField(blank=True, max_length=60, verbose_name="来文文号")),
                        ("source_due_on", models.DateField(blank=True, null=True, verbose_name="交办期限")),
                        ("raised_on", models.DateField(verbose_name="信访日期")),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        ("registered_on", models.DateField(verbose_name="登记日期")),
                        ("words", models.TextField(blank=True, verbose_name="信访人陈述")),
                        (
                            "sealed_words",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="检举控告内容"),
                        ),
                        (
                            "sealed_place",
                            township.fields.EncryptedTextField(
                                blank=True,
                                default="",
                                help_text="place_text stays empty",
                                verbose_name="检举控告问题属地说明",
                            ),
                        ),
                        (
                            "channel_detail",
                            models.JSONField(
                                default=dict, help_text="fields that only this channel has", verbose_name="形式要素"
                            ),
                        ),
                        (
                            "caller_number",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="来电号码"),
                        ),
                        ("place_text", models.CharField(blank=True, max_length=120, verbose_name="问题属地说明")),
                        ("visitors", models.PositiveIntegerField(default=1, verbose_name="信访人数")),
                        ("involved", models.PositiveIntegerField(blank=True, null=True, verbose_name="涉及人数")),
                        ("is_group", models.BooleanField(default=False, verbose_name="集体访")),
                        ("is_joint", models.BooleanField(default=False, verbose_name="联名")),
                        ("is_anonymous", models.BooleanField(default=False, verbose_name="匿名")),
                        ("is_repeat", models.BooleanField(default=False, verbose_name="重复信访")),
                        ("is_backlog", models.BooleanField(default=False, verbose_name="信访积案")),
                        ("accepted_on", models.DateField(blank=True, null=True, verbose_name="受理日期")),
                        ("outcome_on", models.DateField(blank=True, null=True, verbose_name="处理决定日期")),
                        ("delivered_on", models.DateField(blank=True, null=True, verbose_name="送达日期")),
                        ("concluded_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                        ("archived_on", models.DateField(blank=True, null=True, verbose_name="归档日期")),
                        (
                            "conclusion",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("support", "予以支持"),
                                    ("explain", "解释说明"),
                                    ("reject", "不予支持"),
                                    ("adopt", "采纳"),
                                    ("partly", "部分采纳"),
                                    ("noted", "未采纳"),
                                ],
                                max_length=10,
                                verbose_name="处理结论",
                            ),
                        ),
                        (
                            "is_final",
                            models.BooleanField(
                                default=False,
                                help_text="复核终结，同一事实理由不再受理（条例第三十六条第三款）",
                                verbose_name="终结",
                            ),
                        ),
                        (
                            "ended_as",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("returned", "来文机关收回"),
                                    ("withdrawn", "信访人书面撤回"),
                                    ("settled", "当事人和解"),
                                    ("duplicate", "重复登记，并入另一件"),
                                    ("mistaken", "登记有误，作废"),
                                ],
                                help_text="taken back without an answer",
                                max_length=10,
                                verbose_name="终止原因",
                            ),
                        ),
                        (
                            "sealed_at",
                            models.DateTimeField(
                                blank=True, help_text="accusation routed on: content sealed", null=True
                            ),
                        ),
                        ("next_due_on", models.DateField(blank=True, null=True, verbose_name="最近期限")),
                        ("next_due_label", models.CharField(blank=True, max_length=40)),
                        (
                            "lookup_hash",
                            models.CharField(blank=True, help_text="Argon2id of the petitioner's code", max_length=128),
                        ),
                        (
                            "may_rate_by_code",
                            models.BooleanField(
                                default=True,
                                help_text="not once the staff has seen the code: the evaluation is the petitioner's",
                                verbose_name="查询码可以评价",
                            ),
                        ),
                        ("erased_on", models.DateField(blank=True, null=True, verbose_name="身份信息销毁日期")),
                        ("code_renewed_on", models.DateField(blank=True, null=True, verbose_name="查询码补发日期")),
                        ("updated_at", models.DateTimeField()),
                        (
                            "first_handler",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="首办人",
                            ),
                        ),
                        (
                            "place_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                                verbose_name="问题属地",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "repeat_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repeats",
                                to="petitions.case",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="township.township",
                            ),
                        ),
                        (
                            "transferred_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="township.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="petitions.category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "信访事项",
                        "ordering": ["-registered_on", "-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "-registered_on", "-matter"], name="case_ledger"),
                            models.Index(
                                fields=["township", "state", "-registered_on", "-matter"], name="case_by_state"
                            ),
                            models.Index(fields=["township", "unit", "-registered_on", "-matter"], name="case_by_unit"),
                            models.Index(fields=["township", "state", "matter", "visitors"], name="case_totals"),
                            models.Index(fields=["township", "visitors"], name="case_people"),
                            models.Index(
                                fields=["township", "registered_on"],
                                include=(
                                    "matter",
                                    "channel",
                                    "case_class",
                                    "unit",
                                    "category",
                                    "is_repeat",
                                    "is_group",
                                    "received_via",
                                    "visitors",
                                    "ended_as",
                                ),
                                name="case_counted",
                            ),
                            models.Index(
                                condition=models.Q(
                                    models.Q(("case_class", "accusation"), _negated=True),
                                    models.Q(("ended_as__in", ("duplicate", "mistaken")), _negated=True),
                                ),
                                fields=["township", "registered_on"],
                                name="case_days",
                            ),
                            models.Index(
                                fields=["matter"],
                                include=(
                                    "township",
                                    "is_repeat",
                                    "visitors",
                                    "case_class",
                                    "channel",
                                    "path31",
                                    "unit",
                                ),
                                name="case_rated",
                            ),
                            models.Index(fields=["township", "received_on"], name="case_by_received"),
                            models.Index(
                                fields=["township", "channel", "-registered_on", "-matter"], name="case_by_channel"
                            ),
                            models.Index(
                                fields=["township", "category", "-registered_on", "-matter"], name="case_by_category"
                            ),
                            models.Index(
                                condition=models.Q(("next_due_on__isnull", False)),
                                fields=["township", "next_due_on"],
                                include=("matter", "unit", "state", "case_class", "ended_as"),
                                name="case_by_due",
                            ),
                            models.Index(
                                condition=models.Q(("case_class", "accusation")),
                                fields=["township"],
                                name="case_accusations",
                            ),
                            models.Index(
                                condition=models.Q(("upper_number", ""), _negated=True),
                                fields=["township", "upper_number"],
                                name="case_by_upper",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "number"), name="case_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("import_key", ""), _negated=True),
                                fields=("township", "import_key"),
                                name="case_import_key_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("submission_key", ""), _negated=True),
                                fields=("township", "submission_key"),
                                name="case_submission_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("received_on__gte", models.F("raised_on")),
                                    ("registered_on__gte", models.F("received_on")),
                                ),
                                name="case_dates_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case_class", "accusation"), _negated=True),
                                    ("words", ""),
                                    _connector="OR",
                                ),
                                name="accusation_words_sealed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("is_repeat", True), ("repeat_of__isnull", True), _connector="OR"),
                                name="first_case_repeats_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.CharField(choices=[("lead", "主办"), ("assist", "协办")], max_length=6)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "待签收"),
                                    ("received", "办理中"),
                                    ("objected", "异议待定"),
                                    ("reported", "已报结果"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="sent",
                                max_length=10,
                            ),
                        ),
                        ("requirement", models.CharField(blank=True, max_length=500, verbose_name="办理要求")),
                        ("due_on", models.DateField(verbose_name="办理期限")),
                        ("arrived_on", models.DateField(verbose_name="送达单位日期")),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("assigned_at", models.DateTimeField()),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.document",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="township.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="petitions.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "交办",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(fields=["unit", "state"], name="petitions_a_unit_id_10fec1_idx"),
                            models.Index(fields=["township", "state", "due_on"], name="petitions_a_townshi_10e266_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("case", "unit"),
                                name="assignment_live_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True), ("part", "lead")),
                                fields=("case",),
                                name="assignment_one_lead",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Claim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=300, verbose_name="诉求")),
                        ("finding", models.TextField(blank=True, verbose_name="事实和理由")),
                        ("opinion", models.TextField(blank=True, verbose_name="处理意见")),
                        ("basis", models.CharField(blank=True, max_length=300, verbose_name="法律法规依据")),
                        (
                            "conclusion",
                            models.CharField(
                                blank=True,
                                choices=[("support", "予以支持"), ("explain", "解释说明"), ("reject", "不予支持")],
                                max_length=10,
                                verbose_name="结论",
                            ),
                        ),
                        ("execution", models.TextField(blank=True, verbose_name="落实情况")),
                        ("executed_on", models.DateField(blank=True, null=True, verbose_name="落实日期")),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="petitions.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["seq"],
                        "constraints": [models.UniqueConstraint(fields=("case", "seq"), name="claim_seq_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "manner",
                            models.CharField(
                                choices=[
                                    ("in_person", "直接送达"),
                                    ("proxy", "同住成年家属代收"),
                                    ("left", "留置送达"),
                                    ("mail", "邮寄送达"),
                                    ("electronic", "电子送达"),
                                ],
                                max_length=10,
                                verbose_name="送达方式",
                            ),
                        ),
                        (
                            "place",
                            township.fields.EncryptedTextField(
                                blank=True,
                                default="",
                                help_text="an address, or a number for electronic delivery",
                                verbose_name="送达地点",
                            ),
                        ),
                        ("delivered_on", models.DateField(verbose_name="送达日期")),
                        ("receiver", township.fields.EncryptedTextField(blank=True, default="", verbose_name="签收人")),
                        (
                            "refusal_reason",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="拒收情况"),
                        ),
                        (
                            "witnesses",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="见证人"),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="petitions.case",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="records.document",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.attachment",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "送达",
                        "ordering": ["id"],
                        "constraints": [models.UniqueConstraint(fields=("document",), name="delivered_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Round",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="screening",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "clause",
                            models.CharField(
                                choices=[
                                    ("screening_half_month", "半月排查"),
                                    ("screening_month", "月排查"),
                                    ("ad_hoc", "随时排查"),
                                ],
                                max_length=30,
                                verbose_name="排查种类",
                            ),
                        ),
                        ("period", models.CharField(blank=True, max_length=12)),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        ("reason", models.CharField(blank=True, max_length=60, verbose_name="排查原因")),
                        ("first", models.DateField(verbose_name="开始日期")),
                        ("last", models.DateField(verbose_name="结束日期")),
                        ("due_on", models.DateField(verbose_name="报送期限")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "排查中"),
                                    ("closed", "已汇总"),
                                    ("issued", "已通报"),
                                    ("ended", "已办结"),
                                ],
                                default="open",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="汇总日期")),
                        ("urged_on", models.DateField(blank=True, null=True, verbose_name="最近催报")),
                        (
                            "circular",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.document",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="screenings",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "排查轮次",
                        "ordering": ["-first", "-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "-first"], name="round_by_state")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="round_forward"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("period", ""), _negated=True),
                                fields=("township", "clause", "period"),
                                name="round_once_per_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "issued"), _negated=True),
                                    ("circular__isnull", False),
                                    _connector="OR",
                                ),
                                name="round_issued_has_circular",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dispute",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="dispute",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        ("title", models.CharField(max_length=60, verbose_name="纠纷名称")),
                        ("place", models.CharField(max_length=80, verbose_name="地点")),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("neighbour", "邻里"),
                                    ("land", "土地、宅基地"),
                                    ("family", "婚姻家庭"),
                                    ("labour", "劳资"),
                                    ("property", "物业"),
                                    ("levy", "征收、拆迁、安置"),
                                    ("forest", "山林、水利"),
                                    ("contract", "合同、债务"),
                                    ("injury", "损害赔偿"),
                                    ("village_affairs", "村务"),
                                    ("environment", "环境、噪声"),
                                    ("welfare", "民生保障"),
                                    ("other", "其他"),
                                ],
                                max_length=16,
                                verbose_name="原因",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("grid", "网格"), ("village", "村（社区）"), ("township", "乡镇")],
                                max_length=8,
                                verbose_name="层级",
                            ),
                        ),
                        ("people", models.PositiveSmallIntegerField(verbose_name="涉及人数")),
                        (
                            "situation",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="基本情况"),
                        ),
                        ("parties", township.fields.EncryptedTextField(blank=True, default="", verbose_name="当事人")),
                        ("risk", models.CharField(blank=True, max_length=80, verbose_name="风险提示")),
                        ("measures", models.CharField(blank=True, max_length=300, verbose_name="化解措施")),
                        ("person_name", models.CharField(blank=True, max_length=40, verbose_name="责任人")),
                        ("found_on", models.DateField(verbose_name="发现日期")),
                        ("reported_on", models.DateField(verbose_name="登记日期")),
                        ("due_on", models.DateField(verbose_name="化解期限")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("handling", "化解中"),
                                    ("escalated", "已上报待接收"),
                                    ("checking", "待销号核查"),
                                    ("struck", "已销号"),
                                    ("case", "转信访事项"),
                                ],
                                default="handling",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("escalated_on", models.DateField(blank=True, null=True, verbose_name="上报日期")),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mediated", "调解达成协议"),
                                    ("handled", "有关单位处理解决"),
                                    ("agreed", "双方自行和解"),
                                    ("legal", "已导入诉讼、仲裁等法定途径"),
                                    ("gone", "纠纷已不存在"),
                                ],
                                max_length=10,
                                verbose_name="化解方式",
                            ),
                        ),
                        (
                            "evidence_text",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="销号依据"),
                        ),
                        ("proposed_on", models.DateField(blank=True, null=True, verbose_name="申请销号日期")),
                        ("struck_on", models.DateField(blank=True, null=True, verbose_name="销号日期")),
                        ("check_text", models.CharField(blank=True, max_length=200, verbose_name="核查情况")),
                        (
                            "closed_on",
                            models.DateField(
                                blank=True, help_text="struck off or made a case", null=True, verbose_name="办结日期"
                            ),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "grid",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                                verbose_name="网格",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes_held",
                                to="township.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes",
                                to="township.unit",
                                verbose_name="排查单位",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes",
                                to="petitions.round",
                                verbose_name="排查轮次",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "矛盾纠纷",
                        "ordering": ["due_on", "matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "due_on"], name="dispute_by_state"),
                            models.Index(fields=["township", "found_on"], name="dispute_by_day"),
                            models.Index(fields=["unit", "state"], name="dispute_of_unit"),
                            models.Index(fields=["holder", "state", "due_on"], name="dispute_of_holder"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "number"), name="dispute_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_by__isnull", True),
                                    models.Q(
                                        ("proposed_by__isnull", False),
                                        models.Q(("checked_by", models.F("proposed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="dispute_proposer_not_checker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "struck"), _negated=True),
                                    models.Q(("checked_by__isnull", False), ("struck_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="dispute_struck_by_a_second_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", False), ("state__in", ["struck", "case"])),
                                    models.Q(
                                        models.Q(("state__in", ["struck", "case"]), _negated=True),
                                        ("closed_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="dispute_closed_with_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__gte", 1)), name="dispute_people_counted"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisputeNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("move", models.CharField(max_length=20)),
                        ("text", township.fields.EncryptedTextField(blank=True, default="", verbose_name="情况")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="petitions.dispute",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "化解情况",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Evaluation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("about", models.CharField(choices=[("office", "联席办"), ("unit", "责任单位")], max_length=6)),
                        (
                            "grade",
                            models.CharField(
                                choices=[("good", "满意"), ("fair", "基本满意"), ("bad", "不满意")], max_length=4
                            ),
                        ),
                        ("comment", models.CharField(blank=True, max_length=300, verbose_name="评价意见")),
                        ("at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluations",
                                to="petitions.case",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="who asked by telephone; empty = the petitioner graded with the code",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "满意度评价",
                        "constraints": [models.UniqueConstraint(fields=("case", "about"), name="evaluated_once")],
                    },
                ),
                migrations.CreateModel(
                    name="LegalHold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="理由")),
                        ("placed_at", models.DateTimeField()),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legal_holds",
                                to="records.matter",
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "暂缓销毁",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("matter",),
                                name="legal_hold_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LookupAlarm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("raised_at", models.DateTimeField()),
                        ("last_at", models.DateTimeField()),
                        ("failures", models.PositiveIntegerField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="处置情况")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lookup_alarms",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "查询码猜测警报",
                        "ordering": ["-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("township",),
                                name="lookup_alarm_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LookupFailure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number_hash", models.CharField(max_length=32)),
                        ("address_hash", models.CharField(max_length=32)),
                        (
                            "township_id",
                            models.BigIntegerField(
                                blank=True, help_text="of the number typed, where there is such a number", null=True
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["number_hash", "at"], name="petitions_l_number__c9d662_idx"),
                            models.Index(fields=["address_hash", "at"], name="petitions_l_address_1fde69_idx"),
                            models.Index(fields=["at"], name="lookup_failure_at"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mediation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="调解日期")),
                        (
                            "organ",
                            models.CharField(
                                choices=[
                                    ("committee", "村（社区）人民调解委员会"),
                                    ("township_committee", "乡镇人民调解委员会"),
                                    ("judicial", "司法所"),
                                    ("unit", "承办单位"),
                                    ("joint", "多部门联合"),
                                ],
                                max_length=20,
                                verbose_name="主持",
                            ),
                        ),
                        (
                            "mediators",
                            models.CharField(
                                help_text="officials and mediators, not parties", max_length=80, verbose_name="调解员"
                            ),
                        ),
                        (
                            "helpers",
                            models.JSONField(
                                default=list, help_text="keys of petitions.screening.rules.disputes.HELPERS"
                            ),
                        ),
                        ("present", models.PositiveSmallIntegerField(verbose_name="参加人数")),
                        (
                            "facts",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="纠纷事实和争议"),
                        ),
                        ("terms", township.fields.EncryptedTextField(blank=True, default="", verbose_name="协议内容")),
                        (
                            "result",
                            models.CharField(
                                choices=[("agreed", "达成协议"), ("partly", "部分达成一致"), ("failed", "未达成协议")],
                                max_length=8,
                                verbose_name="结果",
                            ),
                        ),
                        ("perform_by", models.DateField(blank=True, null=True, verbose_name="履行期限")),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mediations",
                                to="petitions.dispute",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.document",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "调解记录",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="理由")),
                        ("basis", models.CharField(blank=True, max_length=300, verbose_name="职责依据")),
                        ("suggested", models.CharField(blank=True, max_length=60, verbose_name="建议承办机关")),
                        (
                            "state",
                            models.CharField(
                                choices=[("pending", "待核实"), ("agreed", "同意退回"), ("refused", "不同意")],
                                default="pending",
                                max_length=8,
                            ),
                        ),
                        ("raised_on", models.DateField()),
                        ("decided_on", models.DateField(blank=True, null=True)),
                        ("remark", models.CharField(blank=True, max_length=300)),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="petitions.assignment",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "异议",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "pending")),
                                fields=("assignment",),
                                name="one_pending_objection",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutsideReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(choices=[("review", "复查"), ("final_review", "复核")], max_length=12),
                        ),
                        ("organ", models.CharField(max_length=60, verbose_name="机关")),
                        ("requested_on", models.DateField(verbose_name="收到请求日期")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="作出意见日期")),
                        ("served_on", models.DateField(blank=True, null=True, verbose_name="送达信访人日期")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="意见书文号")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[("upheld", "维持"), ("annulled", "撤销重办"), ("changed", "变更")],
                                max_length=8,
                                verbose_name="结论",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outside_reviews",
                                to="petitions.case",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "复查复核",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decided_on__isnull", True)),
                                fields=("case", "kind"),
                                name="one_open_review",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Petitioner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("petitioner", "信访人"),
                                    ("representative", "代表"),
                                    ("co_signer", "联名人"),
                                    ("agent", "代理人"),
                                ],
                                default="petitioner",
                                max_length=14,
                                verbose_name="身份",
                            ),
                        ),
                        (
                            "name",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="姓名（名称）"),
                        ),
                        ("name_hash", models.CharField(blank=True, max_length=32)),
                        ("masked_name", models.CharField(blank=True, max_length=20)),
                        (
                            "gender",
                            models.CharField(
                                blank=True, choices=[("男", "男"), ("女", "女")], max_length=1, verbose_name="性别"
                            ),
                        ),
                        ("id_type", models.CharField(blank=True, max_length=10, verbose_name="证件类型")),
                        (
                            "id_number",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="证件号码"),
                        ),
                        ("id_hash", models.CharField(blank=True, max_length=32)),
                        ("phone", township.fields.EncryptedTextField(blank=True, default="", verbose_name="手机号码")),
                        ("phone_hash", models.CharField(blank=True, max_length=32)),
                        ("address", township.fields.EncryptedTextField(blank=True, default="", verbose_name="住址")),
                        ("domicile", township.fields.EncryptedTextField(blank=True, default="", verbose_name="户籍地")),
                        ("occupation", models.CharField(blank=True, max_length=12, verbose_name="职业")),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="petitioners",
                                to="petitions.case",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.township"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "信访人",
                        "ordering": ["seq"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("name_hash", ""), _negated=True),
                                fields=["township", "name_hash"],
                                name="petitioner_by_name",
                            ),
                            models.Index(
                                condition=models.Q(("id_hash", ""), _negated=True),
                                fields=["township", "id_hash"],
                                name="petitioner_by_id",
                            ),
                            models.Index(
                                condition=models.Q(("phone_hash", ""), _negated=True),
                                fields=["township", "phone_hash"],
                                name="petitioner_by_phone",
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("case", "seq"), name="petitioner_seq_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="plan",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="时期名称")),
                        ("source", models.CharField(max_length=80, verbose_name="依据")),
                        ("first", models.DateField(verbose_name="开始日期")),
                        ("last", models.DateField(verbose_name="结束日期")),
                        ("duty_from", models.DateField(blank=True, null=True, verbose_name="值班开始")),
                        ("duty_to", models.DateField(blank=True, null=True, verbose_name="值班结束")),
                        (
                            "daily_hour",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="0–23, empty = none", null=True, verbose_name="每日零报告时点"
                            ),
                        ),
                        ("requirement", models.CharField(blank=True, max_length=500, verbose_name="工作要求")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟制中"),
                                    ("submitted", "待审批"),
                                    ("approved", "执行中"),
                                    ("closed", "已结束"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1, help_text="counts every change; a stale form is refused"
                            ),
                        ),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                        ("outcome", models.CharField(blank=True, max_length=200, verbose_name="结束小结")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.document",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "敏感时期预案",
                        "ordering": ["-first", "-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "last"], name="plan_by_end")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="plan_forward"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="plan_drafter_not_approver",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("daily_hour__isnull", True), ("daily_hour__lte", 23), _connector="OR"
                                ),
                                name="plan_hour_of_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("next_step", models.CharField(max_length=200, verbose_name="下一步")),
                        ("due_on", models.DateField(verbose_name="完成时限")),
                        ("progress", township.fields.EncryptedTextField(blank=True, default="", verbose_name="进展")),
                        ("progress_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "leader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="牵头领导",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="petitions.plan",
                            ),
                        ),
                        (
                            "progress_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_items",
                                to="records.matter",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                help_text="that held the matter when it was picked",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "预案事项",
                        "ordering": ["due_on", "id"],
                        "constraints": [models.UniqueConstraint(fields=("plan", "target"), name="plan_item_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Progress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="日期")),
                        ("text", models.TextField(verbose_name="进展")),
                        ("is_result", models.BooleanField(default=False, verbose_name="办理结果")),
                        ("at", models.DateTimeField()),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress",
                                to="petitions.assignment",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress",
                                to="petitions.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "进展",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionList",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("drawn", "待监销"),
                                    ("agreed", "已监销确认"),
                                    ("returned", "已退回"),
                                    ("done", "已办理"),
                                ],
                                default="drawn",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("drawn_at", models.DateTimeField()),
                        ("witnessed_at", models.DateTimeField(blank=True, null=True)),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="意见")),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="retention_lists",
                                to="township.township",
                            ),
                        ),
                        (
                            "witness",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "销毁清单",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("witness__isnull", True),
                                    models.Q(("witness", models.F("drawn_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="retention_witness_is_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "drawn"), ("witness__isnull", True)),
                                    models.Q(("state__in", ["agreed", "returned", "done"]), ("witness__isnull", False)),
                                    _connector="OR",
                                ),
                                name="retention_witnessed_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["drawn", "agreed"])),
                                fields=("township",),
                                name="retention_list_open_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ends_on", models.DateField(verbose_name="保存到")),
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
                        ("skipped", models.CharField(blank=True, max_length=40)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="petitions.case"
                            ),
                        ),
                        (
                            "list",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="petitions.retentionlist",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [models.UniqueConstraint(fields=("list", "case"), name="retention_item_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ScreeningReturn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("missing", "未报"), ("nil", "零报告"), ("returned", "已报")],
                                default="missing",
                                max_length=8,
                                verbose_name="报送",
                            ),
                        ),
                        ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="报送时间")),
                        ("corrected_at", models.DateTimeField(blank=True, null=True, verbose_name="更正时间")),
                        ("is_late", models.BooleanField(default=False, verbose_name="迟报")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("new_count", models.PositiveSmallIntegerField(default=0, verbose_name="新排查")),
                        ("carried_count", models.PositiveSmallIntegerField(default=0, verbose_name="结转")),
                        ("urged", models.PositiveSmallIntegerField(default=0, verbose_name="催报次数")),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "returned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="returns",
                                to="petitions.round",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="screening_returns",
                                to="township.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "排查报表",
                        "ordering": ["unit__order", "unit_id"],
                        "indexes": [models.Index(fields=["unit", "state"], name="return_of_unit")],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "unit"), name="return_once_per_unit"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("returned_at__isnull", True), ("state", "missing")),
                                    models.Q(
                                        models.Q(("state", "missing"), _negated=True), ("returned_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="return_has_its_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "nil"), _negated=True), ("new_count", 0), _connector="OR"
                                ),
                                name="nil_return_has_nothing_new",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_new", models.BooleanField(verbose_name="新排查")),
                        ("is_unchanged", models.BooleanField(default=False, verbose_name="情况无变化")),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="petitions.dispute",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="petitions.screeningreturn",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "报表明细",
                        "ordering": ["-is_new", "id"],
                        "constraints": [models.UniqueConstraint(fields=("report", "dispute"), name="return_line_once")],
                    },
                ),
                migrations.CreateModel(
                    name="SenderObjection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="理由")),
                        ("basis", models.CharField(max_length=300, verbose_name="职责依据")),
                        ("suggested", models.CharField(max_length=60, verbose_name="建议承办机关")),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "等待答复"), ("agreed", "同意退回"), ("refused", "不同意")],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("raised_on", models.DateField()),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                        ("answer_number", models.CharField(blank=True, max_length=60, verbose_name="答复文号")),
                        ("remark", models.CharField(blank=True, max_length=300)),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sender_objections",
                                to="petitions.case",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.document"
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "向来文机关提出的异议",
                        "ordering": ["id"],
                        "constraints": [models.UniqueConstraint(fields=("case",), name="sender_objection_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Sponsorship",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="sponsorship",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("drafting", "制定方案"),
                                    ("agreeing", "单位会商"),
                                    ("underway", "化解中"),
                                    ("concluded", "已办结"),
                                    ("lifted", "已解除"),
                                ],
                                default="drafting",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1, help_text="counts every change; a stale form is refused"
                            ),
                        ),
                        ("aim", models.CharField(blank=True, max_length=500, verbose_name="化解目标和措施")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="包案期限")),
                        (
                            "since",
                            models.DateField(
                                help_text="drafting, or talking with the units: their limits run from it",
                                verbose_name="本阶段开始",
                            ),
                        ),
                        ("ending", models.CharField(blank=True, max_length=500, verbose_name="办结、解除说明")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sponsorships",
                                to="petitions.case",
                            ),
                        ),
                        (
                            "sponsor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="包案领导",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sponsorships",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "领导包案",
                        "ordering": ["-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "due_on"], name="sponsorship_by_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["concluded", "lifted"]), _negated=True),
                                fields=("case",),
                                name="sponsored_once_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SponsorDuty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "duty",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "包掌握情况"),
                                    (2, "包思想转化"),
                                    (3, "包矛盾化解"),
                                    (4, "包教育帮扶"),
                                    (5, "包回访息诉"),
                                ],
                                verbose_name="五包",
                            ),
                        ),
                        ("done_on", models.DateField(verbose_name="日期")),
                        ("text", township.fields.EncryptedTextField(blank=True, default="", verbose_name="做了什么")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.event",
                            ),
                        ),
                        (
                            "sponsorship",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="petitions.sponsorship",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "五包",
                        "ordering": ["duty"],
                        "constraints": [
                            models.UniqueConstraint(fields=("sponsorship", "duty"), name="sponsor_duty_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SponsorStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="步骤")),
                        ("person_name", models.CharField(max_length=20, verbose_name="责任人")),
                        ("due_on", models.DateField(verbose_name="完成时限")),
                        ("agreed_on", models.DateField(blank=True, null=True, verbose_name="单位同意日期")),
                        (
                            "objection",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="单位意见"),
                        ),
                        ("progress", township.fields.EncryptedTextField(blank=True, default="", verbose_name="进展")),
                        ("progress_on", models.DateField(blank=True, null=True, verbose_name="进展日期")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                        (
                            "evidence",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="完成凭据"),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "files",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="records.attachment", verbose_name="凭据文件"
                            ),
                        ),
                        (
                            "sponsorship",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="petitions.sponsorship",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "包案步骤",
                        "ordering": ["due_on", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", township.fields.EncryptedTextField(blank=True, default="", verbose_name="名称")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="petitions.case"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "被反映对象",
                    },
                ),
                migrations.CreateModel(
                    name="UrgentReport",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="urgent",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "submission_key",
                            models.CharField(blank=True, help_text="a double click makes one report", max_length=32),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("reported", "待研判"), ("judged", "处置中"), ("closed", "已办结")],
                                default="reported",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1, help_text="counts every change; a stale form is refused"
                            ),
                        ),
                        (
                            "via",
                            models.CharField(
                                choices=[("screen", "系统填报"), ("phone", "电话接报")],
                                default="screen",
                                max_length=6,
                                verbose_name="报告方式",
                            ),
                        ),
                        ("happened_at", models.DateTimeField(verbose_name="发生时间")),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        ("headcount", models.PositiveIntegerField(verbose_name="大约人数")),
                        ("demand", township.fields.EncryptedTextField(blank=True, default="", verbose_name="主要诉求")),
                        ("story", township.fields.EncryptedTextField(blank=True, default="", verbose_name="情况经过")),
                        (
                            "done",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="已采取的措施"),
                        ),
                        (
                            "told_by",
                            models.CharField(
                                blank=True,
                                help_text="of a report by telephone",
                                max_length=60,
                                verbose_name="来电单位和人员",
                            ),
                        ),
                        (
                            "reported_at",
                            models.DateTimeField(
                                help_text="of a telephone report: when the call came", verbose_name="接报时间"
                            ),
                        ),
                        ("entered_at", models.DateTimeField(verbose_name="填报时间")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[("major", "重大"), ("urgent", "紧急"), ("ordinary", "一般")],
                                max_length=10,
                                verbose_name="级别",
                            ),
                        ),
                        ("judged_at", models.DateTimeField(blank=True, null=True, verbose_name="研判时间")),
                        ("alarmed_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "document",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.document",
                            ),
                        ),
                        (
                            "judged_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="报告人",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="urgent_reports",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                                verbose_name="报告单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "紧急信息",
                        "ordering": ["-reported_at", "-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "-reported_at", "-matter"], name="urgent_latest"),
                            models.Index(
                                condition=models.Q(("state", "reported")),
                                fields=["township", "reported_at"],
                                name="urgent_unjudged",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("submission_key", ""), _negated=True),
                                fields=("township", "submission_key"),
                                name="urgent_submission_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reported_at__gte", models.F("happened_at")),
                                    ("entered_at__gte", models.F("reported_at")),
                                ),
                                name="urgent_times_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("judged_at__isnull", True), ("level", ""), ("state", "reported")),
                                    models.Q(
                                        models.Q(("state", "reported"), _negated=True),
                                        ("judged_at__isnull", False),
                                        models.Q(("level", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="urgent_judged_with_level",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UrgentEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("report", "报告"),
                                    ("add", "续报"),
                                    ("judge", "研判"),
                                    ("pass_on", "通报单位"),
                                    ("phone_up", "电话先报"),
                                    ("issue", "书面专报"),
                                    ("verify", "核查结果"),
                                    ("follow_up", "处置进展"),
                                    ("alarm", "超时提醒"),
                                    ("close", "办结"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("by_name", models.CharField(max_length=100)),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[("major", "重大"), ("urgent", "紧急"), ("ordinary", "一般")],
                                max_length=10,
                            ),
                        ),
                        ("to_whom", models.CharField(blank=True, max_length=200, verbose_name="对象")),
                        ("text", township.fields.EncryptedTextField(blank=True, default="")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="petitions.urgentreport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "紧急信息记录",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["report", "kind"], name="petitions_u_report__f912b1_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="Analysis",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="analysis",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("period", models.CharField(max_length=12)),
                        ("label", models.CharField(max_length=30, verbose_name="周期")),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        ("taken_at", models.DateTimeField(verbose_name="取数时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "拟稿中"), ("submitted", "待审批"), ("issued", "已印发")],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1, help_text="counts every change; a stale form is refused"
                            ),
                        ),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.document"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="analyses",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "形势分析",
                        "ordering": ["-last", "-matter_id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "period"), name="analysis_once_a_period"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "issued"), _negated=True),
                                    models.Q(("approved_by__isnull", False), ("issued_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="analysis_issued_by_somebody",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
