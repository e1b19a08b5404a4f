"""Forms of log-in and passwords."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


def plain_helper(verb: str) -> FormHelper:
    """Posts to the same page with one main button."""
    helper = FormHelper()
    helper.add_input(Submit("", verb, css_class="btn-primary"))
    return helper


class LoginForm(AuthenticationForm):
    """Account and password. Says the same sentence whether the account or the password is wrong."""

    username = forms.CharField(label="账号", max_length=40, widget=forms.TextInput(attrs={"autofocus": True}))
    error_messages = {
        "invalid_login": "账号或密码不对。连续输错 5 次会锁定 15 分钟；忘记密码请联系系统管理员重置。",
        "inactive": "这个账号已停用，请联系系统管理员。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "密码"
        self.helper = plain_helper("登录")


class OwnPasswordForm(PasswordChangeForm):
    """The old password once, the new one twice; the validators say in Chinese what is missing."""

    error_messages = {
        "password_incorrect": "现在的密码不对，请重新输入。",
        "password_mismatch": "两次输入的新密码不一样，请重新输入。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "现在的密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = "至少 8 位，不能全是数字，不能与账号相近，不能是常见密码。"
        self.fields["new_password2"].label = "再输一次新密码"
        self.fields["new_password2"].help_text = ""
        self.helper = plain_helper("修改密码")

    def clean(self):
        cleaned = super().clean()
        password = cleaned.get("new_password2")
        if password and password == cleaned.get("old_password"):
            self.add_error("new_password2", "新密码不能与现在的密码相同。")
        return cleaned
