"""Forms of log-in and passwords."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import validate_password

from township.frame.forms.fields import WordsField


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


class CodeForm(forms.Form):
    """Six digits of the telephone, or one of the codes on paper."""

    code = forms.CharField(
        label="动态验证码",
        max_length=20,
        error_messages={"required": "请填写验证码。", "max_length": "验证码是 6 位数字。"},
        widget=forms.TextInput(
            attrs={"autofocus": True, "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 20}
        ),
        help_text="手机验证器上的 6 位数字；手机不在身边的，填纸上的备用码。",
    )

    def __init__(self, *args, verb: str = "确定", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = plain_helper(verb)


class ResetForm(forms.Form):
    """Why a password is reset."""

    reason = WordsField(
        "理由",
        most=200,
        error_messages={"required": "请写明理由，如“本人忘记密码，9月22日当面提出”。"},
        help_text="写明本人怎样提出、怎样核对身份。记入流转与查阅记录。",
    )
    must_drop_factor = forms.BooleanField(
        label="手机也丢了或换了：一并停用动态验证码", required=False, help_text="本人下次登录时重新启用。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = plain_helper("生成凭条")


class OwnResetForm(forms.Form):
    """One's own new password, proved by one's own telephone."""

    username = forms.CharField(label="账号", max_length=40)
    code = forms.CharField(label="动态验证码或备用码", max_length=20)
    new_password1 = forms.CharField(
        label="新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少 8 位，不能全是数字，不能与账号相近，不能是常见密码。",
    )
    new_password2 = forms.CharField(
        label="再输一次新密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = plain_helper("设置新密码")

    def clean_new_password1(self) -> str:
        validate_password(self.cleaned_data["new_password1"])
        return self.cleaned_data["new_password1"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("new_password1") and cleaned.get("new_password1") != cleaned.get("new_password2"):
            self.add_error("new_password2", "两次输入的新密码不一样，请重新输入。")
        return cleaned
