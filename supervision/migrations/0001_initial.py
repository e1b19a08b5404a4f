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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
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
            ],
        ),
    ]
