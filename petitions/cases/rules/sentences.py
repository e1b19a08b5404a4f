"""Sentences that several standard texts share; what no fact supplies appears as 【……】."""

from datetime import date

from petitions.cases.rules.papers import PaperFacts
from records.papers.rules.chinese import chinese_date

FORMS = {
    "网上": "以网上信访形式",
    "来电": "以电话形式",
    "领导信箱": "通过领导信箱",
    "接访": "在领导接访时",
}


# --- Sentences that several documents share -------------------------------------------------------------------------
def day_words(day: date | None, ask: str) -> str:
    return chinese_date(day) or f"【{ask}】"


def matter_words(facts: PaperFacts) -> str:
    number = f"（编号：{facts.case_number}）" if facts.case_number else ""
    return f"“{facts.case_title or '【事项名称】'}”信访事项{number}"


def form_words(facts: PaperFacts) -> str:
    label = facts.channel_label
    return "" if not label or label.startswith("上级") else FORMS.get(label, f"以{label}形式")


def raised_words(facts: PaperFacts) -> str:
    """你于2026年3月2日以来访形式提出的“……”信访事项（编号：……）, or 关于“……”的建议."""
    opening = f"{facts.you}{f'于{chinese_date(facts.raised_on)}' if facts.raised_on else ''}{form_words(facts)}"
    if facts.case_class != "suggestion":
        return f"{opening}提出的{matter_words(facts)}"
    number = f"（编号：{facts.case_number}）" if facts.case_number else ""
    return f"{opening}提出的关于“{facts.case_title or '【建议名称】'}”的建议{number}"


def arrived_words(facts: PaperFacts) -> str:
    """How and when it reached this organ: by a higher organ with its number, or directly."""
    received = day_words(facts.received_on, "收到日期")
    if not facts.source_organ:
        return f"本机关于{received}收到。"
    when = f"于{chinese_date(facts.source_on)}" if facts.source_on else ""
    number = f"（{facts.source_number}）" if facts.source_number else ""
    act = "交办" if facts.source_is_assignment else "转送"
    return f"由{facts.source_organ}{when}{act}{number}，本机关于{received}收到。"


def claim_lines(claims: list[str]) -> list[str]:
    rows = [claim.strip().rstrip("。；;") for claim in claims if claim.strip()] or ["【逐项写明请求】"]
    if len(rows) == 1:
        return [f"{rows[0]}。"]
    return [f"{i}. {row}{'。' if i == len(rows) else '；'}" for i, row in enumerate(rows, 1)]


def contact_line(facts: PaperFacts) -> str:
    """联系人、电话、单位; without a telephone the address, so that there is always one way."""
    person = f"联系人：{facts.clerk_name}" if facts.clerk_name else ""
    where = f"联系电话：{facts.office_phone}" if facts.office_phone else ""
    if not where and facts.office_address:
        where = f"地址：{facts.office_address}"
    unit = facts.office_name or facts.organ_name
    parts = [part for part in (person, where, f"联系单位：{unit}" if unit else "") if part]
    return "，".join(parts) + "。" if parts else ""


def plain_words(text: str, ask: str) -> str:
    return text.strip().rstrip("。；，") or f"【{ask}】"
