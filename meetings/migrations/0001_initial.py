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
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_whole",
                            models.BooleanField(
                                default=False, help_text="False: only the owner's own turns", verbose_name="全部班次"
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=32, unique=True)),
                        ("created_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_feeds",
                                to="township.person",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_feeds",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "日历订阅",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="DispatchPack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        ("content", township.fields.EncryptedTextField(blank=True, default="", verbose_name="内容")),
                        ("sha256", models.CharField(max_length=64)),
                        ("compiled_at", models.DateTimeField(verbose_name="汇编时间")),
                        (
                            "compiled_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "调度材料",
                        "ordering": ["version"],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="session",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("plenary", "全体会议"),
                                    ("work", "工作会议"),
                                    ("topical", "专题会议"),
                                    ("ad_hoc", "临时会议"),
                                    ("office_hours", "集中办公"),
                                    ("dispatch", "视频调度"),
                                    ("hearing", "党政联席会听取信访工作汇报"),
                                ],
                                max_length=14,
                                verbose_name="会议种类",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="会议名称")),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                        ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                        ("requirement", models.CharField(blank=True, max_length=300, verbose_name="会议要求")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "筹备中"),
                                    ("convened", "已通知"),
                                    ("held", "已召开"),
                                    ("closed", "已办结"),
                                    ("cancelled", "已取消"),
                                    ("postponed", "已延期"),
                                ],
                                default="planned",
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
                        ("convened_at", models.DateTimeField(blank=True, null=True, verbose_name="通知时间")),
                        (
                            "late_reason",
                            models.CharField(
                                blank=True,
                                help_text="of a session entered after it was held",
                                max_length=200,
                                verbose_name="补记理由",
                            ),
                        ),
                        ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="登记召开时间")),
                        (
                            "outcome",
                            models.TextField(
                                blank=True,
                                help_text="of a session that closes without minutes",
                                verbose_name="会议结果",
                            ),
                        ),
                        (
                            "chair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="主持人",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会议",
                        "ordering": ["-starts_at", "-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "-starts_at", "-matter"], name="session_latest"),
                            models.Index(fields=["township", "state", "starts_at"], name="session_by_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                                ),
                                name="session_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["convened", "held"]), _negated=True),
                                    ("convened_at__isnull", False),
                                    models.Q(("late_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="session_convened_first",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dispatch",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="dispatch",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "period",
                            models.CharField(
                                help_text='key of the period, "2026-11"', max_length=12, verbose_name="月份"
                            ),
                        ),
                        ("period_label", models.CharField(max_length=30)),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        (
                            "due_on",
                            models.DateField(help_text="of the duty of the rule profile", verbose_name="应办日期"),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        ("starts", models.TimeField(blank=True, null=True, verbose_name="开始时间")),
                        ("place", models.CharField(blank=True, max_length=60, verbose_name="主会场")),
                        ("video_link", models.CharField(blank=True, max_length=300, verbose_name="视频会议链接")),
                        ("video_note", models.CharField(blank=True, max_length=100, verbose_name="会议号和说明")),
                        ("reports_due_on", models.DateField(blank=True, null=True, verbose_name="报告截止日期")),
                        ("tasks", models.TextField(blank=True, verbose_name="下步工作")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("opened", "待安排"),
                                    ("called", "已通知报告"),
                                    ("compiled", "材料已汇编"),
                                    ("held", "已召开"),
                                    ("closed", "已办结"),
                                    ("lapsed", "未召开"),
                                ],
                                default="opened",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="材料定稿时间")),
                        (
                            "chair",
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
                                related_name="dispatches",
                                to="township.township",
                            ),
                        ),
                        (
                            "pack",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.dispatchpack",
                                verbose_name="现行材料",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispatch",
                                to="meetings.session",
                                verbose_name="会议",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "视频调度",
                        "ordering": ["-first", "-matter_id"],
                        "indexes": [models.Index(fields=["township", "-first"], name="dispatch_latest")],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "period"), name="dispatch_once_a_month"),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="dispatch_period_forward"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["opened", "lapsed"]), ("session__isnull", False), _connector="OR"
                                ),
                                name="dispatch_called_with_session",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["held", "closed"]), _negated=True),
                                    models.Q(("frozen_at__isnull", False), ("pack__isnull", False)),
                                    _connector="OR",
                                ),
                                name="dispatch_held_with_frozen_pack",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DispatchReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="汇报顺序")),
                        ("minutes", models.PositiveSmallIntegerField(default=5, verbose_name="时长（分钟）")),
                        (
                            "situation",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="本月情况"),
                        ),
                        (
                            "unfinished",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="未办结事项及原因"),
                        ),
                        (
                            "next_steps",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="下步措施"),
                        ),
                        (
                            "coordination",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="需协调问题"),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(
                                blank=True, help_text="of the first time", null=True, verbose_name="报送时间"
                            ),
                        ),
                        ("saved_at", models.DateTimeField(blank=True, null=True)),
                        ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="退回时间")),
                        ("return_reason", models.CharField(blank=True, max_length=200, verbose_name="退回理由")),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "dispatch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="meetings.dispatch",
                            ),
                        ),
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
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "调度报告",
                        "ordering": ["order", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("dispatch", "unit"), name="dispatch_report_unit_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("returned_at__isnull", True),
                                    models.Q(("return_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dispatch_report_returned_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Roster",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="roster",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("monday", models.DateField(verbose_name="周一")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "编排中"),
                                    ("submitted", "待主任审定"),
                                    ("published", "已公布"),
                                    ("lapsed", "当周已过，没有送审"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "published_on",
                            models.DateField(
                                blank=True,
                                help_text="set once it was put up in public",
                                null=True,
                                verbose_name="公布日期",
                            ),
                        ),
                        (
                            "is_changed",
                            models.BooleanField(default=False, help_text="slots changed since the paper was put up"),
                        ),
                        (
                            "gaps",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="what is to be settled; at the end of every move and daily"
                            ),
                        ),
                        ("gaps_from", models.DateField(blank=True, null=True)),
                        (
                            "checked_on",
                            models.DateField(blank=True, help_text="the day the sweep last looked at it", null=True),
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
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "published_by",
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
                                related_name="rosters",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "接访值班表",
                        "ordering": ["-monday"],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "monday"), name="roster_once_a_week"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_by__isnull", True),
                                    models.Q(("published_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="roster_proposer_not_publisher",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(("published_by__isnull", False), ("published_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="roster_published_with_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutySlot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="日期")),
                        ("seq", models.PositiveSmallIntegerField(default=1)),
                        ("why_a", models.CharField(blank=True, max_length=120)),
                        ("why_b", models.CharField(blank=True, max_length=120)),
                        (
                            "is_pinned",
                            models.BooleanField(
                                default=False, help_text="changed by hand: arranging again leaves it alone"
                            ),
                        ),
                        ("starts", models.TimeField(verbose_name="开始")),
                        ("ends", models.TimeField(verbose_name="结束")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("fixed", "定点接访"),
                                    ("appointed", "重点约访"),
                                    ("village", "下访"),
                                    ("with_case", "带案下访"),
                                ],
                                default="fixed",
                                max_length=10,
                                verbose_name="形式",
                            ),
                        ),
                        ("place", models.CharField(max_length=120, verbose_name="地点")),
                        ("signed_in_at", models.DateTimeField(blank=True, null=True, verbose_name="到岗时间")),
                        (
                            "is_missed",
                            models.BooleanField(
                                default=False, help_text="its day passed without a signature; set by the daily sweep"
                            ),
                        ),
                        ("absence", models.CharField(blank=True, max_length=100, verbose_name="缺岗说明")),
                        (
                            "a",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="A角",
                            ),
                        ),
                        (
                            "b",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="B角",
                            ),
                        ),
                        (
                            "signed_in_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "roster",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slots",
                                to="meetings.roster",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "接访班次",
                        "ordering": ["day", "seq"],
                        "indexes": [
                            models.Index(fields=["a", "day"], name="slot_by_a"),
                            models.Index(fields=["b", "day"], name="slot_by_b"),
                            models.Index(fields=["day"], name="slot_by_day"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("roster", "day", "seq"), name="slot_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("a__isnull", True),
                                    ("b__isnull", True),
                                    models.Q(("a", models.F("b")), _negated=True),
                                    _connector="OR",
                                ),
                                name="slot_a_is_not_b",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts"))), name="slot_ends_after_start"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyPeriod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("basis", models.CharField(blank=True, max_length=100, verbose_name="依据")),
                        ("first", models.DateField(verbose_name="开始日期")),
                        ("last", models.DateField(verbose_name="结束日期")),
                        ("opened_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "is_cancelled",
                            models.BooleanField(default=False, help_text="ended before it began: holds for no day"),
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
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="emergency_periods",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "特护期",
                        "ordering": ["-first", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="emergency_forward"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncomingPaper",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="incoming_paper",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="收文号")),
                        ("sender", models.CharField(max_length=60, verbose_name="来文单位")),
                        ("their_number", models.CharField(blank=True, max_length=60, verbose_name="来文字号")),
                        ("title", models.CharField(max_length=100, verbose_name="标题")),
                        ("received_on", models.DateField(verbose_name="收文日期")),
                        (
                            "urgency",
                            models.CharField(
                                choices=[("plain", "平件"), ("urgent", "急件"), ("most_urgent", "特急")],
                                default="plain",
                                max_length=12,
                                verbose_name="紧急程度",
                            ),
                        ),
                        ("demand", township.fields.EncryptedTextField(blank=True, default="", verbose_name="办理要求")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="办理时限")),
                        (
                            "opinion",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="拟办意见"),
                        ),
                        ("opinion_on", models.DateField(blank=True, null=True)),
                        ("order", township.fields.EncryptedTextField(blank=True, default="", verbose_name="批示")),
                        ("ordered_on", models.DateField(blank=True, null=True)),
                        ("result", township.fields.EncryptedTextField(blank=True, default="", verbose_name="办理结果")),
                        ("handled_on", models.DateField(blank=True, null=True, verbose_name="办理日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("registered", "待拟办"),
                                    ("opined", "待批示"),
                                    ("assigned", "办理中"),
                                    ("handled", "待核结"),
                                    ("closed", "已办结"),
                                ],
                                default="registered",
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
                            "handled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "opinion_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "ordered_by",
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
                                related_name="incoming_papers",
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
                                verbose_name="承办单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "收文",
                        "ordering": ["-received_on", "-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "due_on"], name="incoming_by_state"),
                            models.Index(fields=["township", "-received_on", "-matter"], name="incoming_latest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ordered_by__isnull", True),
                                    ("opinion_by__isnull", True),
                                    models.Q(("ordered_by", models.F("opinion_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="incoming_opinion_not_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_by__isnull", True),
                                    ("handled_by__isnull", True),
                                    models.Q(("closed_by", models.F("handled_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="incoming_handler_not_closer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["assigned", "handled"]), _negated=True),
                                    ("unit__isnull", False),
                                    _connector="OR",
                                ),
                                name="incoming_with_unit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leave",
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
                                    ("business", "公出"),
                                    ("study", "学习培训"),
                                    ("holiday", "休假"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        ("first", models.DateField(verbose_name="开始日期")),
                        ("last", models.DateField(verbose_name="结束日期")),
                        ("recorded_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leaves",
                                to="township.person",
                                verbose_name="领导",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leaves",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "请假",
                        "ordering": ["-first", "-id"],
                        "indexes": [models.Index(fields=["township", "last"], name="leave_live")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="leave_forward"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterRound",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="letter_round",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("title", models.CharField(max_length=60, verbose_name="名称")),
                        ("sign_by", models.DateField(verbose_name="签订期限")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("submitted", "待审批"),
                                    ("signing", "签订中"),
                                    ("done", "已全部签订"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
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
                                related_name="letter_rounds",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "责任书",
                        "ordering": ["-year", "-matter_id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "year", "title"), name="letters_once_a_year"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["signing", "done"]), _negated=True),
                                    ("approved_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="letters_approved",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="签订日期")),
                        ("party_a", models.CharField(blank=True, max_length=40, verbose_name="甲方签字人")),
                        ("party_b", models.CharField(blank=True, max_length=40, verbose_name="乙方签字人")),
                        ("noted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "letters",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="meetings.letterround",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.attachment",
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
                        "verbose_name": "责任书签订",
                        "ordering": ["unit__order", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("letters", "unit"), name="letter_once_per_unit"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("party_a", ""), ("party_b", ""), ("signed_on__isnull", True)),
                                    models.Q(
                                        ("signed_on__isnull", False),
                                        models.Q(("party_a", ""), _negated=True),
                                        models.Q(("party_b", ""), _negated=True),
                                        models.Q(("party_a", models.F("party_b")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_signed_by_both",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LiaisonPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="联系自")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="联系至")),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="liaison_points",
                                to="township.person",
                                verbose_name="领导",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="liaison_points",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                                verbose_name="联系点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "联系点",
                        "ordering": ["person_id", "unit_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("person", "unit"),
                                name="liaison_point_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="point_forward",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="minutes",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("co_sign", "会签"),
                                    ("submitted", "待审定"),
                                    ("approved", "已审定待印发"),
                                    ("issued", "已印发"),
                                    ("dropped", "已撤销"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1, help_text="counts every move; a stale form is refused"
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="审定日期")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                        ("is_listed_by_hand", models.BooleanField(default=False, verbose_name="收文单位由经办人确定")),
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
                                related_name="minutes",
                                to="township.township",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes",
                                to="meetings.session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会议纪要",
                        "ordering": ["-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "-matter"], name="minutes_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("township", "number"),
                                name="minutes_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("issued_on__isnull", False),
                                        ("state", "issued"),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "issued"), _negated=True),
                                        ("issued_on__isnull", True),
                                        ("number", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="minutes_numbered_when_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["approved", "issued"]), _negated=True),
                                    ("approved_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="minutes_approved_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="topic",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="议题")),
                        ("ask", models.CharField(max_length=500, verbose_name="请会议决定什么")),
                        ("background", models.TextField(blank=True, verbose_name="情况说明")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待办公室提意见"),
                                    ("reviewed", "待召集人决定"),
                                    ("approved", "同意上会"),
                                    ("declined", "不上会"),
                                    ("scheduled", "已列议程"),
                                    ("heard", "已研究"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("proposed_on", models.DateField(verbose_name="提出日期")),
                        ("opinion", models.CharField(blank=True, max_length=500, verbose_name="办公室意见")),
                        ("opinion_on", models.DateField(blank=True, null=True, verbose_name="提出意见日期")),
                        ("remark", models.CharField(blank=True, max_length=500, verbose_name="召集人意见")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="议程顺序")),
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
                            "opinion_by",
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
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="meetings.session",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="topics",
                                to="township.unit",
                                verbose_name="提出单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "议题",
                        "ordering": ["-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "-matter"], name="topic_by_state"),
                            models.Index(fields=["session", "order"], name="topic_agenda"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="topic_proposer_not_decider",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["scheduled", "heard"]), _negated=True),
                                    ("session__isnull", False),
                                    _connector="OR",
                                ),
                                name="topic_on_an_agenda",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=80, verbose_name="事项")),
                        ("heard", township.fields.EncryptedTextField(blank=True, default="", verbose_name="会议听取")),
                        ("held", township.fields.EncryptedTextField(blank=True, default="", verbose_name="会议认为")),
                        (
                            "decided",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="会议议定"),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1, help_text="two writers of one item never overwrite each other"
                            ),
                        ),
                        ("saved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "minutes",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="meetings.minutes",
                            ),
                        ),
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
                            "topic",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="item",
                                to="meetings.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order", "id"],
                        "constraints": [models.UniqueConstraint(fields=("minutes", "order"), name="item_order_once")],
                    },
                ),
                migrations.CreateModel(
                    name="CoSign",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(help_text="of the document")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("pending", "待会签"), ("agree", "同意"), ("dissent", "不同意")],
                                default="pending",
                                max_length=8,
                                verbose_name="意见",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
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
                            "signed_by",
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
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="co_signs",
                                to="meetings.minutes",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="co_signs",
                                to="meetings.minutesitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会签",
                        "ordering": ["item__order", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="co_sign_unit_or_person",
                            ),
                            models.UniqueConstraint(fields=("item", "unit", "version"), name="co_sign_unit_once"),
                            models.UniqueConstraint(fields=("item", "person", "version"), name="co_sign_person_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verdict", "dissent"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="co_sign_dissent_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficePaper",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="office_paper",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("notice", "通知"),
                                    ("circular", "通报"),
                                    ("letter", "函"),
                                    ("report", "报告"),
                                    ("request", "请示"),
                                    ("bulletin", "简报"),
                                    ("circular_week", "周通报"),
                                    ("summary_month", "月小结"),
                                    ("rollup_year", "年汇总"),
                                    ("orders_month", "督办通报"),
                                    ("evaluation_half_year", "半年评价报告"),
                                    ("annual_report", "年度报告"),
                                    ("window_check", "人民满意窗口自查表"),
                                    ("basics_check", "基础业务自查表"),
                                    ("work_points", "年度工作要点"),
                                ],
                                max_length=24,
                                verbose_name="文种",
                            ),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="标题")),
                        (
                            "clause",
                            models.CharField(
                                blank=True, help_text="duty of the rule profile that issuing fulfils", max_length=40
                            ),
                        ),
                        ("period", models.CharField(blank=True, max_length=12)),
                        ("first", models.DateField(blank=True, null=True, verbose_name="数据自")),
                        ("last", models.DateField(blank=True, null=True, verbose_name="数据至")),
                        (
                            "look_on",
                            models.DateField(
                                blank=True, help_text="when the system looks at its untouched draft again", null=True
                            ),
                        ),
                        (
                            "is_untouched",
                            models.BooleanField(
                                default=False, help_text="written by the system, no person has changed it"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("submitted", "待审批"),
                                    ("approved", "已审批待印发"),
                                    ("issued", "已印发"),
                                    ("dropped", "已废止（未印发）"),
                                    ("lapsed", "已过期（无人改动）"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=1, help_text="counts every move; a stale form is refused"
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
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
                                related_name="office_papers",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "发文",
                        "ordering": ["-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "-matter"], name="paper_by_state"),
                            models.Index(fields=["township", "-issued_on", "-matter"], name="paper_latest"),
                            models.Index(fields=["township", "kind", "-issued_on"], name="paper_by_kind"),
                            models.Index(
                                condition=models.Q(("look_on__isnull", False)),
                                fields=["look_on", "township"],
                                name="paper_to_look_at",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("issued_on__isnull", False),
                                        ("state", "issued"),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "issued"), _negated=True),
                                        ("issued_on__isnull", True),
                                        ("number", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="paper_numbered_when_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["approved", "issued"]), _negated=True),
                                    ("approved_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="paper_approved_by_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("clause", ""), _negated=True),
                                    models.Q(("state", "dropped"), _negated=True),
                                ),
                                fields=("township", "clause", "period"),
                                name="paper_once_a_period",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedResolution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=300, verbose_name="议定事项")),
                        ("person_name", models.CharField(blank=True, max_length=40, verbose_name="责任人")),
                        ("due_on", models.DateField(verbose_name="完成时限")),
                        ("done_when", models.CharField(max_length=200, verbose_name="落实标准")),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="meetings.minutesitem",
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
                        "ordering": ["seq", "id"],
                        "constraints": [models.UniqueConstraint(fields=("item", "seq"), name="task_seq_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PointVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="走访日期")),
                        ("text", township.fields.EncryptedTextField(blank=True, default="", verbose_name="督导情况")),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "point",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="meetings.liaisonpoint",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "联系点走访",
                        "ordering": ["-on", "-id"],
                        "indexes": [models.Index(fields=["point", "-on"], name="point_visit_by_day")],
                    },
                ),
                migrations.CreateModel(
                    name="ProposedEdit",
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
                                choices=[("heard", "会议听取"), ("held", "会议认为"), ("decided", "会议议定")],
                                max_length=8,
                                verbose_name="部分",
                            ),
                        ),
                        ("before", township.fields.EncryptedTextField(blank=True, default="", verbose_name="原文")),
                        (
                            "wording",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="建议写法"),
                        ),
                        ("reason", township.fields.EncryptedTextField(blank=True, default="", verbose_name="理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "待处理"),
                                    ("accepted", "已采纳"),
                                    ("declined", "未采纳"),
                                    ("withdrawn", "已收回"),
                                ],
                                default="open",
                                max_length=9,
                                verbose_name="处理",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="edits",
                                to="meetings.minutesitem",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "修改建议",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("item", "part"),
                                name="one_open_edit_per_part",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("state", "open")),
                                    models.Q(models.Q(("state", "open"), _negated=True), ("decided_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="edit_decided_with_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reception",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="reception",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("fixed", "定点接访"),
                                    ("appointed", "重点约访"),
                                    ("village", "下访"),
                                    ("with_case", "带案下访"),
                                ],
                                max_length=10,
                                verbose_name="形式",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="接访日期")),
                        ("place", models.CharField(max_length=120, verbose_name="地点")),
                        ("is_joint", models.BooleanField(default=False, verbose_name="联合接访")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "记录中"), ("closed", "已办结")],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "headcount",
                            models.PositiveIntegerField(
                                default=0, help_text="sum over the visitors", verbose_name="来访人数"
                            ),
                        ),
                        (
                            "case_told",
                            township.fields.EncryptedTextField(
                                blank=True,
                                default="",
                                help_text="of 带案下访: what became of the case that was taken along",
                                verbose_name="所带事项的情况",
                            ),
                        ),
                        (
                            "leader",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receptions",
                                to="township.person",
                                verbose_name="接访领导",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receptions",
                                to="meetings.dutyslot",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receptions",
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
                                verbose_name="所到村（社区）",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "接访记录",
                        "ordering": ["-held_on", "-matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "-held_on"], name="reception_by_day"),
                            models.Index(fields=["leader", "-held_on"], name="reception_by_leader"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalledUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="通知时间")),
                        ("came_at", models.DateTimeField(blank=True, null=True, verbose_name="到场时间")),
                        ("who", models.CharField(blank=True, max_length=60, verbose_name="到场人员")),
                        ("absence", models.CharField(blank=True, max_length=100, verbose_name="未到原因")),
                        ("result", township.fields.EncryptedTextField(blank=True, default="", verbose_name="处理意见")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.unit"
                            ),
                        ),
                        (
                            "reception",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="called_units",
                                to="meetings.reception",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "联合接访单位",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("reception", "unit"), name="called_unit_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("came_at__isnull", True), ("came_at__gte", models.F("called_at")), _connector="OR"
                                ),
                                name="came_after_the_call",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Resolution",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="resolution",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="编号")),
                        ("text", models.CharField(max_length=300, verbose_name="议定事项")),
                        ("person_name", models.CharField(blank=True, max_length=40, verbose_name="责任人")),
                        ("done_when", models.CharField(max_length=200, verbose_name="落实标准")),
                        ("decided_on", models.DateField(verbose_name="印发日期")),
                        ("due_on", models.DateField(verbose_name="完成时限")),
                        (
                            "extension_days",
                            models.PositiveSmallIntegerField(default=0, help_text="natural days, already in due_on"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "待签收"),
                                    ("received", "办理中"),
                                    ("reported", "待核实"),
                                    ("returned", "退回续办"),
                                    ("verified", "已落实"),
                                    ("waiting", "等上级决定"),
                                    ("dropped", "不予实施"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="进度")),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("received_on", models.DateField(blank=True, null=True, verbose_name="签收日期")),
                        ("reported_on", models.DateField(blank=True, null=True, verbose_name="报告落实日期")),
                        ("verified_on", models.DateField(blank=True, null=True, verbose_name="核实日期")),
                        (
                            "waits_since",
                            models.DateField(
                                blank=True,
                                help_text="三重一大: the limit stands still",
                                null=True,
                                verbose_name="等决定起",
                            ),
                        ),
                        (
                            "planned",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolution",
                                to="meetings.plannedresolution",
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
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolutions",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolutions",
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
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolutions",
                                to="meetings.session",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolutions",
                                to="meetings.topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "议定事项",
                        "ordering": ["due_on", "matter_id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "due_on"], name="resolution_by_state"),
                            models.Index(fields=["unit", "state", "due_on"], name="resolution_by_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("percent__lte", 100)), name="resolution_percent_at_most_100"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("extension_days__lte", 30)), name="resolution_extension_at_most_30"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_by__isnull", True),
                                    models.Q(
                                        ("reported_by__isnull", False),
                                        models.Q(("verified_by", models.F("reported_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="resolution_reporter_not_verifier",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "verified"), _negated=True),
                                    ("verified_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="resolution_verified_with_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "waiting"), _negated=True),
                                    ("waits_since__isnull", False),
                                    _connector="OR",
                                ),
                                name="resolution_waits_since_a_day",
                            ),
                        ],
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
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("move", models.CharField(max_length=20)),
                        ("percent", models.PositiveSmallIntegerField(verbose_name="进度")),
                        ("text", models.CharField(max_length=500, verbose_name="情况")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "resolution",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress",
                                to="meetings.resolution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "落实情况",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["resolution", "id"], name="progress_in_order")],
                    },
                ),
                migrations.CreateModel(
                    name="MajorMark",
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
                                    ("decision", "重大决策"),
                                    ("appointment", "重要人事任免"),
                                    ("project", "重大项目安排"),
                                    ("funds", "大额度资金使用"),
                                    ("issue", "涉及信访工作改革发展的重大问题"),
                                    ("case", "重要信访事项的处理意见"),
                                ],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="理由")),
                        ("marked_on", models.DateField(verbose_name="确定日期")),
                        ("lifted_on", models.DateField(blank=True, null=True, verbose_name="取消日期")),
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
                            "marked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "resolution",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="major_marks",
                                to="meetings.resolution",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="major_marks",
                                to="meetings.topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "三重一大",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("resolution__isnull", False), ("topic__isnull", True)),
                                    models.Q(("resolution__isnull", True), ("topic__isnull", False)),
                                    _connector="OR",
                                ),
                                name="major_topic_or_resolution",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_on__isnull", True)),
                                fields=("topic",),
                                name="major_topic_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_on__isnull", True)),
                                fields=("resolution",),
                                name="major_resolution_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Series",
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
                                    ("plenary", "全体会议"),
                                    ("work", "工作会议"),
                                    ("topical", "专题会议"),
                                    ("ad_hoc", "临时会议"),
                                    ("office_hours", "集中办公"),
                                ],
                                max_length=14,
                                verbose_name="会议种类",
                            ),
                        ),
                        ("title", models.CharField(max_length=40, verbose_name="会议名称")),
                        ("place", models.CharField(max_length=60, verbose_name="地点")),
                        ("requirement", models.CharField(blank=True, max_length=300, verbose_name="会议要求")),
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("weekly", "每周"),
                                    ("monthly", "每月"),
                                    ("quarterly", "每季度"),
                                    ("half_yearly", "每半年"),
                                    ("yearly", "每年"),
                                ],
                                max_length=12,
                                verbose_name="多久一次",
                            ),
                        ),
                        (
                            "day",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="of the month the period ends in", null=True, verbose_name="几日"
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "星期一"),
                                    (2, "星期二"),
                                    (3, "星期三"),
                                    (4, "星期四"),
                                    (5, "星期五"),
                                    (6, "星期六"),
                                    (7, "星期日"),
                                ],
                                help_text="1 = Monday, weekly series",
                                null=True,
                                verbose_name="星期",
                            ),
                        ),
                        (
                            "shift",
                            models.CharField(
                                choices=[("forward", "顺延到下一个工作日"), ("back", "提前到上一个工作日")],
                                default="forward",
                                max_length=8,
                                verbose_name="遇休息日",
                            ),
                        ),
                        ("starts", models.TimeField(verbose_name="开始时间")),
                        ("minutes", models.PositiveSmallIntegerField(default=120, verbose_name="时长（分钟）")),
                        (
                            "lead_days",
                            models.PositiveSmallIntegerField(
                                default=7, help_text="natural days", verbose_name="提前几天筹备"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("running", "按期筹备"), ("paused", "暂停"), ("ended", "已终止")],
                                default="running",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("trouble", models.CharField(blank=True, max_length=200, verbose_name="没有筹备成的原因")),
                        ("created_on", models.DateField()),
                        (
                            "chair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="主持人",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="session_series",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会议周期",
                        "ordering": ["state", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cadence", "weekly"), ("day__isnull", True), ("weekday__isnull", False)),
                                    models.Q(
                                        models.Q(("cadence", "weekly"), _negated=True),
                                        ("day__isnull", False),
                                        ("weekday__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="series_day_fits_cadence",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeriesSeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.CharField(choices=[("member", "成员"), ("invitee", "列席")], max_length=8)),
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
                            "series",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="meetings.series"
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
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="series_seat_unit_or_person",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeriesSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", models.CharField(max_length=12)),
                        (
                            "series",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="meetings.series",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="in_series",
                                to="meetings.session",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "period"), name="series_session_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                                choices=[("member", "成员"), ("invitee", "列席")], max_length=8, verbose_name="身份"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=40, verbose_name="参会人")),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                        ("receipt_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                        ("leave_reason", models.CharField(blank=True, max_length=100, verbose_name="请假事由")),
                        ("leave_at", models.DateTimeField(blank=True, null=True, verbose_name="请假时间")),
                        ("deputy_name", models.CharField(blank=True, max_length=40, verbose_name="代会人")),
                        ("deputy_title", models.CharField(blank=True, max_length=40, verbose_name="代会人职务")),
                        ("is_present", models.BooleanField(blank=True, null=True, verbose_name="到会")),
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
                            "receipt_by",
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
                            "session",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="meetings.session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "参会",
                        "ordering": ["order", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="seat_unit_or_person",
                            ),
                            models.UniqueConstraint(fields=("session", "unit"), name="seat_unit_once"),
                            models.UniqueConstraint(fields=("session", "person"), name="seat_person_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deputy_name", ""), models.Q(("leave_reason", ""), _negated=True), _connector="OR"
                                ),
                                name="seat_deputy_only_on_leave",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionNotice",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="session_notice",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("submitted", "待审批"),
                                    ("approved", "已审批待印发"),
                                    ("issued", "已印发"),
                                    ("dropped", "不再印发"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                        ("is_outdated", models.BooleanField(default=False, verbose_name="会议有变更")),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.document"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="meetings.session",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="session_notices",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会议通知",
                        "ordering": ["-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "-matter"], name="notice_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("township", "number"),
                                name="notice_number_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["approved", "draft", "submitted"])),
                                fields=("session",),
                                name="one_notice_in_hand",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("issued_on__isnull", False),
                                        ("state", "issued"),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "issued"), _negated=True),
                                        ("issued_on__isnull", True),
                                        ("number", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="notice_numbered_when_issued",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Swap",
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
                                    ("asked", "待对方同意"),
                                    ("accepted", "待办公室确认"),
                                    ("approved", "已调班"),
                                    ("declined", "对方不同意"),
                                    ("refused", "办公室未同意"),
                                    ("withdrawn", "已撤回"),
                                    ("undone", "已恢复原班"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answer_note",
                            models.CharField(
                                blank=True, help_text="如：本人电话同意", max_length=60, verbose_name="代办说明"
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "back",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="swaps_back",
                                to="meetings.dutyslot",
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
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="swaps",
                                to="meetings.dutyslot",
                            ),
                        ),
                        (
                            "taker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="swaps",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "调班",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("giver", models.F("taker")), _negated=True), name="swap_two_people"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(
                                        models.Q(("decided_by", models.F("answered_by")), _negated=True),
                                        models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="swap_decided_by_another",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "accepted"])),
                                fields=("slot",),
                                name="swap_one_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SlotChange",
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
                                    ("edit", "手工调整"),
                                    ("leave", "请假顶岗"),
                                    ("no_show", "未到岗顶岗"),
                                    ("swap", "调班"),
                                    ("undo", "恢复原班"),
                                    ("fill", "补排"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "a_after",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "a_before",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "b_after",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "b_before",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
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
                            "leave",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="meetings.leave",
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="meetings.dutyslot",
                            ),
                        ),
                        (
                            "swap",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="meetings.swap",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="referral",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("subject", models.CharField(max_length=60, verbose_name="事由")),
                        (
                            "organ",
                            models.CharField(
                                choices=[("party", "党委"), ("government", "人民政府")],
                                max_length=10,
                                verbose_name="主送机关",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "拟稿"),
                                    ("submitted", "待签发"),
                                    ("approved", "已签发待印发"),
                                    ("issued", "已报送待批复"),
                                    ("decided", "已有决定"),
                                    ("dropped", "不再请示"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="签发日期")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="报送日期")),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("agreed", "同意"),
                                    ("amended", "原则同意，按决定修改后实施"),
                                    ("declined", "不同意"),
                                    ("deferred", "退回补充后再报"),
                                ],
                                max_length=10,
                                verbose_name="决定",
                            ),
                        ),
                        ("decided_in", models.CharField(blank=True, max_length=60, verbose_name="决定会议")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                        ("decision_number", models.CharField(blank=True, max_length=60, verbose_name="决定文号")),
                        (
                            "decision",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="决定内容"),
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
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.document"
                            ),
                        ),
                        (
                            "mark",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="meetings.majormark",
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
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="township.township",
                            ),
                        ),
                        (
                            "resolution",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="meetings.resolution",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="meetings.topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "请示",
                        "ordering": ["-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "-matter"], name="referral_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("township", "number"),
                                name="referral_number_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["approved", "draft", "issued", "submitted"])),
                                fields=("mark",),
                                name="one_live_referral_per_mark",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_by__isnull", False),
                                        ("issued_on__isnull", False),
                                        ("state__in", ["issued", "decided"]),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ["issued", "decided"]), _negated=True),
                                        ("issued_on__isnull", True),
                                        ("number", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_numbered_when_issued",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_on__isnull", False),
                                        ("state", "decided"),
                                        models.Q(("verdict", ""), _negated=True),
                                    ),
                                    models.Q(models.Q(("state", "decided"), _negated=True), ("verdict", "")),
                                    _connector="OR",
                                ),
                                name="referral_decided_with_verdict",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_on__isnull", True),
                                    ("decided_on__gte", models.F("issued_on")),
                                    _connector="OR",
                                ),
                                name="referral_decided_after_issue",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Material",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤下时间")),
                        (
                            "attachment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.attachment"
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="materials",
                                to="meetings.session",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="materials",
                                to="meetings.topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "会议材料",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("session__isnull", True), ("topic__isnull", False)),
                                    models.Q(("session__isnull", False), ("topic__isnull", True)),
                                    _connector="OR",
                                ),
                                name="material_session_or_topic",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitMeeting",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="unit_meeting",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        ("held_on", models.DateField(verbose_name="召开日期")),
                        ("chair_name", models.CharField(max_length=40, verbose_name="主持人")),
                        ("present", models.PositiveSmallIntegerField(verbose_name="到会人数")),
                        (
                            "summed_up",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="上月工作小结"),
                        ),
                        (
                            "analysis",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="形势分析"),
                        ),
                        ("plan", township.fields.EncryptedTextField(blank=True, default="", verbose_name="下月打算")),
                        ("recorded_on", models.DateField(verbose_name="登记日期")),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_meetings",
                                to="township.township",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_meetings",
                                to="township.unit",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "单位例会",
                        "ordering": ["-month", "unit__order", "matter_id"],
                        "indexes": [models.Index(fields=["township", "-month"], name="unit_meeting_by_month")],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "month"), name="unit_meeting_once_a_month"),
                            models.CheckConstraint(
                                condition=models.Q(("present__gte", 1)), name="unit_meeting_with_somebody"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("recorded_on__gte", models.F("held_on"))),
                                name="unit_meeting_recorded_after",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visitor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        ("name", township.fields.EncryptedTextField(blank=True, default="", verbose_name="姓名")),
                        ("masked_name", models.CharField(blank=True, max_length=20)),
                        ("phone", township.fields.EncryptedTextField(blank=True, default="", verbose_name="电话")),
                        ("headcount", models.PositiveSmallIntegerField(default=1, verbose_name="人数")),
                        ("words", township.fields.EncryptedTextField(blank=True, default="", verbose_name="反映情况")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("pending", "待处理"),
                                    ("case", "登记为信访事项"),
                                    ("answered", "当场答复"),
                                    ("recorded", "记明原因"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="结果",
                            ),
                        ),
                        (
                            "result",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="答复或原因"),
                        ),
                        (
                            "promise",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="承诺事项"),
                        ),
                        ("promise_due_on", models.DateField(blank=True, null=True, verbose_name="承诺期限")),
                        ("promise_kept_on", models.DateField(blank=True, null=True, verbose_name="兑现日期")),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.matter",
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
                            "reception",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visitors",
                                to="meetings.reception",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "来访",
                        "ordering": ["seq"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("promise_due_on__isnull", False), ("promise_kept_on__isnull", True)
                                ),
                                fields=["promise_due_on"],
                                name="promise_open",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("reception", "seq"), name="visitor_seq_once"),
                            models.CheckConstraint(
                                condition=models.Q(("headcount__gte", 1)), name="visitor_at_least_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case__isnull", False), ("outcome", "case")),
                                    models.Q(models.Q(("outcome", "case"), _negated=True), ("case__isnull", True)),
                                    _connector="OR",
                                ),
                                name="visitor_case_when_registered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitorCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=40, verbose_name="更正内容")),
                        (
                            "before",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="原来的记录"),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="更正理由")),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "visitor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="meetings.visitor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "接访记录更正",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="WorkingGroup",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="working_group",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("policy", "政策性"),
                                    ("cross_area", "跨地区"),
                                    ("many_people", "涉众"),
                                    ("other", "其他重要问题"),
                                ],
                                max_length=12,
                                verbose_name="成立依据",
                            ),
                        ),
                        (
                            "mandate",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="工作任务"),
                        ),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("week", "每周"),
                                    ("half_month", "每半月"),
                                    ("month", "每月"),
                                    ("quarter", "每季度"),
                                ],
                                default="month",
                                max_length=10,
                                verbose_name="报告周期",
                            ),
                        ),
                        ("report_due_on", models.DateField(blank=True, null=True, verbose_name="下次报告")),
                        ("proposed_on", models.DateField(verbose_name="提出日期")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                        ("remark", models.CharField(blank=True, max_length=300, verbose_name="召集人意见")),
                        ("result", township.fields.EncryptedTextField(blank=True, default="", verbose_name="工作结果")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待召集人决定"),
                                    ("live", "运行中"),
                                    ("declined", "不同意成立"),
                                    ("withdrawn", "已撤回"),
                                    ("disbanded", "已撤销"),
                                ],
                                default="proposed",
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
                            "head",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="组长",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.unit",
                                verbose_name="牵头单位",
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
                                related_name="working_groups",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "专项工作小组",
                        "ordering": ["-matter_id"],
                        "indexes": [models.Index(fields=["township", "state", "-matter"], name="group_by_state")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="group_proposer_not_decider",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "disbanded"), _negated=True),
                                    ("ended_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="group_ended_with_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("due_on", models.DateField(null=True, verbose_name="应报日期")),
                        ("text", township.fields.EncryptedTextField(blank=True, default="", verbose_name="工作情况")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="meetings.workinggroup",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "小组报告",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="GroupMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("left_on", models.DateField(blank=True, null=True)),
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
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="meetings.workinggroup",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="member_unit_or_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("left_on__isnull", True)),
                                fields=("group", "unit"),
                                name="member_unit_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("left_on__isnull", True)),
                                fields=("group", "person"),
                                name="member_person_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkPlan",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="work_plan",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("preface", models.TextField(blank=True, verbose_name="总体要求")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "拟稿"), ("submitted", "审批中"), ("issued", "已印发")],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "paper",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_plan",
                                to="meetings.officepaper",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_plans",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "年度工作要点",
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "year"), name="plan_once_a_year"),
                            models.CheckConstraint(
                                condition=models.Q(("state", "draft"), ("paper__isnull", False), _connector="OR"),
                                name="plan_with_paper",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=200, verbose_name="要点")),
                        ("due_on", models.DateField(verbose_name="完成时限")),
                        ("done_when", models.CharField(max_length=200, verbose_name="完成标准")),
                        ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="进度")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                        (
                            "plan",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="points",
                                to="meetings.workplan",
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
                        "verbose_name": "工作要点",
                        "ordering": ["seq", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("percent__lt", 100)), fields=["unit", "due_on"], name="point_open"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "seq"), name="point_seq_once"),
                            models.CheckConstraint(
                                condition=models.Q(("percent__lte", 100)), name="point_percent_at_most_100"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_on__isnull", False), ("percent", 100)),
                                    models.Q(("done_on__isnull", True), ("percent__lt", 100)),
                                    _connector="OR",
                                ),
                                name="point_done_with_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PointProgress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("percent", models.PositiveSmallIntegerField(verbose_name="进度")),
                        ("text", models.CharField(max_length=300, verbose_name="情况")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "point",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress",
                                to="meetings.workpoint",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "要点进展",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="WorkReport",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="work_report",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("period", models.CharField(max_length=12, verbose_name="周期")),
                        ("period_label", models.CharField(max_length=30)),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        ("addressee", models.CharField(max_length=60, verbose_name="主送")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "拟稿"), ("submitted", "待签发"), ("issued", "已报送")],
                                default="draft",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="报送日期")),
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
                                related_name="work_reports",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工作报告",
                        "ordering": ["-first", "-matter_id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "period"), name="work_report_once_a_period"),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="work_report_period_forward"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "issued"), _negated=True),
                                    models.Q(
                                        ("document__isnull", False),
                                        ("issued_on__isnull", False),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="work_report_numbered_when_issued",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hearing",
                    fields=[
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="hearing",
                                serialize=False,
                                to="records.matter",
                            ),
                        ),
                        ("period", models.CharField(max_length=12, verbose_name="季度")),
                        ("period_label", models.CharField(max_length=30)),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("opened", "待听取"),
                                    ("arranged", "已安排会议"),
                                    ("recorded", "已听取"),
                                    ("lapsed", "未听取"),
                                ],
                                default="opened",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("organ", models.CharField(blank=True, max_length=60, verbose_name="听取的会议")),
                        ("held_on", models.DateField(blank=True, null=True, verbose_name="会议日期")),
                        ("chair_name", models.CharField(blank=True, max_length=40, verbose_name="主持人")),
                        (
                            "opinions",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="会议意见"),
                        ),
                        (
                            "decisions",
                            township.fields.EncryptedTextField(blank=True, default="", verbose_name="会议决定"),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hearings",
                                to="township.township",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hearing",
                                to="meetings.session",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hearings",
                                to="meetings.workreport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "听取汇报",
                        "ordering": ["-first", "-matter_id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "period"), name="hearing_once_a_quarter"),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))), name="hearing_period_forward"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "recorded"), _negated=True),
                                    models.Q(("held_on__isnull", False), models.Q(("organ", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="hearing_recorded_whole",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name="dispatchpack",
            name="dispatch",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="packs",
                to="meetings.dispatch",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatchpack",
            constraint=models.UniqueConstraint(fields=("dispatch", "version"), name="dispatch_pack_version_once"),
        ),
    ]
