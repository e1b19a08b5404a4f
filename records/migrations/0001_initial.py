"""The tables of this app, written by script/remake_migrations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import township.fields
import township.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("township", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        township.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="KeyMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fingerprint", models.CharField(max_length=32)),
                        ("noted_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "数据密钥标记",
                    },
                ),
                migrations.CreateModel(
                    name="KeyRing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("root", township.fields.EncryptedTextField(blank=True, default="")),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "密钥环",
                    },
                ),
                migrations.CreateModel(
                    name="Matter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        (
                            "secrecy",
                            models.CharField(
                                choices=[("ordinary", "一般"), ("restricted", "限知（检举控告）")],
                                default="ordinary",
                                max_length=10,
                            ),
                        ),
                        ("opened_on", models.DateField(verbose_name="立案日期")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                        ("next_due_on", models.DateField(blank=True, null=True, verbose_name="最近期限")),
                        ("next_due_label", models.CharField(blank=True, max_length=40, verbose_name="最近期限事项")),
                        (
                            "holder_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                                verbose_name="责任单位",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matters",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "事项",
                        "indexes": [
                            models.Index(fields=["township", "kind", "-id"], name="records_mat_townshi_4eec3c_idx"),
                            models.Index(fields=["township", "-id"], name="matter_newest"),
                            models.Index(
                                condition=models.Q(("closed_on__isnull", True)),
                                fields=["township", "next_due_on"],
                                name="matter_open_due",
                            ),
                            models.Index(
                                condition=models.Q(("secrecy", "restricted")),
                                fields=["township"],
                                name="matter_restricted",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "kind", "number"), name="matter_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on__isnull", True),
                                    ("closed_on__gte", models.F("opened_on")),
                                    _connector="OR",
                                ),
                                name="matter_closed_after_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Waste",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("blob", models.CharField(max_length=64, unique=True)),
                        ("noted_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "待清除的文件",
                    },
                ),
                migrations.CreateModel(
                    name="Clock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(help_text="term code, e.g. conclude_60", max_length=30)),
                        (
                            "round",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="1, 2, … when the same limit runs again after a reopening"
                            ),
                        ),
                        ("label", models.CharField(max_length=40)),
                        ("length", models.PositiveSmallIntegerField()),
                        ("counts", models.CharField(choices=[("natural", "日"), ("working", "工作日")], max_length=8)),
                        ("article", models.CharField(max_length=60)),
                        (
                            "starts_with",
                            models.CharField(
                                blank=True, help_text="the event that starts it, e.g. 受理", max_length=40
                            ),
                        ),
                        (
                            "source_mark",
                            models.CharField(default="found", help_text="how sure the source is", max_length=12),
                        ),
                        ("max_extension", models.PositiveSmallIntegerField(default=0, help_text="natural days")),
                        (
                            "pause_article",
                            models.CharField(
                                blank=True, help_text="why it may stand still; empty = never", max_length=60
                            ),
                        ),
                        (
                            "is_window",
                            models.BooleanField(
                                default=False, help_text="a petitioner's own period: the rolled date is shown"
                            ),
                        ),
                        (
                            "is_outside",
                            models.BooleanField(default=False, help_text="another organ's period, for information"),
                        ),
                        (
                            "is_owed_by_petitioner",
                            models.BooleanField(
                                default=False,
                                help_text="not owed by this township (petitioner's right or another organ's period): no alarm",
                            ),
                        ),
                        ("start_on", models.DateField()),
                        ("start_evidence", models.CharField(max_length=120)),
                        ("extension_days", models.PositiveSmallIntegerField(default=0)),
                        ("stopped_on", models.DateField(blank=True, null=True)),
                        ("stop_evidence", models.CharField(blank=True, max_length=120)),
                        (
                            "acted_on",
                            models.DateField(
                                blank=True,
                                help_text="back-dated stop (补录): the day somebody says it was done; counts once confirmed",
                                null=True,
                            ),
                        ),
                        (
                            "recorded_on",
                            models.DateField(
                                blank=True, help_text="back-dated stop: the day it was written down", null=True
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("rolled_due_on", models.DateField()),
                        ("is_provisional", models.BooleanField(default=False)),
                        ("derivation", models.JSONField(default=list, help_text="steps: [{on, text, article}]")),
                        (
                            "extended_by",
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
                                related_name="clocks",
                                to="township.township",
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
                            "matter",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clocks",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "时限",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_owed_by_petitioner", False), ("stopped_on__isnull", True)),
                                fields=["township", "due_on"],
                                name="clock_running_due",
                            ),
                            models.Index(
                                fields=["matter", "stopped_on", "due_on"], name="records_clo_matter__493ee1_idx"
                            ),
                            models.Index(fields=["township", "code", "due_on"], name="clock_of_period"),
                            models.Index(
                                condition=models.Q(("stopped_on__isnull", True)),
                                fields=["township", "rolled_due_on"],
                                name="clock_reaches_until",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", True)),
                                fields=("matter", "code", "round"),
                                name="clock_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("matter", "code", "round", "unit"),
                                name="clock_once_per_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("extension_days__lte", 30)), name="clock_extension_at_most_30"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rolled_due_on__gte", models.F("due_on"))),
                                name="clock_rolled_not_before_raw",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("acted_on__isnull", True), ("recorded_on__isnull", True)),
                                    models.Q(
                                        ("acted_on__lt", models.F("recorded_on")),
                                        ("stopped_on__in", [models.F("acted_on"), models.F("recorded_on")]),
                                    ),
                                    _connector="OR",
                                ),
                                name="clock_back_entry_keeps_both_days",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Digest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("count", models.PositiveIntegerField(help_text="unread notices when it was made")),
                        ("fresh", models.PositiveIntegerField(help_text="of these, come since the digest before")),
                        ("made_at", models.DateTimeField()),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="digests",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="digests",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "每日汇总",
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["township", "day"], name="digest_day")],
                        "constraints": [models.UniqueConstraint(fields=("person", "day"), name="digest_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30)),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("submitted", "待审批"),
                                    ("approved", "已批准"),
                                    ("issued", "已印发"),
                                    ("void", "已作废"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("body", township.fields.EncryptedTextField(blank=True, default="", verbose_name="正文")),
                        (
                            "facts",
                            township.fields.EncryptedTextField(
                                blank=True,
                                default="",
                                help_text="JSON of what the layout needs, frozen at issue",
                                verbose_name="要素",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        (
                            "addressee",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="送达对象"),
                        ),
                        ("drafted_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                        ("issued_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "blob",
                            models.CharField(
                                blank=True,
                                help_text="the issued PDF in records.papers.store",
                                max_length=64,
                                verbose_name="sha256",
                            ),
                        ),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("is_for_petitioner", models.BooleanField(default=False, verbose_name="致信访人")),
                        (
                            "erased_on",
                            models.DateField(
                                blank=True, help_text="its time of keeping was over", null=True, verbose_name="销毁日期"
                            ),
                        ),
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
                            "drafted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "supersedes",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="records.document",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="township.township",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文书",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["matter", "kind"], name="records_doc_matter__798d4b_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("township", "number"),
                                name="document_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="document_drafter_not_approver",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "issued"), _negated=True),
                                    models.Q(
                                        ("issued_on__isnull", False),
                                        models.Q(
                                            models.Q(("blob", ""), _negated=True),
                                            ("erased_on__isnull", False),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="issued_has_bytes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        ("body", township.fields.EncryptedTextField(blank=True, default="")),
                        ("text_sha256", models.CharField(max_length=64)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "document",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="records.document",
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("document", "version"), name="document_version_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("form", models.CharField(max_length=80)),
                        (
                            "payload",
                            township.fields.EncryptedTextField(
                                blank=True, default="", help_text="JSON: field name → list of values"
                            ),
                        ),
                        ("saved_at", models.DateTimeField()),
                        (
                            "account",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drafts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("account", "form"), name="one_draft_per_form")],
                    },
                ),
                migrations.CreateModel(
                    name="DutyLook",
                    fields=[
                        (
                            "township",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="township.township",
                            ),
                        ),
                        ("next_on", models.DateField()),
                    ],
                    options={
                        "verbose_name": "应办的下一个开启日",
                        "indexes": [models.Index(fields=["next_on"], name="duty_look_next")],
                    },
                ),
                migrations.CreateModel(
                    name="DutyPeriod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("clause", models.CharField(help_text="key of the clause in the rule profile", max_length=40)),
                        ("period", models.CharField(max_length=12)),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        ("due_on", models.DateField()),
                        ("opened_at", models.DateTimeField()),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_periods",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "制度周期",
                        "ordering": ["-first", "clause"],
                        "indexes": [models.Index(fields=["township", "clause", "-last"], name="duty_period_latest")],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "clause", "period"), name="duty_period_once"),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="duty_period_forward"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GlyphStandIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sign", models.CharField(max_length=2, verbose_name="原字")),
                        ("words", models.CharField(max_length=12, verbose_name="代用写法")),
                        ("reason", models.CharField(max_length=120, verbose_name="依据")),
                        ("decided_at", models.DateTimeField(verbose_name="决定时间")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "ended_by",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.township"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "生僻字代用",
                        "ordering": ["-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("township", "sign"),
                                name="glyph_stand_in_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Implication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "lift_reason",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="解除理由"),
                        ),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "reason",
                            township.fields.EncryptedTextField(
                                blank=True,
                                default="",
                                help_text="may speak of what an accusation says",
                                verbose_name="理由",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "copy_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="copies",
                                to="records.implication",
                            ),
                        ),
                        (
                            "lift_proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
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
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="implications",
                                to="township.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="implications",
                                to="township.unit",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="implications",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "涉及对象",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=["person", "matter"],
                                name="implicated_person",
                            ),
                            models.Index(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=["unit", "matter"],
                                name="implicated_unit",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                                    _connector="OR",
                                ),
                                name="implication_person_or_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lifted_by__isnull", True),
                                    models.Q(
                                        ("lift_proposed_by__isnull", False),
                                        models.Q(("lift_proposed_by", models.F("lifted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="implication_lifted_by_two",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("matter", "person"),
                                name="implication_person_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("matter", "unit"),
                                name="implication_unit_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(default="cases", max_length=20)),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("blob", models.CharField(max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("matching", "待对应列"),
                                    ("checking", "检查中"),
                                    ("checked", "待确认"),
                                    ("committing", "导入中"),
                                    ("done", "已导入"),
                                    ("failed", "失败"),
                                    ("discarded", "已放弃"),
                                ],
                                default="matching",
                                max_length=10,
                            ),
                        ),
                        ("headings", models.JSONField(default=list)),
                        ("mapping", models.JSONField(default=dict)),
                        (
                            "samples",
                            township.fields.EncryptedTextField(
                                blank=True, default="", help_text="JSON: the first rows, heading → text"
                            ),
                        ),
                        (
                            "years",
                            models.JSONField(
                                default=dict,
                                help_text="sheet -> {year: of days written without one or None, asked: whether there are such}",
                            ),
                        ),
                        ("notices", models.JSONField(default=list, help_text="sentences about the file as a whole")),
                        ("total", models.PositiveIntegerField(default=0, help_text="about, until the check is over")),
                        ("good", models.PositiveIntegerField(default=0)),
                        ("bad", models.PositiveIntegerField(default=0)),
                        ("known", models.PositiveIntegerField(default=0, help_text="rows that are here already")),
                        (
                            "twins",
                            models.PositiveIntegerField(
                                default=0, help_text="possible doubles that nobody has decided"
                            ),
                        ),
                        (
                            "skipped",
                            models.PositiveIntegerField(
                                default=0, help_text="doubles that were decided to be left out"
                            ),
                        ),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("at", models.DateTimeField()),
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
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="import_batches",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "台账导入",
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["township", "kind", "-id"], name="import_by_kind")],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("subject", models.CharField(max_length=80)),
                        ("period", models.CharField(blank=True, default="", max_length=20)),
                        ("payload", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "等待"),
                                    ("running", "进行中"),
                                    ("done", "完成"),
                                    ("failed", "失败"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("run_after", models.DateTimeField()),
                        (
                            "started_at",
                            models.DateTimeField(blank=True, help_text="begin of the latest attempt", null=True),
                        ),
                        (
                            "claimed_at",
                            models.DateTimeField(blank=True, help_text="last sign of whoever works on it", null=True),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("progress", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("error", models.TextField(blank=True)),
                        ("created_at", models.DateTimeField()),
                        (
                            "township",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="jobs",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "后台任务",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "running"])),
                                fields=["run_after"],
                                name="job_open",
                            )
                        ],
                        "constraints": [models.UniqueConstraint(fields=("kind", "subject", "period"), name="job_once")],
                    },
                ),
                migrations.CreateModel(
                    name="SearchText",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="search_text",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("body", models.TextField()),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.township"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveIntegerField(help_text="1, 2, … over all sheets")),
                        (
                            "sheet",
                            models.CharField(
                                blank=True, help_text="only where the table lies on several sheets", max_length=31
                            ),
                        ),
                        ("row", models.PositiveIntegerField(verbose_name="行号")),
                        ("key", models.CharField(blank=True, max_length=60)),
                        (
                            "data",
                            township.fields.EncryptedTextField(
                                blank=True, default="", help_text="JSON: heading → marked text"
                            ),
                        ),
                        ("problems", models.JSONField(default=list, help_text="[{column, message, blocking}]")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("good", "可导入"),
                                    ("bad", "有误"),
                                    ("known", "已有"),
                                    ("twin", "疑似重复"),
                                    ("skipped", "不导入"),
                                    ("done", "已导入"),
                                ],
                                default="good",
                                max_length=8,
                            ),
                        ),
                        (
                            "twin_row",
                            models.PositiveIntegerField(
                                blank=True, help_text="seq of the row in this file it may repeat", null=True
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="records.importbatch",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.matter",
                            ),
                        ),
                        (
                            "twin_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["seq"],
                        "indexes": [
                            models.Index(fields=["batch", "state", "seq"], name="records_imp_batch_i_9c5456_idx")
                        ],
                        "constraints": [models.UniqueConstraint(fields=("batch", "seq"), name="import_row_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Holding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.CharField(choices=[("lead", "主办"), ("assist", "协办")], max_length=6)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="township.unit"
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holdings",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=["unit", "matter"],
                                name="holding_live",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("matter", "unit"),
                                name="holding_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True), ("part", "lead")),
                                fields=("matter",),
                                name="one_lead_unit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handler",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("first_handler", "首办人"),
                                    ("sponsor", "包案领导"),
                                    ("receiver", "接访领导"),
                                    ("reporter", "报告人"),
                                    ("subject", "当事人"),
                                    ("inspector", "督查组成员"),
                                    ("stand_in", "代行审批"),
                                    ("team", "包案工作班子"),
                                ],
                                max_length=14,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handlings",
                                to="township.person",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handlers",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person", "matter"], name="records_han_person__c6307a_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("matter", "person", "part"), name="handler_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                        ("move", models.CharField(max_length=30)),
                        ("text", models.CharField(max_length=500)),
                        ("note", models.TextField(blank=True)),
                        ("article", models.CharField(blank=True, max_length=60)),
                        ("by_name", models.CharField(help_text="with whom a deputy stood in for", max_length=100)),
                        (
                            "public_text",
                            models.CharField(
                                blank=True,
                                help_text="what the petitioner's look-up shows; empty = nothing",
                                max_length=120,
                            ),
                        ),
                        (
                            "by",
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
                            models.ForeignKey(
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
                                related_name="events",
                                to="township.township",
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
                            "matter",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "经过",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["matter", "id"], name="records_eve_matter__f304a7_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("clause", models.CharField(max_length=40)),
                        ("institution", models.CharField(blank=True, max_length=4, verbose_name="制度")),
                        ("label", models.CharField(max_length=80, verbose_name="应办事项")),
                        ("citation", models.CharField(blank=True, max_length=80, verbose_name="依据")),
                        ("period", models.CharField(max_length=12)),
                        ("period_label", models.CharField(max_length=30, verbose_name="周期")),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        ("due_on", models.DateField(verbose_name="到期日")),
                        (
                            "remind",
                            models.JSONField(
                                default=dict,
                                help_text='{"before": [3, 1], "on": true, "after": [1, 3, 7]}, working days',
                            ),
                        ),
                        (
                            "escalate_after",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="working days after the due date, 0 = never"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "应办"), ("done", "已办"), ("excused", "免办")],
                                default="open",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("evidence_text", models.CharField(blank=True, max_length=300, verbose_name="完成情况")),
                        ("excuse_reason", models.CharField(blank=True, max_length=200, verbose_name="免办理由")),
                        (
                            "ended_on",
                            models.DateField(
                                blank=True, help_text="since when its unit or leader is gone: owed by nobody", null=True
                            ),
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
                            "excuse_proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "excused_by",
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
                                related_name="duties",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="township.unit",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_of",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "应办",
                        "ordering": ["due_on", "clause", "id"],
                        "indexes": [
                            models.Index(fields=["township", "first", "clause"], name="duty_ledger"),
                            models.Index(fields=["township", "due_on"], name="duty_due"),
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["clause", "last"],
                                name="duty_open_clause",
                            ),
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["unit", "due_on"], name="duty_open_unit"
                            ),
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["person", "due_on"],
                                name="duty_open_person",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("unit__isnull", True), ("person__isnull", True), _connector="OR"),
                                name="duty_unit_or_person_or_office",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", True), ("unit__isnull", True)),
                                fields=("township", "clause", "period"),
                                name="duty_once_for_office",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("clause", "period", "unit"),
                                name="duty_once_for_unit",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("clause", "period", "person"),
                                name="duty_once_for_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    ("done_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="duty_done_with_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "excused"), _negated=True),
                                    models.Q(
                                        models.Q(("excuse_reason", ""), _negated=True),
                                        models.Q(
                                            ("ended_on__isnull", False),
                                            models.Q(
                                                ("excused_by__isnull", False),
                                                models.Q(("excused_by", models.F("excuse_proposed_by")), _negated=True),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="duty_excused_by_a_second_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DoneEarly",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("clause", models.CharField(max_length=40)),
                        (
                            "period",
                            models.CharField(
                                blank=True, help_text="key of the period, where the act knows it", max_length=12
                            ),
                        ),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                        ("text", models.CharField(blank=True, max_length=300)),
                        (
                            "by",
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
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="township.township",
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
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提前完成",
                        "indexes": [models.Index(fields=["township", "clause"], name="done_early_clause")],
                    },
                ),
                migrations.CreateModel(
                    name="Candidate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("overdue_case", "信访事项逾期"),
                                    ("dissatisfied", "评价不满意"),
                                    ("repeat", "办结后重复信访"),
                                    ("overdue_work", "逾期未办"),
                                    ("overdue_resolution", "议定事项逾期"),
                                    ("missing_duty", "制度未执行"),
                                    ("missing_report", "未按时报告"),
                                    ("spot_check", "随机抽查不合格"),
                                    ("instruction", "领导批示"),
                                    ("dispatch", "调度要求未落实"),
                                    ("inspection_finding", "督查问题整改不到位"),
                                ],
                                max_length=30,
                                verbose_name="事由",
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="情况")),
                        ("key", models.CharField(help_text="the same finding is raised once", max_length=120)),
                        ("raised_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "待处理"),
                                    ("urged", "已催办"),
                                    ("dismissed", "不督办"),
                                    ("taken", "已立督办"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("urged_at", models.DateTimeField(blank=True, null=True, verbose_name="催办时间")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
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
                            "leader",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="批示领导",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidates",
                                to="township.township",
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
                            "matter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidates",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "督办建议",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["open", "urged"])),
                                fields=["township", "-id"],
                                name="candidate_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "key"), name="candidate_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "dismissed"), _negated=True),
                                    models.Q(("decided_by__isnull", False), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="candidate_dismissed_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", township.fields.EncryptedTextField(blank=True, default="", verbose_name="文件名")),
                        ("media_type", models.CharField(max_length=80)),
                        ("size", models.PositiveIntegerField(verbose_name="大小（字节）")),
                        ("blob", models.CharField(max_length=64, verbose_name="sha256")),
                        ("purpose", models.CharField(default="evidence", max_length=20, verbose_name="用途")),
                        ("is_scanned", models.BooleanField(default=False, verbose_name="已查毒")),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "erased_on",
                            models.DateField(
                                blank=True, help_text="its time of keeping was over", null=True, verbose_name="销毁日期"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="township.township",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
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
                                related_name="attachments",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "附件",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Approval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30)),
                        (
                            "capability",
                            models.CharField(help_text="code of the capability that decides it", max_length=60),
                        ),
                        ("summary", models.CharField(max_length=200)),
                        ("detail", models.JSONField(default=dict)),
                        ("text_sha256", models.CharField(blank=True, max_length=64)),
                        ("document_version", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "待审批"),
                                    ("approved", "同意"),
                                    ("returned", "退回"),
                                    ("withdrawn", "撤回"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "remark",
                            township.fields.EncryptedTextField(
                                blank=True,
                                default="",
                                help_text="may speak of what an accusation says",
                                verbose_name="意见",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="township.person",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="approvals",
                                to="township.township",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="approvals",
                                to="records.document",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="approvals",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "审批",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "pending")),
                                fields=["township", "capability", "id"],
                                name="approval_pending",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    ("state", "withdrawn"),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="approval_proposer_not_decider",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "pending")),
                                fields=("matter", "kind"),
                                name="one_pending_approval_per_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Access",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("granted_at", models.DateTimeField()),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="access_list",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("matter", "person"), name="access_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30)),
                        ("text", models.CharField(max_length=200)),
                        ("url", models.CharField(blank=True, max_length=200)),
                        (
                            "key",
                            models.CharField(
                                help_text="the same key is never sent twice to one person", max_length=120
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "matter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="records.matter",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "通知",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("read_at__isnull", True)),
                                fields=["recipient"],
                                name="notice_unread",
                            )
                        ],
                        "constraints": [models.UniqueConstraint(fields=("recipient", "key"), name="notice_once")],
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
                            "channel",
                            models.CharField(
                                choices=[("email", "邮件"), ("webhook", "群机器人")], max_length=10, verbose_name="渠道"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("digest", "每日汇总"),
                                    ("notice", "单条通知"),
                                    ("group", "群汇总"),
                                    ("test", "测试消息"),
                                ],
                                max_length=10,
                                verbose_name="内容",
                            ),
                        ),
                        ("key", models.CharField(max_length=160, unique=True)),
                        ("day", models.DateField(verbose_name="日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "等待"),
                                    ("sending", "发送中"),
                                    ("sent", "已发出"),
                                    ("unknown", "结果不明"),
                                    ("failed", "失败"),
                                    ("dropped", "不需发送"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                        ("run_after", models.DateTimeField()),
                        (
                            "claimed_at",
                            models.DateTimeField(blank=True, help_text="when it was marked as being sent", null=True),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                        (
                            "error",
                            models.CharField(
                                blank=True,
                                help_text="one word of ours, never text of the other side",
                                max_length=80,
                                verbose_name="原因",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="生成时间")),
                        (
                            "recipient",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="township.township",
                            ),
                        ),
                        (
                            "digest",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="records.digest",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="records.notice",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "通知投递",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "sending"])),
                                fields=["run_after"],
                                name="delivery_open",
                            ),
                            models.Index(fields=["township", "-id"], name="delivery_list"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("channel", "webhook"), ("recipient__isnull", True)),
                                    models.Q(("channel", "email"), ("recipient__isnull", False)),
                                    _connector="OR",
                                ),
                                name="delivery_to_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sent"), _negated=True),
                                    ("sent_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="delivery_sent_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeChoice",
                    fields=[
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="notice_choice",
                                serialize=False,
                                to="township.person",
                            ),
                        ),
                        ("email", township.fields.EncryptedTextField(blank=True, default="")),
                        ("has_email", models.BooleanField(default=False)),
                        ("has_digest", models.BooleanField(default=True, help_text="one e-mail each working day")),
                        (
                            "digest_hour",
                            models.PositiveSmallIntegerField(default=8, help_text="hour of the day, Shanghai"),
                        ),
                        ("has_each", models.BooleanField(default=False, help_text="an e-mail for each notice as well")),
                        ("changed_at", models.DateTimeField()),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.township"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "通知方式",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("digest_hour__lte", 23)), name="notice_choice_hour"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("series", models.CharField(max_length=40)),
                        ("year", models.PositiveIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="number_series",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "series", "year"), name="series_once_a_year")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recipient",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(help_text="as the paper prints it", max_length=60, verbose_name="名称"),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[("main", "主送"), ("copy", "抄送")], max_length=4, verbose_name="类别"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                        ("sent_on", models.DateField(blank=True, null=True, verbose_name="发出日期")),
                        ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                        ("note", models.CharField(blank=True, max_length=60, verbose_name="送达方式")),
                        (
                            "document",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recipients",
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
                        "verbose_name": "收文单位",
                        "ordering": ["-part", "order", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("received_at__isnull", True), ("sent_on__isnull", False)),
                                fields=["unit", "document"],
                                name="recipient_unreceipted",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("unit__isnull", False)),
                                fields=("document", "unit"),
                                name="recipient_unit_once",
                            ),
                            models.UniqueConstraint(fields=("document", "name"), name="recipient_name_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("received_at__isnull", True), ("sent_on__isnull", False), _connector="OR"
                                ),
                                name="recipient_receipts_what_was_sent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recusal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "lift_reason",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="解除理由"),
                        ),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "reason",
                            township.fields.EncryptedTextField(
                                blank=True,
                                default="",
                                help_text="says what ties an official to a petitioner",
                                verbose_name="理由",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "copy_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="copies",
                                to="records.recusal",
                            ),
                        ),
                        (
                            "lift_proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
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
                                related_name="recusals",
                                to="records.matter",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recusals",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "回避",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=["person", "matter"],
                                name="recused_person",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lifted_by__isnull", True),
                                    models.Q(
                                        ("lift_proposed_by__isnull", False),
                                        models.Q(("lift_proposed_by", models.F("lifted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="recusal_lifted_by_two",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("matter", "person"),
                                name="recusal_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exclusion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[("implicate", "登记涉及对象"), ("recuse", "登记回避"), ("lift", "解除")],
                                max_length=10,
                            ),
                        ),
                        ("reason", township.fields.EncryptedTextField(blank=True, default="", verbose_name="理由")),
                        ("basis", models.CharField(blank=True, max_length=120, verbose_name="上级决定文号")),
                        ("asked", models.JSONField(default=list)),
                        ("due_on", models.DateField(verbose_name="确认期限")),
                        ("proposed_at", models.DateTimeField()),
                        ("is_agreed", models.BooleanField(null=True)),
                        ("remark", township.fields.EncryptedTextField(blank=True, default="", verbose_name="意见")),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "stand_in",
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
                        (
                            "implication",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="exclusions",
                                to="records.implication",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exclusions",
                                to="records.matter",
                            ),
                        ),
                        (
                            "recusal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="exclusions",
                                to="records.recusal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "涉及对象、回避登记",
                        "ordering": ["id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("decided_at__isnull", True)),
                                fields=["matter"],
                                name="exclusion_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                                    _connector="OR",
                                ),
                                name="exclusion_person_or_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="exclusion_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("is_agreed__isnull", True),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("is_agreed__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="exclusion_decided_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("decided_at__isnull", True), ("person__isnull", False)),
                                fields=("matter", "person"),
                                name="exclusion_of_person_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("decided_at__isnull", True), ("unit__isnull", False)),
                                fields=("matter", "unit"),
                                name="exclusion_of_unit_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("relation", models.CharField(max_length=20)),
                        ("note", models.CharField(blank=True, max_length=120)),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="references_out",
                                to="records.matter",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="references_in",
                                to="records.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "关联",
                        "constraints": [
                            models.UniqueConstraint(fields=("source", "target", "relation"), name="reference_once"),
                            models.CheckConstraint(
                                condition=models.Q(("source", models.F("target")), _negated=True),
                                name="reference_not_to_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=50)),
                        (
                            "plan",
                            models.JSONField(
                                default=dict,
                                help_text='{"before": [3], "on": true, "after": [1, 3], "escalate_after": 3}',
                            ),
                        ),
                        ("changed_at", models.DateTimeField()),
                        (
                            "changed_by",
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
                                related_name="reminder_rules",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提醒办法",
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "kind"), name="reminder_rule_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Run",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "task",
                            models.CharField(help_text="name of the task or of the daily function", max_length=120),
                        ),
                        (
                            "part_of",
                            models.CharField(blank=True, help_text="the tick this was a part of", max_length=120),
                        ),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("running", "进行中"),
                                    ("done", "完成"),
                                    ("quiet", "无事可办"),
                                    ("failed", "失败"),
                                ],
                                default="running",
                                max_length=8,
                            ),
                        ),
                        ("times", models.PositiveIntegerField(default=1)),
                        (
                            "handled",
                            models.PositiveIntegerField(
                                blank=True, help_text="how many rows it dealt with, where it says so", null=True
                            ),
                        ),
                        ("failures", models.PositiveIntegerField(default=0)),
                        (
                            "error",
                            models.CharField(
                                blank=True, help_text="kind of fault and place in the code", max_length=120
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "运行记录",
                        "ordering": ["-started_at", "-id"],
                        "indexes": [
                            models.Index(fields=["started_at"], name="run_by_day"),
                            models.Index(fields=["task", "-started_at"], name="run_by_task"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("right", models.CharField(max_length=60)),
                        ("basis", models.CharField(blank=True, max_length=120, verbose_name="依据")),
                        ("named_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stand_ins",
                                to="records.matter",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stand_ins",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "代行审批",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["person", "right"],
                                name="stand_in_live",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("matter", "right", "person"),
                                name="stand_in_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TakingOut",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ledger", models.CharField(max_length=60)),
                        ("title", models.CharField(max_length=60, verbose_name="台账")),
                        (
                            "form",
                            models.CharField(
                                choices=[("sheet", "导出 Excel"), ("print", "打印")], max_length=5, verbose_name="方式"
                            ),
                        ),
                        ("query", township.fields.EncryptedTextField(blank=True, default="")),
                        ("conditions", township.fields.EncryptedTextField(blank=True, default="", verbose_name="筛选")),
                        ("columns", models.JSONField(default=list)),
                        ("rows", models.PositiveIntegerField(verbose_name="行数")),
                        ("has_identity", models.BooleanField(default=False, verbose_name="含身份信息")),
                        ("reason", township.fields.EncryptedTextField(blank=True, default="", verbose_name="理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[("pending", "待审批"), ("approved", "已同意"), ("returned", "未同意")],
                                default="pending",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("requested_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("remark", township.fields.EncryptedTextField(blank=True, default="", verbose_name="意见")),
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "is_emptied",
                            models.BooleanField(
                                default=False, help_text="query and conditions were emptied after 30 days"
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
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="takings_out",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "导出申请",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "pending")), fields=["township"], name="taking_out_waiting"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("requested_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="taking_out_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("state", "pending")),
                                    models.Q(
                                        models.Q(("state", "pending"), _negated=True), ("decided_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="taking_out_decided_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Webhook",
                    fields=[
                        (
                            "township",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="webhook",
                                serialize=False,
                                to="township.township",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("wecom", "企业微信群机器人"), ("dingtalk", "钉钉群机器人")],
                                max_length=10,
                                verbose_name="种类",
                            ),
                        ),
                        ("url", township.fields.EncryptedTextField(blank=True, default="")),
                        ("secret", township.fields.EncryptedTextField(blank=True, default="")),
                        ("is_on", models.BooleanField(default=True, verbose_name="启用")),
                        ("changed_at", models.DateTimeField()),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "群机器人",
                    },
                ),
                migrations.CreateModel(
                    name="WorkItem",
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
                                help_text="kind of the thing and name of the act: paper.decide", max_length=50
                            ),
                        ),
                        (
                            "part",
                            models.PositiveBigIntegerField(
                                default=0, help_text="number of the part of the thing the act is on, 0 = whole"
                            ),
                        ),
                        ("right", models.CharField(blank=True, max_length=60)),
                        ("what", models.CharField(max_length=40, verbose_name="事由")),
                        ("why", models.CharField(blank=True, max_length=160, verbose_name="说明")),
                        ("due_on", models.DateField(verbose_name="期限")),
                        (
                            "within",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="working days from the opening on that the office gave, where nothing lays a limit down; else 0",
                            ),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="时点")),
                        ("clause", models.CharField(blank=True, max_length=80, verbose_name="依据")),
                        ("opened_at", models.DateTimeField(verbose_name="产生时间")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                        ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="取消时间")),
                        (
                            "plan",
                            models.JSONField(
                                default=dict, help_text="a plan of reminders of its own; empty = that of its kind"
                            ),
                        ),
                        (
                            "remind_on",
                            models.DateField(blank=True, help_text="when the sweep looks at it again", null=True),
                        ),
                        ("reminded", models.JSONField(default=list, help_text="keys of the points that were sent")),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_done",
                                to="township.person",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_items",
                                to="records.duty",
                            ),
                        ),
                        (
                            "except_person",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_items",
                                to="records.matter",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_items",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_items",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_items",
                                to="township.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "待办",
                        "ordering": ["due_on", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at__isnull", True), ("dropped_at__isnull", True)),
                                fields=["person", "due_on"],
                                name="work_open_person",
                            ),
                            models.Index(
                                condition=models.Q(("done_at__isnull", True), ("dropped_at__isnull", True)),
                                fields=["unit", "due_on"],
                                name="work_open_unit",
                            ),
                            models.Index(
                                condition=models.Q(("done_at__isnull", True), ("dropped_at__isnull", True)),
                                fields=["township", "right", "due_on"],
                                name="work_open_right",
                            ),
                            models.Index(
                                condition=models.Q(("done_at__isnull", True), ("dropped_at__isnull", True)),
                                fields=["township", "remind_on"],
                                name="work_to_remind",
                            ),
                            models.Index(
                                condition=models.Q(("done_at__isnull", False)),
                                fields=["done_by", "-done_at"],
                                name="work_done_by",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person__isnull", False), ("right", ""), ("unit__isnull", True)),
                                    models.Q(("person__isnull", True), ("right", ""), ("unit__isnull", False)),
                                    models.Q(
                                        ("person__isnull", True),
                                        ("unit__isnull", True),
                                        models.Q(("right", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="work_has_one_holder",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", True), ("dropped_at__isnull", True), _connector="OR"
                                ),
                                name="work_done_or_dropped",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("duty__isnull", True), ("matter__isnull", False)),
                                    models.Q(("duty__isnull", False), ("matter__isnull", True)),
                                    _connector="OR",
                                ),
                                name="work_on_matter_or_duty",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", True), ("dropped_at__isnull", True), ("duty__isnull", False)
                                ),
                                fields=("duty",),
                                name="work_of_duty_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", True), ("dropped_at__isnull", True), ("person__isnull", False)
                                ),
                                fields=("matter", "kind", "part", "person"),
                                name="work_of_person_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", True), ("dropped_at__isnull", True), ("unit__isnull", False)
                                ),
                                fields=("matter", "kind", "part", "unit"),
                                name="work_of_unit_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", True),
                                    ("dropped_at__isnull", True),
                                    models.Q(("right", ""), _negated=True),
                                ),
                                fields=("matter", "kind", "part", "right"),
                                name="work_of_right_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClockPause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField()),
                        ("to_on", models.DateField(blank=True, null=True)),
                        ("reason", models.CharField(max_length=120)),
                        ("article", models.CharField(max_length=60)),
                        (
                            "clock",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="pauses", to="records.clock"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="pause_forward",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_on__isnull", True)), fields=("clock",), name="one_open_pause"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ColumnMemory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("heading", models.CharField(max_length=60)),
                        ("key", models.CharField(blank=True, max_length=30)),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "列的对应",
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "kind", "heading"), name="column_memory_once")
                        ],
                    },
                ),
            ],
        ),
    ]
