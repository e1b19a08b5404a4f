"""How notices reach me, and the township's group robot."""

from django import forms

from records.notices.rules.webhooks import KIND_WORDS


class ChoiceForm(forms.Form):
    """One's own channels. The address is judged by the action, in one sentence."""

    email = forms.CharField(
        label="邮箱地址",
        required=False,
        max_length=200,
        help_text="用工作邮箱。邮件里只有编号、步骤和日期，没有姓名和事由。",
        error_messages={"max_length": "邮箱地址太长。"},
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email", "autocapitalize": "none"}),
    )
    digest = forms.BooleanField(label="每个工作日发一封汇总（有未阅通知时才发）", required=False)
    digest_hour = forms.TypedChoiceField(
        label="汇总发送时间",
        choices=[(hour, f"{hour} 点") for hour in range(24)],
        coerce=int,
        error_messages={"required": "请选择时间。", "invalid_choice": "请从列表里选择时间。"},
    )
    each = forms.BooleanField(
        label="另外每条通知即时发一封邮件",
        required=False,
        help_text="夜间成批产生的临期、超期提醒不逐条发，只进汇总。",
    )


class WebhookForm(forms.Form):
    """The robot. What is stored is not shown again: an empty field keeps it."""

    kind = forms.ChoiceField(
        label="种类",
        choices=list(KIND_WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择群机器人的种类。", "invalid_choice": "请选择群机器人的种类。"},
    )
    url = forms.CharField(
        label="机器人地址",
        required=False,
        max_length=500,
        help_text="从群机器人设置页整行复制。知道地址的人都能向群里发消息，所以加密保存，以后不再完整显示；留空表示不改。",
        error_messages={"max_length": "机器人地址太长。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label="加签密钥（只有钉钉有）",
        required=False,
        max_length=200,
        help_text="钉钉机器人安全设置选“加签”时得到，SEC 开头；留空表示不改。",
        error_messages={"max_length": "加签密钥太长。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    is_on = forms.BooleanField(label="启用：每个工作日向群里发一条未阅通知的条数", required=False)
