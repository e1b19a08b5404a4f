"""The words of a digest: how many notices of which kind, with number, step and date. Nothing else leaves the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from township.dates import full_date

LINES = 10  # of each kind; the rest is counted


@dataclass(frozen=True)
class DigestLine:
    """One unread notice. number: of its matter, "" when even the number is not for an e-mail (限知 matters)."""

    kind: str
    label: str
    number: str
    on: date
    is_new: bool


@dataclass(frozen=True)
class DigestGroup:
    """The unread notices of one kind; lines: "number, day", at most LINES; rest: how many are not listed."""

    kind: str
    label: str
    count: int
    fresh: int
    lines: tuple[str, ...]
    rest: int


def grouped(lines: Iterable[DigestLine]) -> tuple[DigestGroup, ...]:
    """The groups in the order in which their kinds first occur."""
    kinds: dict[str, list[DigestLine]] = {}
    for line in lines:
        kinds.setdefault(line.kind, []).append(line)
    return tuple(_group(kind, members) for kind, members in kinds.items())


def _group(kind: str, members: list[DigestLine]) -> DigestGroup:
    shown = tuple(f"{line.number}（{full_date(line.on)}）" for line in members if line.number)[:LINES]
    fresh = sum(line.is_new for line in members)
    return DigestGroup(kind, members[0].label, len(members), fresh, shown, len(members) - len(shown))


def subject_of(office: str, day: date, count: int) -> str:
    """【清河镇信访联席办】2026年11月25日待阅通知 7 条."""
    return f"【{office}】{full_date(day)}待阅通知 {count} 条"


def digest_text(groups: tuple[DigestGroup, ...], day: date, site: str, paths: dict[str, str]) -> str:
    """The plain text. site: "https://…" or "" when the address is not known; paths: kind -> path of exactly that list."""
    total, fresh = sum(group.count for group in groups), sum(group.fresh for group in groups)
    parts = [f"截至{full_date(day)}，您有 {total} 条通知未阅，其中新到 {fresh} 条。", ""]
    for group in groups:
        parts.append(f"■ {group.label} {group.count} 条")
        parts += [f"  · {line}" for line in group.lines]
        if group.lines and group.rest:
            parts.append(f"  · 另有 {group.rest} 条")
        if site:
            parts.append(f"  查看：{site}{paths[group.kind]}")
        parts.append("")
    parts.append("请登录系统查看和办理。本邮件由系统自动发出，不含姓名和事由，请勿回复。")
    return "\n".join(parts)


def group_text(office: str, day: date, counts: Iterable[tuple[str, int]]) -> str:
    """The message to the whole group: how many unread notices of each kind all together, nobody named."""
    rows = list(counts)
    words = "、".join(f"{label} {count} 条" for label, count in rows)
    return f"【{office}】{full_date(day)}未阅通知 {sum(count for _, count in rows)} 条：{words}。请登录系统查看。"
