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
                    name="Order",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="order",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("plain", "督办"),
                                    ("second", "二次督办"),
                                    ("joint", "联合督办"),
                                    ("leader", "领导批示督办"),
                                ],
                                max_length=8,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "article",
                            models.CharField(
                                choices=[
                                    ("40_1", "信访工作条例第四十条第一款第一项（违反规定受理、办理信访事项）"),
                                    ("40_2", "信访工作条例第四十条第一款第二项（推诿、敷衍、拖延、弄虚作假）"),
                                    ("40_3", "信访工作条例第四十条第一款第三项（拒不执行信访处理意见）"),
                                ],
                                max_length=6,
                                verbose_name="依据",
                            ),
                        ),
                        ("facts", township.fields.EncryptedTextField(blank=True, default="", verbose_name="督办事由")),
                        (
                            "done_when",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="办结标准"),
                        ),
                        ("contact", models.CharField(max_length=60, verbose_name="联系人")),
                        ("days", models.PositiveSmallIntegerField(default=10, verbose_name="办理时限（工作日）")),
                        ("must_report", models.BooleanField(default=False, verbose_name="要求办结报告")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="办理期限")),
                        ("extended_on", models.DateField(blank=True, null=True, verbose_name="延期日期")),
                        ("returns", models.PositiveSmallIntegerField(default=0, verbose_name="退回次数")),
                        ("reply", township.fields.EncryptedTextField(blank=True, default="", verbose_name="办理结果")),
                        ("replied_on", models.DateField(blank=True, null=True, verbose_name="回复日期")),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("documents", "查阅材料"),
                                    ("on_site", "实地查看"),
                                    ("telephone", "电话核实"),
                                    ("joint", "联合核实"),
                                ],
                                max_length=10,
                                verbose_name="核实方式",
                            ),
                        ),
                        (
                            "verdict",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="核实意见"),
                        ),
                        ("verified_on", models.DateField(blank=True, null=True, verbose_name="核实日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("submitted", "待审批"),
                                    ("approved", "已审批待印发"),
                                    ("working", "办理中"),
                                    ("replied", "待核实"),
                                    ("done", "已销号"),
                                    ("replaced", "转二次督办"),
                                    ("dropped", "未印发撤销"),
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.document"
                            ),
                        ),
                        (
                            "earlier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later",
                                to="supervision.order",
                            ),
                        ),
                        (
                            "replied_by",
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
                                related_name="orders",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="township.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                        (
                            "verified_by",
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
                        "verbose_name": "督办单",
                        "ordering": ["-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "due_on"], name="order_by_state"),
                            models.Index(
                                condition=models.Q(("state__in", ["replied", "working"])),
                                fields=["township", "due_on", "matter"],
                                name="order_running",
                            ),
                            models.Index(fields=["township", "-issued_on", "-matter"], name="order_latest"),
                            models.Index(fields=["unit", "state", "due_on"], name="order_by_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("issued_on__isnull", True),
                                        ("number", ""),
                                        ("state__in", ["approved", "draft", "dropped", "submitted"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["approved", "draft", "dropped", "submitted"]), _negated=True
                                        ),
                                        models.Q(("number", ""), _negated=True),
                                        ("due_on__isnull", False),
                                        ("issued_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="order_numbered_when_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "submitted", "dropped"]),
                                    ("approved_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="order_approved_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_by__isnull", True),
                                    models.Q(("verified_by", models.F("replied_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="order_not_verified_by_replier",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    models.Q(("verified_by__isnull", False), models.Q(("way", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="order_done_by_a_way",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "dropped"), _negated=True),
                                fields=("earlier",),
                                name="order_followed_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Cause",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="cause",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField(default=5, verbose_name="征求意见期限（工作日）")),
                        ("asked_on", models.DateField(blank=True, null=True, verbose_name="征求意见日期")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="说明期限")),
                        ("conclusion", township.fields.EncryptedTextField(blank=True, default="", verbose_name="结论")),
                        ("advice", township.fields.EncryptedTextField(blank=True, default="", verbose_name="建议")),
                        (
                            "closing",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="终止理由"),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="审定日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("asked", "征求意见"),
                                    ("heard", "拟写结论"),
                                    ("submitted", "待审定"),
                                    ("decided", "已审定"),
                                    ("dropped", "终止"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "about",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="causes",
                                to="records.matter",
                                verbose_name="信访事项",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="causes",
                                to="township.township",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "责任倒查",
                        "ordering": ["-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "-matter"], name="cause_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "dropped"), _negated=True),
                                fields=("about",),
                                name="cause_once_on_a_matter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("matter", models.F("about")), _negated=True),
                                name="cause_not_about_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "decided"), _negated=True),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="cause_decided_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("written_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="cause_writer_not_decider",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "dropped"]),
                                    models.Q(("asked_on__isnull", False), ("due_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="cause_units_were_asked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CauseSide",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("causing", "引发环节"), ("handling", "办理环节")],
                                max_length=8,
                                verbose_name="环节",
                            ),
                        ),
                        ("kind", models.CharField(max_length=16, verbose_name="情形")),
                        ("words", township.fields.EncryptedTextField(blank=True, default="", verbose_name="情况")),
                        (
                            "statement",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="单位说明"),
                        ),
                        ("stated_on", models.DateField(blank=True, null=True, verbose_name="说明日期")),
                        ("is_silent", models.BooleanField(default=False, verbose_name="期限内没有说明")),
                        (
                            "cause",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sides",
                                to="supervision.cause",
                            ),
                        ),
                        (
                            "stated_by",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["side"],
                        "constraints": [
                            models.UniqueConstraint(fields=("cause", "side"), name="cause_side_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "kind__in",
                                            ["overreach", "inaction", "facts", "refusal", "policy", "service", "none"],
                                        ),
                                        ("side", "causing"),
                                    ),
                                    models.Q(
                                        (
                                            "kind__in",
                                            [
                                                "not_registered",
                                                "not_accepted",
                                                "late",
                                                "evasion",
                                                "unsupported",
                                                "not_carried_out",
                                                "none",
                                            ],
                                        ),
                                        ("side", "handling"),
                                    ),
                                    _connector="OR",
                                ),
                                name="cause_side_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("is_silent", False), ("stated_on__isnull", True), _connector="OR"),
                                name="cause_side_spoke_or_was_silent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CauseEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=600, verbose_name="记录")),
                        (
                            "candidate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.candidate",
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
                            "side",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="supervision.causeside",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("candidate__isnull", True), ("event__isnull", False)),
                                    models.Q(("candidate__isnull", False), ("event__isnull", True)),
                                    _connector="OR",
                                ),
                                name="cause_evidence_is_one_row",
                            ),
                            models.UniqueConstraint(fields=("side", "event"), name="cause_evidence_event_once"),
                            models.UniqueConstraint(fields=("side", "candidate"), name="cause_evidence_finding_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Checklist",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("topic", models.CharField(max_length=40, verbose_name="主题")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                        ("is_current", models.BooleanField(default=True, verbose_name="现行")),
                        ("made_on", models.DateField(verbose_name="修改日期")),
                        (
                            "made_by",
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
                                related_name="checklists",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检查表模板",
                        "ordering": ["topic", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("township", "topic", "version"), name="checklist_version_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("township", "topic"),
                                name="checklist_one_current",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=200, verbose_name="检查内容")),
                        ("look", models.CharField(blank=True, max_length=300, verbose_name="看什么")),
                        ("criterion", models.CharField(blank=True, max_length=300, verbose_name="怎么评")),
                        (
                            "checklist",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="supervision.checklist",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["seq"],
                        "constraints": [
                            models.UniqueConstraint(fields=("checklist", "seq"), name="checklist_item_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draw",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="draw",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="重新抽取的理由")),
                        ("period", models.CharField(max_length=12, verbose_name="周期")),
                        ("period_label", models.CharField(max_length=30, verbose_name="周期")),
                        ("due_on", models.DateField(verbose_name="季度末")),
                        ("topic", models.CharField(max_length=60, verbose_name="抽查事项")),
                        ("checks", models.CharField(max_length=500, verbose_name="检查内容")),
                        ("population", models.TextField(verbose_name="公布的名单")),
                        ("population_sha256", models.CharField(max_length=64, verbose_name="名单校验值")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公布时间")),
                        (
                            "seed_kind",
                            models.CharField(
                                blank=True,
                                choices=[("dice", "见证人当众掷十面骰子20次"), ("public", "公布以后才产生的公开数字")],
                                max_length=8,
                                verbose_name="种子怎样产生",
                            ),
                        ),
                        ("seed", models.CharField(blank=True, max_length=60, verbose_name="种子")),
                        ("seed_source", models.CharField(blank=True, max_length=120, verbose_name="种子出处")),
                        ("seed_on", models.DateField(blank=True, null=True, verbose_name="种子产生日期")),
                        ("witness", models.CharField(blank=True, max_length=30, verbose_name="见证人")),
                        ("witness_is", models.CharField(blank=True, max_length=60, verbose_name="见证人身份")),
                        ("place", models.CharField(blank=True, max_length=60, verbose_name="抽取地点")),
                        ("drawn_at", models.DateTimeField(blank=True, null=True, verbose_name="抽取时间")),
                        (
                            "summary",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="抽查情况"),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="通报日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟定方案"),
                                    ("submitted", "待批准公布"),
                                    ("published", "已公布待抽取"),
                                    ("drawn", "已抽取待检查"),
                                    ("done", "已通报结果"),
                                    ("replaced", "已重新抽取"),
                                    ("dropped", "未公布撤销"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.document"
                            ),
                        ),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "earlier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later",
                                to="supervision.draw",
                            ),
                        ),
                        (
                            "sheet",
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
                                related_name="draws",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "随机抽查",
                        "ordering": ["-matter_id"],
                        "indexes": [models.Index(fields=["township", "-period", "-matter"], name="draw_latest")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("earlier__isnull", True), models.Q(("state", "dropped"), _negated=True)
                                ),
                                fields=("township", "period"),
                                name="draw_once_a_quarter",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "dropped"), _negated=True),
                                fields=("earlier",),
                                name="draw_followed_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("earlier__isnull", True), ("reason", "")),
                                    models.Q(("earlier__isnull", False), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="draw_again_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("published_at__isnull", True), ("state__in", ["draft", "dropped", "submitted"])
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ["draft", "dropped", "submitted"]), _negated=True),
                                        ("published_at__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="draw_published_with_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("drawn_at__isnull", True), ("seed", ""), ("sheet__isnull", True)),
                                    models.Q(
                                        models.Q(("seed", ""), _negated=True),
                                        models.Q(("witness", ""), _negated=True),
                                        ("drawn_at__gt", models.F("published_at")),
                                        ("sheet__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="draw_seed_after_publication",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["drawn", "done"]), _negated=True),
                                    models.Q(("seed", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="draw_drawn_from_a_seed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DrawGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        ("kind", models.CharField(help_text="kind of the units in it", max_length=10)),
                        ("name", models.CharField(max_length=30, verbose_name="组")),
                        ("wanted", models.PositiveSmallIntegerField(verbose_name="抽取数")),
                        (
                            "draw",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="groups",
                                to="supervision.draw",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["seq"],
                        "constraints": [models.UniqueConstraint(fields=("draw", "seq"), name="draw_group_once")],
                    },
                ),
                migrations.CreateModel(
                    name="DrawUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("label", models.CharField(max_length=80, verbose_name="单位")),
                        ("place", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="序号")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="不列入的理由")),
                        (
                            "group",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="units",
                                to="supervision.drawgroup",
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
                        "ordering": ["group__seq", "place", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("group", "unit"), name="draw_unit_once"),
                            models.UniqueConstraint(fields=("group", "place"), name="draw_place_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("place__isnull", False), ("reason", "")),
                                    models.Q(("place__isnull", True), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="draw_unit_left_out_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DrawPick",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nth", models.PositiveSmallIntegerField(verbose_name="次序")),
                        ("counter", models.PositiveIntegerField()),
                        ("text", models.CharField(max_length=100, verbose_name="计算文字")),
                        ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("remainder", models.PositiveSmallIntegerField(verbose_name="余数")),
                        (
                            "rating",
                            models.CharField(
                                blank=True,
                                choices=[("good", "合格"), ("fair", "基本合格"), ("poor", "不合格")],
                                max_length=6,
                                verbose_name="结论",
                            ),
                        ),
                        ("found", township.fields.EncryptedTextField(blank=True, default="", verbose_name="检查情况")),
                        ("checked_on", models.DateField(blank=True, null=True, verbose_name="检查日期")),
                        (
                            "draw",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="picks", to="supervision.draw"
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pick",
                                to="supervision.drawunit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["entry__group__seq", "nth"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("checked_on__isnull", True), ("rating", "")),
                                    models.Q(models.Q(("rating", ""), _negated=True), ("checked_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="draw_pick_rated_on_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="inspection",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("full", "全面督查"), ("special", "专项督查"), ("assigned", "交办督查")],
                                max_length=8,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("on_site", "实地督查"),
                                    ("video", "视频督查"),
                                    ("online", "网上督查"),
                                    ("papers", "调阅材料"),
                                ],
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        (
                            "purpose",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="督查目的"),
                        ),
                        ("focus", township.fields.EncryptedTextField(blank=True, default="", verbose_name="督查重点")),
                        (
                            "instruction",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="领导交办意见"),
                        ),
                        ("contact", models.CharField(max_length=60, verbose_name="联系人")),
                        ("first_on", models.DateField(verbose_name="开始日期")),
                        ("last_on", models.DateField(verbose_name="结束日期")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="现场开始日期")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="现场结束日期")),
                        ("settled_on", models.DateField(blank=True, null=True, verbose_name="核实结束日期")),
                        ("concluded_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                        (
                            "closing",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="撤销理由"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("submitted", "待审批"),
                                    ("planned", "准备"),
                                    ("running", "现场督查"),
                                    ("hearing", "核实问题"),
                                    ("rectifying", "反馈整改"),
                                    ("done", "已办结"),
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.document"
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "督查",
                        "ordering": ["-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "-first_on"], name="inspection_by_state"),
                            models.Index(fields=["township", "-first_on", "-matter"], name="inspection_latest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="inspection_proposer_not_approver",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "dropped", "submitted"]),
                                    models.Q(("approved_by__isnull", False), models.Q(("number", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="inspection_approved_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_on__gte", models.F("first_on"))), name="inspection_forward"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_leader", models.BooleanField(default=False, verbose_name="组长")),
                        ("declared_on", models.DateField(blank=True, null=True, verbose_name="确认无须回避日期")),
                        ("recused_on", models.DateField(blank=True, null=True, verbose_name="申明回避日期")),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="离组日期")),
                        ("reason", township.fields.EncryptedTextField(blank=True, default="", verbose_name="回避理由")),
                        (
                            "inspection",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="supervision.inspection",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspecting",
                                to="township.person",
                                verbose_name="成员",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-is_leader", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("inspection", "person"), name="inspector_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("is_leader", True)),
                                fields=("inspection",),
                                name="inspection_one_leader",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("declared_on__isnull", True), ("recused_on__isnull", True), _connector="OR"
                                ),
                                name="inspector_clear_or_recused",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=200, verbose_name="检查内容")),
                        ("look", models.CharField(blank=True, max_length=300, verbose_name="看什么")),
                        ("criterion", models.CharField(blank=True, max_length=300, verbose_name="怎么评")),
                        ("source", models.CharField(blank=True, max_length=100, verbose_name="来源")),
                        (
                            "clause",
                            models.CharField(
                                blank=True, help_text="key of the clause in the rule profile", max_length=40
                            ),
                        ),
                        ("known", models.CharField(blank=True, max_length=640, verbose_name="已知情况")),
                        (
                            "inspection",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="supervision.inspection",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="supervision.member",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["seq"],
                        "constraints": [
                            models.UniqueConstraint(fields=("inspection", "seq"), name="inspection_item_once")
                        ],
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
                            "rating",
                            models.CharField(
                                blank=True,
                                choices=[("good", "好"), ("fair", "一般"), ("poor", "差"), ("none", "不适用")],
                                max_length=6,
                                verbose_name="评价",
                            ),
                        ),
                        ("words", township.fields.EncryptedTextField(blank=True, default="", verbose_name="情况")),
                        ("is_done", models.BooleanField(default=False, verbose_name="已完成")),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="保存时间")),
                        (
                            "saved_by",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                                verbose_name="被督查单位",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="supervision.item",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["item_id", "unit_id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "unit"), name="entry_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_done", False), models.Q(("rating", ""), _negated=True), _connector="OR"
                                ),
                                name="entry_done_with_a_rating",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EntryPhoto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="supervision.entry",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.attachment"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="finding",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField(verbose_name="序号")),
                        (
                            "nature",
                            models.CharField(
                                choices=[("problem", "问题"), ("practice", "好的做法")],
                                max_length=8,
                                verbose_name="性质",
                            ),
                        ),
                        ("text", township.fields.EncryptedTextField(blank=True, default="", verbose_name="问题")),
                        ("raised_on", models.DateField(verbose_name="提出日期")),
                        ("statement_due_on", models.DateField(blank=True, null=True, verbose_name="说明期限")),
                        (
                            "statement",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="单位说明"),
                        ),
                        ("stated_on", models.DateField(blank=True, null=True, verbose_name="说明日期")),
                        ("is_silent", models.BooleanField(default=False, verbose_name="期限内没有说明")),
                        ("answer", township.fields.EncryptedTextField(blank=True, default="", verbose_name="认定意见")),
                        ("upheld_on", models.DateField(blank=True, null=True, verbose_name="认定日期")),
                        (
                            "disposal",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("rectify", "限期整改"),
                                    ("urge", "催办"),
                                    ("transfer", "另行办理"),
                                    ("commend", "肯定推广"),
                                ],
                                max_length=8,
                                verbose_name="处理",
                            ),
                        ),
                        ("demand", township.fields.EncryptedTextField(blank=True, default="", verbose_name="整改要求")),
                        ("disposed_on", models.DateField(blank=True, null=True, verbose_name="处理日期")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="整改期限")),
                        ("extended_on", models.DateField(blank=True, null=True, verbose_name="延期日期")),
                        ("origin", township.fields.EncryptedTextField(blank=True, default="", verbose_name="问题成因")),
                        (
                            "measures",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="整改措施"),
                        ),
                        (
                            "in_charge",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="责任人"),
                        ),
                        ("planned_on", models.DateField(blank=True, null=True, verbose_name="措施日期")),
                        ("progress", township.fields.EncryptedTextField(blank=True, default="", verbose_name="进展")),
                        ("progress_on", models.DateField(blank=True, null=True, verbose_name="进展日期")),
                        ("result", township.fields.EncryptedTextField(blank=True, default="", verbose_name="整改结果")),
                        ("reported_on", models.DateField(blank=True, null=True, verbose_name="报告日期")),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("documents", "查阅材料"),
                                    ("on_site", "实地查看"),
                                    ("telephone", "电话核实"),
                                    ("joint", "联合核实"),
                                ],
                                max_length=10,
                                verbose_name="核实方式",
                            ),
                        ),
                        (
                            "verdict",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="核实意见"),
                        ),
                        ("verified_on", models.DateField(blank=True, null=True, verbose_name="销号日期")),
                        ("returns", models.PositiveSmallIntegerField(default=0, verbose_name="退回次数")),
                        ("look_back_on", models.DateField(blank=True, null=True, verbose_name="回头看日期")),
                        ("looked_on", models.DateField(blank=True, null=True, verbose_name="实际回头看日期")),
                        (
                            "look_words",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="回头看情况"),
                        ),
                        ("reopened", models.PositiveSmallIntegerField(default=0, verbose_name="重新整改次数")),
                        (
                            "supervised",
                            models.CharField(
                                blank=True, help_text="the failure for which a candidate was raised last", max_length=40
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("asked", "征求意见"),
                                    ("told", "单位已说明"),
                                    ("standing", "已认定"),
                                    ("rectifying", "整改中"),
                                    ("reported", "待核实"),
                                    ("cleared", "已销号，待回头看"),
                                    ("done", "已办结"),
                                    ("handed", "另行办理"),
                                    ("commended", "好的做法"),
                                    ("withdrawn", "不成立"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="supervision.entry",
                            ),
                        ),
                        (
                            "looked_by",
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
                            "stated_by",
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
                                related_name="findings",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="township.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "upheld_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="supervision.inspection",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "督查发现",
                        "ordering": ["-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "due_on"], name="finding_by_state"),
                            models.Index(fields=["inspection", "unit", "state"], name="finding_by_unit"),
                            models.Index(fields=["unit", "state", "due_on"], name="finding_of_unit"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("inspection", "seq"), name="finding_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_by__isnull", True),
                                    models.Q(("verified_by", models.F("reported_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="finding_not_verified_by_reporter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            [
                                                "cleared",
                                                "commended",
                                                "done",
                                                "handed",
                                                "rectifying",
                                                "reported",
                                                "standing",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    ("stated_on__isnull", False),
                                    ("is_silent", True),
                                    _connector="OR",
                                ),
                                name="finding_stands_after_hearing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["cleared", "done", "rectifying", "reported"]), _negated=True
                                    ),
                                    ("due_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="finding_mended_by_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["cleared", "done"]), _negated=True),
                                    models.Q(
                                        ("look_back_on__isnull", False),
                                        ("verified_by__isnull", False),
                                        models.Q(("way", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="finding_cleared_by_a_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    ("looked_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="finding_done_after_the_look",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", township.fields.EncryptedTextField(blank=True, default="", verbose_name="依据")),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.attachment",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="supervision.finding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [models.UniqueConstraint(fields=("finding", "file"), name="finding_file_once")],
                    },
                ),
                migrations.CreateModel(
                    name="InspectedUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="township.unit",
                                verbose_name="被督查单位",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspected",
                                to="supervision.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [models.UniqueConstraint(fields=("inspection", "unit"), name="inspected_once")],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionPaper",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="inspection_paper",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "genre",
                            models.CharField(
                                choices=[
                                    ("feedback", "督查反馈意见书"),
                                    ("report", "督查情况报告"),
                                    ("circular", "督查通报"),
                                    ("transfer", "移送函"),
                                ],
                                max_length=8,
                                verbose_name="文种",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                        ("answer", township.fields.EncryptedTextField(blank=True, default="", verbose_name="答复")),
                        ("answer_number", models.CharField(blank=True, max_length=60, verbose_name="答复文号")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("submitted", "待审批"),
                                    ("approved", "已审批待印发"),
                                    ("issued", "已印发"),
                                    ("waiting", "待答复"),
                                    ("answered", "已答复"),
                                    ("dropped", "未印发撤销"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.document"
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="supervision.finding",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="supervision.inspection",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.township"
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
                        "verbose_name": "督查文书",
                        "ordering": ["-matter_id"],
                        "indexes": [
                            models.Index(fields=["inspection", "genre", "state"], name="inspection_paper_by_genre")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("genre", "feedback"), models.Q(("state", "dropped"), _negated=True)
                                ),
                                fields=("inspection", "unit"),
                                name="feedback_once_for_a_unit",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("genre", "report"), models.Q(("state", "dropped"), _negated=True)),
                                fields=("inspection",),
                                name="inspection_report_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("genre", "transfer"), models.Q(("state", "dropped"), _negated=True)
                                ),
                                fields=("finding",),
                                name="finding_handed_over_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("issued_on__isnull", True),
                                        ("number", ""),
                                        ("state__in", ["approved", "draft", "dropped", "submitted"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["approved", "draft", "dropped", "submitted"]), _negated=True
                                        ),
                                        models.Q(("number", ""), _negated=True),
                                        ("issued_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspection_paper_numbered_when_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("genre", "transfer"), _negated=True),
                                    models.Q(("finding__isnull", False), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="inspection_transfer_of_a_finding",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListingRound",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="listing_round",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("period", models.CharField(max_length=12, verbose_name="周期")),
                        ("period_label", models.CharField(max_length=30, verbose_name="周期")),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        ("needed", models.PositiveSmallIntegerField(default=1, verbose_name="几条未达到提出挂牌")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                        ("evaluated_on", models.DateField(blank=True, null=True, verbose_name="评价日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟定办法"),
                                    ("submitted", "待批准公布"),
                                    ("published", "已公布待评价"),
                                    ("evaluated", "已评价待处理"),
                                    ("done", "已完成"),
                                    ("dropped", "未公布撤销"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.document"
                            ),
                        ),
                        (
                            "evaluated_by",
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
                                related_name="listing_rounds",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "半年评价",
                        "ordering": ["-matter_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "dropped"), _negated=True),
                                fields=("township", "period"),
                                name="listing_round_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_on__isnull", True),
                                    ("published_on__lt", models.F("first")),
                                    _connector="OR",
                                ),
                                name="listing_round_published_before_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "dropped", "submitted"]),
                                    models.Q(("published_on__isnull", False), models.Q(("number", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="listing_round_published_with_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("evaluated_on__isnull", True),
                                    ("evaluated_on__gt", models.F("last")),
                                    _connector="OR",
                                ),
                                name="listing_round_evaluated_after_it_ends",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("failed", models.PositiveSmallIntegerField(default=0, verbose_name="未达到")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="不提挂牌的理由")),
                        (
                            "passed_by",
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
                                related_name="units",
                                to="supervision.listinground",
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
                        "ordering": ["-failed", "unit__order", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "unit"), name="listing_round_unit_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Listing",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="listing",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("facts", township.fields.EncryptedTextField(blank=True, default="", verbose_name="情况")),
                        ("asked_on", models.DateField(blank=True, null=True, verbose_name="听取意见日期")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="说明期限")),
                        (
                            "statement",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="单位说明"),
                        ),
                        ("stated_on", models.DateField(blank=True, null=True, verbose_name="说明日期")),
                        (
                            "answer",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="对说明的意见"),
                        ),
                        ("demand", township.fields.EncryptedTextField(blank=True, default="", verbose_name="整改要求")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("listed_on", models.DateField(blank=True, null=True, verbose_name="挂牌日期")),
                        ("plan_due_on", models.DateField(blank=True, null=True, verbose_name="报方案期限")),
                        ("plan", township.fields.EncryptedTextField(blank=True, default="", verbose_name="整改方案")),
                        ("responsible", models.CharField(blank=True, max_length=30, verbose_name="整改责任人")),
                        ("plan_until", models.DateField(blank=True, null=True, verbose_name="整改期限")),
                        ("planned_on", models.DateField(blank=True, null=True, verbose_name="报方案日期")),
                        ("check_on", models.DateField(blank=True, null=True, verbose_name="下次检查")),
                        (
                            "closing",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="不挂牌的理由"),
                        ),
                        ("delisted_on", models.DateField(blank=True, null=True, verbose_name="摘牌日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟提出"),
                                    ("asked", "听取单位意见"),
                                    ("heard", "拟写决定"),
                                    ("submitted", "待决定"),
                                    ("listed", "已挂牌待报方案"),
                                    ("rectifying", "整改中"),
                                    ("delisted", "已摘牌"),
                                    ("dropped", "不挂牌"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
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
                            "delisted_by",
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
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "sponsor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "stated_by",
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
                                related_name="listings",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="township.unit",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "basis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="supervision.roundunit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "挂牌整治",
                        "ordering": ["-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "-matter"], name="listing_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["asked", "draft", "heard", "listed", "rectifying", "submitted"])
                                ),
                                fields=("unit",),
                                name="listing_once_for_a_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["delisted", "listed", "rectifying"]), _negated=True),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("listed_on__isnull", False),
                                        ("sponsor__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="listing_decided_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="listing_proposer_not_decider",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "dropped"]),
                                    models.Q(("asked_on__isnull", False), ("due_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="listing_unit_was_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "delisted"), _negated=True),
                                    models.Q(("delisted_by__isnull", False), ("delisted_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="listing_delisted_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListingCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="检查日期")),
                        ("figures", models.TextField(verbose_name="数据")),
                        ("words", township.fields.EncryptedTextField(blank=True, default="", verbose_name="检查情况")),
                        ("is_met", models.BooleanField(verbose_name="达到标准")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="supervision.listing",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("listing", "on"), name="listing_check_once_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Measure",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="measure",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("form", models.CharField(max_length=20, verbose_name="问责方式")),
                        ("label", models.CharField(max_length=60, verbose_name="名称")),
                        ("level", models.PositiveSmallIntegerField(verbose_name="档次")),
                        ("decided_at_level", models.CharField(max_length=10, verbose_name="决定")),
                        ("organ", models.CharField(blank=True, max_length=60, verbose_name="有权机关")),
                        ("cite", models.CharField(max_length=60, verbose_name="依据")),
                        ("facts", township.fields.EncryptedTextField(blank=True, default="", verbose_name="事实")),
                        (
                            "proportion",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="为什么选这种方式"),
                        ),
                        ("contact", models.CharField(max_length=60, verbose_name="联系人")),
                        ("proposed_on", models.DateField(verbose_name="提出日期")),
                        ("days", models.PositiveSmallIntegerField(default=5, verbose_name="陈述期限（工作日）")),
                        ("notified_on", models.DateField(blank=True, null=True, verbose_name="告知日期")),
                        ("statement_due_on", models.DateField(blank=True, null=True, verbose_name="陈述期限")),
                        ("extended_on", models.DateField(blank=True, null=True, verbose_name="延长日期")),
                        (
                            "extension",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="延长理由"),
                        ),
                        (
                            "statement",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="陈述申辩"),
                        ),
                        ("stated_on", models.DateField(blank=True, null=True, verbose_name="陈述日期")),
                        ("silent_on", models.DateField(blank=True, null=True, verbose_name="记录未陈述日期")),
                        (
                            "findings",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="认定的事实"),
                        ),
                        (
                            "answer",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="对陈述的意见"),
                        ),
                        ("demand", township.fields.EncryptedTextField(blank=True, default="", verbose_name="整改要求")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                choices=[(0, "不设期限，由召集人解除"), (3, "3个月"), (6, "6个月"), (12, "12个月")],
                                default=6,
                                verbose_name="有效期",
                            ),
                        ),
                        ("talk_on", models.DateField(blank=True, null=True, verbose_name="约谈日期")),
                        ("talk_time", models.TimeField(blank=True, null=True, verbose_name="约谈时间")),
                        ("talk_place", models.CharField(blank=True, max_length=60, verbose_name="约谈地点")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("served_on", models.DateField(blank=True, null=True, verbose_name="送达日期")),
                        ("receipt_due_on", models.DateField(blank=True, null=True, verbose_name="签收期限")),
                        ("received_on", models.DateField(blank=True, null=True, verbose_name="签收日期")),
                        (
                            "received_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("self", "本人签收"),
                                    ("handed", "直接送达，收件人不签收"),
                                    ("mail", "机要或邮寄送达"),
                                ],
                                max_length=8,
                                verbose_name="送达方式",
                            ),
                        ),
                        (
                            "receipt_note",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="送达情况"),
                        ),
                        ("objection_due_on", models.DateField(blank=True, null=True, verbose_name="复核申请期限")),
                        ("talk_held_on", models.DateField(blank=True, null=True, verbose_name="约谈日期（实际）")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="签字日期")),
                        (
                            "signed_note",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="签字情况"),
                        ),
                        ("effect_from", models.DateField(blank=True, null=True, verbose_name="生效日期")),
                        ("effect_until", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                        ("answer_due_on", models.DateField(blank=True, null=True, verbose_name="请求答复日期")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                        (
                            "organ_answer",
                            models.CharField(
                                blank=True,
                                choices=[("adopted", "采纳"), ("partly", "部分采纳"), ("not", "未采纳")],
                                max_length=8,
                                verbose_name="答复",
                            ),
                        ),
                        ("organ_number", models.CharField(blank=True, max_length=60, verbose_name="答复文号")),
                        (
                            "organ_words",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="答复内容"),
                        ),
                        (
                            "objection",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="复核申请"),
                        ),
                        ("objected_on", models.DateField(blank=True, null=True, verbose_name="申请日期")),
                        ("review", township.fields.EncryptedTextField(blank=True, default="", verbose_name="复核理由")),
                        ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="复核日期")),
                        (
                            "closing",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="了结理由"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟提"),
                                    ("hearing", "听取陈述"),
                                    ("heard", "拟写决定"),
                                    ("submitted", "待决定"),
                                    ("approved", "待送达"),
                                    ("called", "待约谈"),
                                    ("talked", "待签字"),
                                    ("in_effect", "生效"),
                                    ("review", "复核中"),
                                    ("sent", "待答复"),
                                    ("answered", "已答复"),
                                    ("lifted", "已解除"),
                                    ("expired", "已期满"),
                                    ("revoked", "已撤销"),
                                    ("withdrawn", "已撤回"),
                                    ("declined", "不予问责"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
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
                            "objected_by",
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
                                related_name="measures",
                                to="township.person",
                                verbose_name="责任人",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "stated_by",
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
                                related_name="measures",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="township.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "问责",
                        "ordering": ["-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "effect_until"], name="measure_by_state"),
                            models.Index(fields=["unit", "person", "state"], name="measure_by_subject"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(
                                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                        models.Q(
                                            ("person__isnull", True),
                                            models.Q(("decided_by", models.F("person")), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="measure_decider_is_third",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", True),
                                    models.Q(("proposed_by", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="measure_not_against_oneself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewed_by__isnull", True),
                                    models.Q(
                                        models.Q(("reviewed_by", models.F("decided_by")), _negated=True),
                                        models.Q(("reviewed_by", models.F("proposed_by")), _negated=True),
                                        models.Q(
                                            ("person__isnull", True),
                                            models.Q(("reviewed_by", models.F("person")), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="measure_reviewed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "hearing", "withdrawn"]),
                                    models.Q(("silent_on__isnull", True), ("stated_on__isnull", False)),
                                    models.Q(("silent_on__isnull", False), ("stated_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="measure_heard_before_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("number", ""),
                                        ("served_on__isnull", True),
                                        (
                                            "state__in",
                                            [
                                                "approved",
                                                "declined",
                                                "draft",
                                                "heard",
                                                "hearing",
                                                "submitted",
                                                "withdrawn",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(
                                            (
                                                "state__in",
                                                [
                                                    "approved",
                                                    "declined",
                                                    "draft",
                                                    "heard",
                                                    "hearing",
                                                    "submitted",
                                                    "withdrawn",
                                                ],
                                            ),
                                            _negated=True,
                                        ),
                                        models.Q(("number", ""), _negated=True),
                                        ("decided_by__isnull", False),
                                        ("served_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="measure_served_when_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("organ", ""),
                                    models.Q(
                                        ("effect_from__isnull", True),
                                        ("effect_until__isnull", True),
                                        models.Q(("state__in", ["in_effect", "review"]), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="measure_of_organ_has_no_effect",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "answered"), _negated=True),
                                    models.Q(
                                        models.Q(("organ", ""), _negated=True),
                                        models.Q(("organ_answer", ""), _negated=True),
                                        ("answered_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="measure_answered_by_organ",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderReport",
                    fields=[
                        (
                            "order",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="report",
                                serialize=False,
                                to="supervision.order",
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="文号")),
                        ("signed_by", models.CharField(max_length=30, verbose_name="签发人")),
                        ("basics", township.fields.EncryptedTextField(blank=True, default="", verbose_name="交办情况")),
                        (
                            "petitioner",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="信访人情况"),
                        ),
                        ("claims", township.fields.EncryptedTextField(blank=True, default="", verbose_name="信访诉求")),
                        (
                            "findings",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="调查处理情况"),
                        ),
                        (
                            "opinion",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="处理意见及落实"),
                        ),
                        ("handler", models.CharField(max_length=30, verbose_name="经办人")),
                        ("phone", models.CharField(max_length=30, verbose_name="经办人电话")),
                        ("written_on", models.DateField(verbose_name="填报日期")),
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
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "办结报告",
                    },
                ),
                migrations.CreateModel(
                    name="MeasureGround",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", township.fields.EncryptedTextField(blank=True, default="", verbose_name="记录")),
                        (
                            "subject",
                            models.CharField(
                                help_text="unit:5 or person:7: one failure, one measure for a subject", max_length=24
                            ),
                        ),
                        (
                            "is_live",
                            models.BooleanField(
                                default=True, help_text="false once the measure was withdrawn, declined or revoked"
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.candidate",
                            ),
                        ),
                        (
                            "cause",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="supervision.cause",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grounds",
                                to="supervision.measure",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="supervision.order",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("candidate__isnull", False), ("cause__isnull", True), ("order__isnull", True)
                                    ),
                                    models.Q(
                                        ("candidate__isnull", True), ("cause__isnull", True), ("order__isnull", False)
                                    ),
                                    models.Q(
                                        ("candidate__isnull", True), ("cause__isnull", False), ("order__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="measure_ground_is_one_row",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_live", True)),
                                fields=("subject", "candidate"),
                                name="measure_ground_candidate_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_live", True)),
                                fields=("subject", "order"),
                                name="measure_ground_order_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_live", True)),
                                fields=("subject", "cause"),
                                name="measure_ground_cause_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Advice",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="advice",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("improve", "改进工作"), ("policy", "完善政策"), ("liability", "追究责任")],
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        ("facts", township.fields.EncryptedTextField(blank=True, default="", verbose_name="有关情况")),
                        ("advice", township.fields.EncryptedTextField(blank=True, default="", verbose_name="建议")),
                        ("contact", models.CharField(max_length=60, verbose_name="联系人")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="请求答复日期")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[("adopted", "采纳"), ("partly", "部分采纳"), ("not", "未采纳")],
                                max_length=8,
                                verbose_name="采纳情况",
                            ),
                        ),
                        ("answer", township.fields.EncryptedTextField(blank=True, default="", verbose_name="答复")),
                        ("answer_number", models.CharField(blank=True, max_length=60, verbose_name="答复文号")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("submitted", "待审批"),
                                    ("approved", "已审批待印发"),
                                    ("sent", "待答复"),
                                    ("answered", "已答复"),
                                    ("dropped", "未印发撤销"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "answered_by",
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
                                related_name="advices",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advices",
                                to="township.unit",
                                verbose_name="发往机关",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advices",
                                to="supervision.order",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "三项建议",
                        "ordering": ["-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "-matter"], name="advice_by_state")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("issued_on__isnull", True),
                                        ("number", ""),
                                        ("state__in", ["approved", "draft", "dropped", "submitted"]),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["approved", "draft", "dropped", "submitted"]), _negated=True
                                        ),
                                        models.Q(("number", ""), _negated=True),
                                        ("due_on__isnull", False),
                                        ("issued_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="advice_numbered_when_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "answered"), _negated=True),
                                    models.Q(models.Q(("result", ""), _negated=True), ("answered_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="advice_answered_with_a_result",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderGround",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="records.candidate",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grounds",
                                to="supervision.order",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("order", "candidate"), name="order_ground_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        ("text", township.fields.EncryptedTextField(blank=True, default="", verbose_name="要求")),
                        ("progress", township.fields.EncryptedTextField(blank=True, default="", verbose_name="进展")),
                        ("is_done", models.BooleanField(default=False, verbose_name="已完成")),
                        ("reported_on", models.DateField(blank=True, null=True, verbose_name="报告日期")),
                        (
                            "order",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="points",
                                to="supervision.order",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["seq"],
                        "constraints": [models.UniqueConstraint(fields=("order", "seq"), name="order_point_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Outsider",
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
                                    ("delegate", "党代表"),
                                    ("deputy", "人大代表"),
                                    ("committee", "政协委员"),
                                    ("expert", "专家"),
                                    ("press", "新闻记者"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="身份",
                            ),
                        ),
                        ("name", township.fields.EncryptedTextField(blank=True, default="", verbose_name="姓名")),
                        ("organ", models.CharField(blank=True, max_length=60, verbose_name="单位")),
                        (
                            "sight",
                            models.CharField(
                                choices=[
                                    ("plan", "方案和检查表"),
                                    ("site", "方案、检查表和现场记录"),
                                    ("findings", "方案、检查表、现场记录和认定的问题"),
                                ],
                                max_length=8,
                                verbose_name="可以看",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outsiders",
                                to="supervision.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.attachment"
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proofs",
                                to="supervision.finding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="RoundCriterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        ("key", models.CharField(max_length=60, verbose_name="指标")),
                        ("label", models.CharField(max_length=60, verbose_name="指标")),
                        ("limit", models.DecimalField(decimal_places=1, max_digits=6, verbose_name="线")),
                        (
                            "round",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="supervision.listinground",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["seq"],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "key"), name="listing_criterion_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("n", models.PositiveIntegerField()),
                        ("d", models.PositiveIntegerField()),
                        ("value", models.CharField(max_length=20, verbose_name="数值")),
                        ("is_failed", models.BooleanField(verbose_name="未达到")),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="supervision.roundcriterion",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="supervision.roundunit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["criterion__seq"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "criterion"), name="listing_result_once")
                        ],
                    },
                ),
            ],
        ),
    ]
