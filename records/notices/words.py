"""The kinds of notices in Chinese: what the inbox, the digest and the group message call them. Apps enter their own.

Only these words, a number and a date ever leave the house; the sentence of a notice is for the inbox alone.
"""

from records.matters.kinds import KINDS

WORDS: dict[str, str] = {"urged": "督办催办", "work": "待办提醒", "work.late": "逾期未办"}


def enter(words: dict[str, str]) -> None:
    """Add an app's words: {"due": "期限临近", …}; called from AppConfig.ready()."""
    WORDS.update(words)


def word(kind: str, matter_kind: str = "") -> str:
    """会议纪要印发 for "minutes.issued"; else the word of its last part (期限临近 for "case.due"); for a kind nobody entered
    the word of the matter: 会议通知; 其他通知 without one."""
    for known in (kind, kind.rpartition(".")[2]):
        if known in WORDS:
            return WORDS[known]
    return f"{KINDS[matter_kind].label}通知" if matter_kind in KINDS else "其他通知"
