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
                    name="Taking",
                    fields=[
                        (
                            "township",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="figures_taken",
                                serialize=False,
                                to="township.township",
                            ),
                        ),
                        ("taken_at", models.DateTimeField(verbose_name="提取时间")),
                        ("as_of", models.DateField()),
                    ],
                    options={
                        "verbose_name": "指标提取",
                    },
                ),
                migrations.CreateModel(
                    name="Scheme",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="scheme",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "group",
                            models.CharField(
                                choices=[("member", "成员单位"), ("village", "村（社区）")],
                                max_length=10,
                                verbose_name="考核对象",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("content", models.JSONField(verbose_name="内容")),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("decision", models.CharField(blank=True, max_length=200, verbose_name="年度内修改的决定")),
                        ("fixed_on", models.DateField(blank=True, null=True, verbose_name="施行确认日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("submitted", "待确认"),
                                    ("fixed", "施行"),
                                    ("replaced", "已被新版代替"),
                                    ("dropped", "未施行撤销"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "earlier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later",
                                to="assessment.scheme",
                            ),
                        ),
                        (
                            "edited_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "fixed_by",
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
                                related_name="schemes",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考核办法",
                        "ordering": ["-year", "group", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("township", "year", "group", "version"), name="scheme_version_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "fixed")),
                                fields=("township", "year", "group"),
                                name="scheme_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["fixed", "replaced"]), _negated=True),
                                    models.Q(
                                        ("fixed_by__isnull", False),
                                        ("fixed_on__isnull", False),
                                        models.Q(("sha256", ""), _negated=True),
                                        models.Q(("fixed_by", models.F("edited_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="scheme_fixed_by_a_second_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Run",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="run",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[("month", "月度"), ("half", "半年"), ("year", "年终")],
                                max_length=8,
                                verbose_name="考核阶段",
                            ),
                        ),
                        ("first", models.DateField(verbose_name="起始日期")),
                        ("last", models.DateField(verbose_name="截止日期")),
                        ("as_of", models.DateField(verbose_name="核算日期")),
                        ("report_by", models.DateField(blank=True, null=True, verbose_name="自评期限")),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="异议期限")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                        ("result", models.JSONField(default=dict, help_text="frozen at approval; empty before")),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("why", models.CharField(blank=True, max_length=200, verbose_name="更正理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "核算评分"),
                                    ("published", "公布核对"),
                                    ("settled", "拟写通报"),
                                    ("submitted", "待审批"),
                                    ("issued", "已通报（固定）"),
                                    ("replaced", "已更正"),
                                    ("dropped", "已撤销"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
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
                            "earlier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later",
                                to="assessment.run",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="township.township",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="assessment.scheme",
                                verbose_name="考核办法",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考核",
                        "ordering": ["-last", "-matter_id"],
                        "indexes": [models.Index(fields=["township", "-last"], name="run_latest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="run_forward"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["issued", "replaced"]), _negated=True),
                                    models.Q(
                                        ("approved_by__isnull", False),
                                        ("document__isnull", False),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="run_frozen_when_issued",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("earlier__isnull", True), models.Q(("state", "dropped"), _negated=True)
                                ),
                                fields=("scheme", "stage", "last"),
                                name="run_once_a_period",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "dropped"), _negated=True),
                                fields=("earlier",),
                                name="run_corrected_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commendation",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="commendation",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="名称")),
                        (
                            "grades",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "最好一等"), (2, "前两等")], default=1, verbose_name="提名范围"
                            ),
                        ),
                        ("open_grades", models.JSONField(default=list)),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="公示日期")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="公示截止")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="表彰日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "提名"),
                                    ("published", "公示"),
                                    ("settled", "拟写决定"),
                                    ("submitted", "待审批"),
                                    ("issued", "已表彰"),
                                    ("dropped", "不表彰"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
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
                            "chosen_by",
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
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commendations",
                                to="township.township",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commendations",
                                to="assessment.run",
                                verbose_name="考核结果",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "表彰",
                        "ordering": ["-matter_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "dropped"), _negated=True),
                                fields=("run",),
                                name="commendation_once_a_result",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(("chosen_by__isnull", False), ("until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="commendation_published_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "issued"), _negated=True),
                                    models.Q(
                                        ("approved_by__isnull", False),
                                        ("document__isnull", False),
                                        ("issued_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="commendation_issued_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nominee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("total", models.CharField(blank=True, max_length=12, verbose_name="得分")),
                        ("rank", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="名次")),
                        ("grade", models.CharField(blank=True, max_length=20, verbose_name="等次")),
                        ("excludes", models.JSONField(default=list)),
                        ("measures", models.JSONField(default=list)),
                        ("is_chosen", models.BooleanField(default=False, verbose_name="提名")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="主要事迹")),
                        ("is_out", models.BooleanField(default=False, verbose_name="取消提名")),
                        (
                            "commendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="nominees",
                                to="assessment.commendation",
                            ),
                        ),
                        (
                            "named_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
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
                                verbose_name="个人",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": [models.OrderBy(models.F("rank"), nulls_last=True), "unit__order", "unit_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", True)),
                                fields=("commendation", "unit"),
                                name="nominee_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("commendation", "person"),
                                name="nominee_person_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_chosen", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="nominee_chosen_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", True),
                                    models.Q(
                                        ("is_chosen", True),
                                        ("named_by__isnull", False),
                                        models.Q(("named_by", models.F("person")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="nominee_person_named_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommendObjection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", township.fields.EncryptedTextField(blank=True, default="", verbose_name="异议内容")),
                        ("raised_on", models.DateField(verbose_name="提出日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("pending", "待处理"), ("accepted", "采纳，取消提名"), ("refused", "不采纳")],
                                default="pending",
                                max_length=8,
                                verbose_name="处理",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="处理意见")),
                        ("decided_on", models.DateField(blank=True, null=True)),
                        (
                            "commendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objections",
                                to="assessment.commendation",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "nominee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="assessment.nominee",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "表彰异议",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("state", "pending")),
                                    models.Q(
                                        models.Q(("state", "pending"), _negated=True),
                                        ("decided_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="commend_objection_decided_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("raised_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="commend_objection_not_by_own_hand",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outline",
                    fields=[
                        (
                            "township",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="outline",
                                serialize=False,
                                to="township.township",
                            ),
                        ),
                        ("shapes", models.JSONField()),
                        ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "村（社区）边界",
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
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
                                choices=[("mark", "评分"), ("bonus", "加分"), ("veto", "否决"), ("adjust", "集体调整")],
                                max_length=6,
                            ),
                        ),
                        ("item", models.CharField(blank=True, max_length=30)),
                        ("points", models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name="分数")),
                        ("ground", models.CharField(max_length=300, verbose_name="依据")),
                        ("on", models.DateField()),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.matter",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.unit"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="assessment.run"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "mark")),
                                fields=("run", "unit", "item", "by"),
                                name="entry_one_mark_a_scorer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ground", ""), _negated=True), name="entry_with_ground"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RunRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("figure", models.CharField(max_length=40)),
                        ("about", models.BigIntegerField(blank=True, null=True)),
                        (
                            "source",
                            models.BigIntegerField(help_text="the row's own number in its table, no key either"),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("is_counted", models.BooleanField(verbose_name="计入分子")),
                        ("on", models.DateField(verbose_name="归期日期")),
                        ("is_out", models.BooleanField(default=False, verbose_name="不计入")),
                        (
                            "run",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="assessment.run",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["figure", "on", "id"],
                        "indexes": [models.Index(fields=["run", "unit", "figure"], name="run_row_of_unit")],
                    },
                ),
                migrations.CreateModel(
                    name="RunUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("report", township.fields.EncryptedTextField(blank=True, default="", verbose_name="自评")),
                        ("reported_on", models.DateField(blank=True, null=True)),
                        (
                            "reported_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="units",
                                to="assessment.run",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["unit__order", "unit_id"],
                        "constraints": [models.UniqueConstraint(fields=("run", "unit"), name="run_unit_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreObjection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("item", models.CharField(max_length=30, verbose_name="指标")),
                        ("text", models.TextField(verbose_name="理由")),
                        ("raised_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("pending", "待处理"), ("accepted", "采纳"), ("refused", "不采纳")],
                                default="pending",
                                max_length=8,
                            ),
                        ),
                        (
                            "effect",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("exclude", "这一条不计入本单位"),
                                    ("count", "这一条计为合格"),
                                    ("points", "增加得分"),
                                    ("none", "不调整"),
                                ],
                                max_length=8,
                                verbose_name="处理",
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name="增加得分"),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="处理意见")),
                        ("decided_on", models.DateField(blank=True, null=True)),
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="assessment.runrow",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objections",
                                to="assessment.run",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.unit"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "考核异议",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("state", "pending")),
                                    models.Q(
                                        models.Q(("state", "pending"), _negated=True),
                                        ("decided_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="score_objection_decided_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("raised_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="score_objection_not_by_own_hand",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.CharField(max_length=40, verbose_name="安装地点")),
                        ("token_hash", models.CharField(max_length=32, unique=True)),
                        ("opened_at", models.DateTimeField(verbose_name="开通时间")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="walls",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "大屏",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="KeptFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=40)),
                        ("month", models.DateField(help_text="its first day")),
                        ("n", models.PositiveIntegerField()),
                        ("d", models.PositiveIntegerField()),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kept_figures",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="township.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "保存的指标",
                        "ordering": ["key", "month", "unit_id"],
                        "indexes": [models.Index(fields=["township", "month"], name="kept_by_month")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("township", "key", "month", "unit"),
                                name="kept_once_a_unit",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", True)),
                                fields=("township", "key", "month"),
                                name="kept_once_for_none",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("n__lte", models.F("d"))), name="kept_part_of_whole"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeaderComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("text", models.TextField(verbose_name="说明")),
                        ("written_at", models.DateTimeField(verbose_name="写明时间")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="record_comments",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leader_comments",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "实绩档案本人说明",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["township", "year", "person"], name="leader_comment_of_year")],
                    },
                ),
            ],
        ),
    ]
