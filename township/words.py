"""Check of typed words that every action shares."""

from township.refusals import Refused


def check_words(label: str, text: str, *, field: str, least: int = 1, most: int = 500) -> str:
    """The text stripped. Refused beside `field` when it is shorter than `least` or longer than `most` characters."""
    typed = text.strip()
    if len(typed) < least:
        raise Refused(f"请填写{label}。" if least == 1 else f"请写明{label}，至少写 {least} 个字。", field=field)
    if len(typed) > most:
        raise Refused(f"{label}不超过 {most} 字，现在 {len(typed)} 字。", field=field)
    return typed
