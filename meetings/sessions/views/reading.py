"""Reading before deciding: the text that was read against the present one, and the password after a pause."""

from django.http import HttpRequest

from records.papers.models.documents import Document
from township.frame.pauses import Asked, confirm_password


def is_confirmed(request: HttpRequest, form, asks: Asked) -> bool:
    """Whether the password was given where it is asked for; else a sentence beside it."""
    if not asks or confirm_password(request, form.cleaned_data["password"]):
        return True
    label, _ = asks
    typed = form.cleaned_data["password"]
    form.add_error("password", f"{label.removeprefix('登录')}不对，请重新输入。" if typed else f"请输入{label}。")
    return False


def text_read(document: Document, form) -> str | None:
    """The text this reader had before him, when it is no longer the present one."""
    version = form.cleaned_data.get("version") if hasattr(form, "cleaned_data") else None
    if version is None or version == document.version:
        return None
    old = document.versions.filter(version=version, text_sha256=form.cleaned_data.get("text_sha256", "")).first()
    return old.body if old else None
