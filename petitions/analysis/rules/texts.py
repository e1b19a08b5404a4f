"""The draft of the analysis, written from the figures: one paragraph a line, for the office to edit.

It says what was counted and nothing else; causes and measures are the office's to write (【……】 marks the places).
"""

from collections.abc import Iterable

from petitions.analysis.rules.analysis import NO_UNIT, CaseFacts, Slice, Three, accusation_words, has_nothing, ordered
from petitions.analysis.rules.handling import HandlingFacts, Ratios
from records.figures.rules import moved, rate
from township.dates import full_date

NAMED = 3
UNSORTED = "未分类"


def case_text(facts: CaseFacts) -> str:
    """The sentences of 信访形势, one a line."""
    label = facts.windows.now.label
    if has_nothing(facts):
        return f"{label}没有登记信访事项。"
    cases, people = facts.cases, facts.people
    accused = accusation_words(facts.accusations.now)
    lines = [
        f"{label}，登记信访事项{cases.now}件、{people.now}人次，{_moved(cases)}。"
        + (f"另有{accused}。" if accused else "")
    ]
    if cases.now:
        lines.append(f"从形式看，{_most(facts.channels, cases.now)}。")
        lines.append(f"从类别看，{_most(facts.classes, cases.now)}。")
    if any(row.cases.now for row in facts.categories if row.label != UNSORTED):
        lines.append(f"从内容看，反映较多的是{_most(facts.categories, cases.now)}。")
    if any(row.cases.now for row in facts.units):
        lines.append(f"从责任单位看，{_most(facts.units, cases.now)}。")
    if cases.now:
        group = f"集体访{facts.group.now}批" if facts.group.now else "没有集体访"
        before = f"（上期{rate(facts.repeat.previous, cases.previous)}）" if cases.previous else ""
        repeat = (
            f"重复信访{facts.repeat.now}件，占{rate(facts.repeat.now, cases.now)}{before}"
            if facts.repeat.now
            else "没有重复信访"
        )
        lines.append(f"{repeat}；{group}（上期{facts.group.previous}批）。")
    risen = [row for row in ordered(facts.categories) if row.cases.now - row.cases.previous >= NAMED]
    if risen:
        named = "、".join(f"{row.label}（{row.cases.previous}件增至{row.cases.now}件）" for row in risen[:NAMED])
        lines.append(f"比上期明显增多的是{named}。")
    return "\n".join(lines)


def handling_text(facts: HandlingFacts) -> str:
    """The sentences of 办理情况, one a line."""
    words = [_rate_words(ratios.label, ratios) for ratios in facts.rates if ratios.now.d]
    lines = ["；".join(words) + "。" if words else "本期没有到期的受理、办理和评价期限，各项比率不计算。"]
    as_of = full_date(facts.as_of)
    if not facts.late:
        lines.append(f"截至{as_of}，没有超期未办结的事项。")
    else:
        late = sorted((row for row in facts.loads if row.late), key=lambda row: (-row.late, row.label))
        units = "、".join(f"{row.label}{row.late}件" for row in late[:NAMED])
        lines.append(f"截至{as_of}，超期未办结{facts.late}件" + (f"，其中{units}。" if units else "。"))
    assigned = sum(row.assigned for row in facts.loads)
    if assigned:
        reported, late_tasks = (sum(getattr(row, name) for row in facts.loads) for name in ("reported", "tasks_late"))
        lines.append(f"本期交办{assigned}件次，已报结果{reported}件次，超期{late_tasks}件次。")
    return "\n".join(lines)


def report_text(cases: CaseFacts, handling: HandlingFacts) -> str:
    """The whole draft with its headings; the office writes the last two parts itself."""
    late = sorted(handling.loads, key=lambda row: -row.late)
    worst = [row.label for row in late if row.late and row.label != NO_UNIT][:NAMED]
    advice = f"对超期较多的{'、'.join(worst)}逐件调度，明确办结时间。" if worst else "【下一步工作建议】"
    return "\n".join(
        (
            "一、总体情况",
            case_text(cases),
            "二、办理情况",
            handling_text(handling),
            "三、原因分析",
            "【结合内容分类和变化较大的事项，分析成因】",
            "四、工作建议",
            advice,
        )
    )


def _moved(counts: Three) -> str:
    return moved(counts.now, counts.previous, counts.last_year)


def _most(slices: Iterable[Slice], total: int) -> str:
    found = [row for row in ordered(slices) if row.cases.now]
    words = "、".join(f"{row.label}{row.cases.now}件（{rate(row.cases.now, total)}）" for row in found[:NAMED])
    rest = sum(row.cases.now for row in found[NAMED:])
    return f"{words}，其余{rest}件" if rest else words


def _rate_words(name: str, ratios: Ratios) -> str:
    now = ratios.now
    before = f"，上期{ratios.previous.value}" if ratios.previous.d else ""
    return f"{name}{now.value}（{now.n}/{now.d}{before}）"
