"""The tables of this app, written by script/remake_migrations."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import township.fields
import township.tables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        township.tables.CreateTables(
            models=[
                migrations.CreateModel(
                    name="Township",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=12, unique=True, verbose_name="区划代码")),
                        (
                            "name",
                            models.CharField(
                                help_text="机关全称，文书署名用，如“清河镇人民政府”", max_length=60, verbose_name="名称"
                            ),
                        ),
                        ("short_name", models.CharField(help_text="如“清河镇”", max_length=20, verbose_name="简称")),
                        ("mark", models.CharField(help_text="如“清信”", max_length=10, verbose_name="文号代字")),
                        ("office_name", models.CharField(max_length=60, verbose_name="联席办名称")),
                        ("office_phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                        ("office_address", models.CharField(blank=True, max_length=120, verbose_name="通信地址")),
                        ("reception_hours", models.CharField(blank=True, max_length=120, verbose_name="接待时间")),
                        ("reception_place", models.CharField(blank=True, max_length=120, verbose_name="接待地点")),
                        (
                            "review_organ",
                            models.CharField(
                                help_text="如“清川县人民政府”（条例第三十五条）", max_length=60, verbose_name="复查机关"
                            ),
                        ),
                        (
                            "final_review_organ",
                            models.CharField(
                                help_text="如“江州市人民政府”（条例第三十六条）", max_length=60, verbose_name="复核机关"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "乡镇",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        (
                            "title",
                            models.CharField(
                                blank=True, help_text="如“党委副书记”", max_length=60, verbose_name="职务"
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="工作电话")),
                        ("is_active", models.BooleanField(default=True, verbose_name="在岗")),
                        (
                            "lent_rights",
                            models.JSONField(
                                default=list,
                                help_text="codes of rights that no post gives, each on single things only, which the upper floor knows",
                            ),
                        ),
                        (
                            "served",
                            models.JSONField(
                                default=list,
                                help_text="terms [role, from, until, in whose place] of a person who ever stood in for another, else empty",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "人员",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["township", "name"], name="township_pe_townshi_523719_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("username", models.CharField(max_length=40, unique=True, verbose_name="账号")),
                        ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                        ("is_platform_admin", models.BooleanField(default=False, verbose_name="平台管理员")),
                        ("must_change_password", models.BooleanField(default=False, verbose_name="下次登录须改密码")),
                        (
                            "password_changed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="密码修改时间"),
                        ),
                        (
                            "unconfirmed_since",
                            models.DateTimeField(
                                blank=True,
                                help_text="until it is confirmed no restricted matter opens",
                                null=True,
                                verbose_name="重置后待确认",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "township",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="township.township",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="township.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "账号",
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("is_platform_admin", True),
                                        ("person__isnull", True),
                                        ("township__isnull", True),
                                    ),
                                    models.Q(
                                        ("is_platform_admin", False),
                                        ("person__isnull", False),
                                        ("township__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="account_has_person_or_is_platform",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkCalendarYear",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveIntegerField(unique=True, verbose_name="年份")),
                        (
                            "source",
                            models.CharField(help_text="如“国办发明电〔2025〕7号”", max_length=80, verbose_name="依据"),
                        ),
                        ("imported_at", models.DateTimeField(verbose_name="导入时间")),
                        ("imported_by", models.CharField(max_length=40, verbose_name="导入人")),
                    ],
                    options={
                        "verbose_name": "工作日历年度",
                        "ordering": ["year"],
                    },
                ),
                migrations.CreateModel(
                    name="Authenticator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "throttling_failure_timestamp",
                            models.DateTimeField(
                                blank=True,
                                default=None,
                                help_text="A timestamp of the last failed verification attempt. Null if last attempt succeeded.",
                                null=True,
                            ),
                        ),
                        (
                            "throttling_failure_count",
                            models.PositiveIntegerField(default=0, help_text="Number of successive failed attempts."),
                        ),
                        ("secret", township.fields.EncryptedTextField(blank=True, default="")),
                        ("last_step", models.BigIntegerField(default=-1)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="authenticator",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="JournalHead",
                    fields=[
                        (
                            "township",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="journal_head",
                                serialize=False,
                                to="township.township",
                            ),
                        ),
                        ("last_seq", models.PositiveBigIntegerField(default=0)),
                        (
                            "last_hash",
                            models.CharField(
                                default="0000000000000000000000000000000000000000000000000000000000000000",
                                max_length=64,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PaperCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("hashed", models.CharField(max_length=128)),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_codes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PasswordReset",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="理由")),
                        ("must_drop_factor", models.BooleanField(default=False, verbose_name="一并停用动态验证码")),
                        ("first_half", township.fields.EncryptedTextField(blank=True, default="")),
                        ("asked_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resets",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.township"
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "handed_by",
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
                        "verbose_name": "密码重置",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("cancelled_at__isnull", True), ("done_at__isnull", True)),
                                fields=("account",),
                                name="reset_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("handed_by__isnull", True),
                                    models.Q(("handed_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="reset_handed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="reset_confirmed_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdoptedProfile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=60, verbose_name="制度方案")),
                        ("source", models.CharField(max_length=120, verbose_name="依据文件")),
                        ("values", models.JSONField(default=dict)),
                        ("valid_from", models.DateField(verbose_name="实行日期")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待确认"), ("confirmed", "已确认"), ("returned", "已退回")],
                                default="proposed",
                                max_length=9,
                                verbose_name="状态",
                            ),
                        ),
                        ("proposer", models.CharField(help_text="name, also of a system actor", max_length=40)),
                        ("proposed_at", models.DateTimeField()),
                        ("decider", models.CharField(blank=True, max_length=40)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="确认意见")),
                        (
                            "base",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="edits",
                                to="township.adoptedprofile",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adopted_profiles",
                                to="township.township",
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
                            "proposed_by",
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
                        "verbose_name": "采用的制度方案",
                        "ordering": ["-valid_from", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("township",),
                                name="one_profile_proposal_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proposed_by__isnull", True),
                                    ("decided_by__isnull", True),
                                    models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="profile_proposer_not_decider",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleClause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("profile", models.CharField(blank=True, max_length=20)),
                        ("key", models.CharField(max_length=40)),
                        ("institution", models.CharField(blank=True, max_length=4, verbose_name="制度")),
                        ("label", models.CharField(max_length=80, verbose_name="应办事项")),
                        ("citation", models.CharField(max_length=80, verbose_name="依据")),
                        ("text", models.TextField(verbose_name="原文")),
                        ("cadence", models.CharField(max_length=12, verbose_name="周期")),
                        ("owed_by", models.CharField(max_length=8, verbose_name="由谁办")),
                        (
                            "unit_kinds",
                            models.JSONField(
                                default=list, help_text='kinds of the units that owe it: ["member", "village"]'
                            ),
                        ),
                        ("due", models.JSONField(default=dict)),
                        ("remind", models.JSONField(default=dict)),
                        (
                            "escalate_after",
                            models.PositiveSmallIntegerField(default=0, help_text="working days, 0 = never"),
                        ),
                        ("is_office_rule", models.BooleanField(default=False, verbose_name="本办规定")),
                        ("office_reason", models.CharField(blank=True, max_length=200)),
                        ("valid_from", models.DateField(verbose_name="实行日期")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="停止日期")),
                        (
                            "changer",
                            models.CharField(blank=True, help_text="name, also of a system actor", max_length=40),
                        ),
                        ("changed_at", models.DateTimeField()),
                        (
                            "changed_by",
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
                                related_name="rule_clauses",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "制度条款",
                        "ordering": ["institution", "key", "-valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to__isnull", True)),
                                fields=("township", "key"),
                                name="one_clause_row_open",
                            ),
                            models.UniqueConstraint(
                                fields=("township", "key", "valid_from"), name="one_clause_row_from_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="clause_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClauseChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("edit", "修改"), ("end", "停止执行"), ("add", "增加")],
                                default="edit",
                                max_length=4,
                                verbose_name="办法",
                            ),
                        ),
                        ("values", models.JSONField(default=dict)),
                        ("valid_from", models.DateField(verbose_name="实行日期")),
                        ("reason", models.CharField(max_length=200, verbose_name="修改理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待确认"), ("confirmed", "已确认"), ("returned", "已退回")],
                                default="proposed",
                                max_length=9,
                                verbose_name="状态",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="确认意见")),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clause_changes",
                                to="township.township",
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
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "clause",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="township.ruleclause",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "制度条款修改",
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["township", "state", "-id"], name="clause_changes_by_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("township", "key"),
                                name="one_clause_proposal_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="clause_proposer_not_decider",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("clause__isnull", True), ("kind", "add")),
                                    models.Q(models.Q(("kind", "add"), _negated=True), ("clause__isnull", False)),
                                    _connector="OR",
                                ),
                                name="clause_change_names_its_clause",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SettingValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=60)),
                        ("value", models.CharField(max_length=200)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="setting_values",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "参数",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["township", "key", "-id"], name="township_se_townshi_ebdfac_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
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
                                    ("township", "乡镇"),
                                    ("member", "成员单位"),
                                    ("village", "村（社区）"),
                                    ("grid", "网格"),
                                    ("outside", "外部机关"),
                                ],
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "outside_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("district_office", "区县信访联席办"),
                                    ("review", "复查复核机关"),
                                    ("discipline", "纪检监察机关"),
                                    ("political_legal", "政法部门"),
                                    ("other", "其他机关"),
                                ],
                                max_length=20,
                                verbose_name="外部机关类别",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="名称")),
                        ("short_name", models.CharField(blank=True, max_length=20, verbose_name="简称")),
                        ("is_office", models.BooleanField(default=False, verbose_name="联席办公室")),
                        (
                            "households",
                            models.PositiveIntegerField(
                                blank=True, help_text="网格填写", null=True, verbose_name="户数"
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="办公电话")),
                        ("path", models.CharField(default="", editable=False, max_length=120)),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                        ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="township.unit",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "单位",
                        "ordering": ["order", "id"],
                        "indexes": [
                            models.Index(
                                fields=["township", "kind", "is_active"], name="township_un_townshi_e901f0_idx"
                            ),
                            models.Index(fields=["path"], name="township_un_path_f4bfc8_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("township", "name"), name="unit_name_once_per_township"),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "township")),
                                fields=("township",),
                                name="one_root_per_township",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_office", True)),
                                fields=("township",),
                                name="one_office_per_township",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chief_convenor", "总召集人"),
                                    ("convenor", "召集人"),
                                    ("director", "办公室主任"),
                                    ("clerk", "经办人"),
                                    ("liaison", "联络员"),
                                    ("leader", "班子成员"),
                                    ("grid_member", "网格员"),
                                    ("auditor", "审计员"),
                                    ("sysadmin", "系统管理员"),
                                ],
                                max_length=20,
                                verbose_name="岗位",
                            ),
                        ),
                        ("portfolio", models.CharField(blank=True, max_length=120, verbose_name="分管领域")),
                        ("basis", models.CharField(blank=True, max_length=120, verbose_name="任职依据")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                        ("starts_on", models.DateField(verbose_name="任职日期")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="离任日期")),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                        (
                            "confirmed_by",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="township.person",
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
                            "stands_in_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputies",
                                to="township.post",
                                verbose_name="代行",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="township.township",
                            ),
                        ),
                        (
                            "portfolio_units",
                            models.ManyToManyField(
                                blank=True, related_name="in_portfolio_of", to="township.unit", verbose_name="分管单位"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="township.unit"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "任职",
                        "ordering": ["order", "starts_on", "id"],
                        "indexes": [
                            models.Index(fields=["person", "starts_on"], name="township_po_person__a2a11a_idx"),
                            models.Index(
                                fields=["township", "role", "starts_on"], name="township_po_townshi_30a8c7_idx"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="post_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proposed_by__isnull", True),
                                    ("confirmed_by__isnull", True),
                                    models.Q(("proposed_by", models.F("confirmed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="post_proposer_not_confirmer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MemberChange",
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
                                choices=[("member", "成员变更"), ("liaison", "联络员变更")],
                                max_length=8,
                                verbose_name="事项",
                            ),
                        ),
                        ("new_name", models.CharField(max_length=40, verbose_name="新人员姓名")),
                        ("new_title", models.CharField(blank=True, max_length=60, verbose_name="新人员职务")),
                        ("new_phone", models.CharField(blank=True, max_length=40, verbose_name="新人员电话")),
                        ("effective_on", models.DateField(verbose_name="变更日期")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="变更原因")),
                        (
                            "state",
                            models.CharField(
                                choices=[("reported", "待备案"), ("recorded", "已备案"), ("returned", "已退回")],
                                default="reported",
                                max_length=8,
                                verbose_name="状态",
                            ),
                        ),
                        ("reported_at", models.DateTimeField(verbose_name="报告时间")),
                        ("recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="备案时间")),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="备案意见")),
                        ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="召集人阅知时间")),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="member_changes",
                                to="township.township",
                            ),
                        ),
                        (
                            "old_person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                                verbose_name="原人员",
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
                            "reported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="township.person"
                            ),
                        ),
                        (
                            "seen_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.person",
                            ),
                        ),
                        (
                            "new_post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.post",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="member_changes",
                                to="township.unit",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "变更备案",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["township", "state", "-id"], name="township_me_townshi_800dff_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("recorded_by__isnull", True),
                                    models.Q(("recorded_by", models.F("reported_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="change_reporter_not_recorder",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkCalendarDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="日期")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("off", "放假"), ("work", "补班")], max_length=4, verbose_name="类别"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("source", models.CharField(max_length=80, verbose_name="依据")),
                        (
                            "entered_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="录入时间"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工作日历",
                        "ordering": ["date"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("township__isnull", True)),
                                fields=("date",),
                                name="national_day_once",
                            ),
                            models.UniqueConstraint(fields=("township", "date"), name="local_day_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JournalEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seq", models.PositiveBigIntegerField()),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("action", models.CharField(max_length=60, verbose_name="行为")),
                        ("actor_name", models.CharField(max_length=100, verbose_name="操作人")),
                        ("account_id", models.BigIntegerField(null=True)),
                        ("person_id", models.BigIntegerField(null=True)),
                        ("subject_kind", models.CharField(blank=True, max_length=30)),
                        ("subject_id", models.BigIntegerField(null=True)),
                        ("subject_label", models.CharField(blank=True, max_length=60, verbose_name="对象")),
                        ("is_success", models.BooleanField(default=True, verbose_name="成功")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                        ("detail", models.JSONField(default=dict)),
                        ("ip", models.CharField(blank=True, max_length=45)),
                        ("prev_hash", models.CharField(max_length=64)),
                        ("hash", models.CharField(max_length=64)),
                        (
                            "township",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="journal",
                                to="township.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "流转与查阅记录",
                        "ordering": ["-seq"],
                        "indexes": [
                            models.Index(
                                fields=["township", "subject_kind", "subject_id", "-seq"],
                                name="township_jo_townshi_d89c16_idx",
                            ),
                            models.Index(fields=["township", "action", "-seq"], name="township_jo_townshi_6ea13c_idx"),
                            models.Index(
                                fields=["township", "person_id", "-seq"], name="township_jo_townshi_e4b356_idx"
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("township", "seq"), name="journal_seq_once")],
                    },
                ),
                migrations.CreateModel(
                    name="LoginSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("session_key", models.CharField(max_length=40)),
                        ("ip", models.CharField(blank=True, max_length=45, verbose_name="地址")),
                        ("browser", models.CharField(blank=True, max_length=120, verbose_name="浏览器")),
                        ("began_at", models.DateTimeField(verbose_name="登录时间")),
                        ("seen_at", models.DateTimeField(verbose_name="最近使用")),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "end",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("logout", "本人退出"),
                                    ("idle", "超时"),
                                    ("revoked", "被结束"),
                                    ("password", "密码已改"),
                                    ("off", "账号停用"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "登录",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)), fields=["account"], name="session_open"
                            ),
                            models.Index(fields=["seen_at"], name="township_lo_seen_at_ae3680_idx"),
                        ],
                    },
                ),
            ],
        ),
    ]
