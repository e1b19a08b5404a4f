"""Standard texts of the case documents, which the clerk edits before issue. Pure: facts in, plain text out.

A line is a paragraph; 一、 and （一） at its start make it a heading. What no fact supplies appears as 【……】 for the clerk.
"""

from collections.abc import Callable

from petitions.cases.rules.papers import Finding, PaperFacts
from petitions.cases.rules.sentences import (
    arrived_words,
    claim_lines,
    contact_line,
    day_words,
    matter_words,
    plain_words,
    raised_words,
)
from records.papers.rules.chinese import chinese_date, chinese_numeral, cite, cite_all


def standard_text(kind: str, facts: PaperFacts) -> str:
    """The body of a document of that kind; empty for forms without running text. Raises KeyError for unknown kinds."""
    write = STANDARD_TEXTS[kind]
    return "\n".join(line for line in write(facts) if line) if write else ""


# --- Notices to the petitioner --------------------------------------------------------------------------------------
def _acceptance(facts: PaperFacts) -> list[str]:
    lines = [
        f"{raised_words(facts)}，{arrived_words(facts)}经审查，属于本机关职权范围，"
        f"根据{cite_all(facts.articles or ['23'])}的规定，决定于{day_words(facts.accepted_on, '受理日期')}受理。受理的事项如下：",
        *claim_lines(facts.claims),
    ]
    if facts.claims_elsewhere:
        lines += ["下列事项不属于本机关职权范围，本机关不受理，请向有权处理的机关、单位提出："]
        lines += claim_lines([f"{claim}（向{organ}提出）" for claim, organ in facts.claims_elsewhere])
    lines += [_time_limit(facts), _no_second_acceptance(facts)]
    if facts.target_unit:
        phone = f"（电话：{facts.target_unit_phone}）" if facts.target_unit_phone else ""
        lines.append(f"本事项由{facts.target_unit}{phone}具体办理。")
    return [*lines, contact_line(facts)]


def _time_limit(facts: PaperFacts) -> str:
    until = f"，至{chinese_date(facts.last_day)}止" if facts.last_day else ""
    if facts.case_class == "suggestion":
        return f"本机关将认真研究论证{facts.you}的建议，并予以回复（{cite('29')}）。"
    if facts.case_class == "accusation":
        return f"本事项按照检举控告类事项的规定和程序办理，并依法保密（{cite('30')}）。"
    if facts.path31 and facts.path31 != 6:
        return f"本事项依照有关法律、法规规定的程序和期限办理（{cite(f'31({facts.path31})')}）。"
    if facts.is_simple:
        return (
            f"本事项适用简易办理程序，自受理之日起10个工作日内办结{until}（《信访事项简易办理办法》）。"
            "办理中发现不宜简易办理的，转为普通程序办理并另行告知。"
        )
    return (
        f"本事项自受理之日起60日内办结{until}；情况复杂的，经本机关负责人批准，可以适当延长办理期限，"
        f"但延长期限不超过30日，并告知延期理由（{cite('34')}）。"
    )


def _no_second_acceptance(facts: PaperFacts) -> str:
    return (
        f"在规定期限内，{facts.you}向本机关的上级机关、单位又提出同一信访事项的，"
        f"上级机关、单位不予受理（{cite('19¶3')}）。"
    )


def _refusal(facts: PaperFacts) -> list[str]:
    reason = plain_words(facts.reason, "不予受理的理由")
    articles = cite_all(facts.articles) or "【依据的条款】"
    return [
        f"{raised_words(facts)}，{arrived_words(facts)}{facts.you}的请求是：",
        *claim_lines(facts.claims),
        f"经审查，{reason}。根据{articles}的规定，本机关决定不予受理。",
        _where_to(facts),
        contact_line(facts),
    ]


def _where_to(facts: PaperFacts) -> str:
    """The competent organ and the path: the body that already handles it, or the statutory procedure."""
    organ = facts.target_unit or "【有权处理的机关、单位】"
    phone = f"（电话：{facts.target_unit_phone}）" if facts.target_unit_phone else ""
    if any(article.removeprefix("条例").startswith("19") for article in facts.articles):
        return f"该事项由{organ}{phone}办理，请{facts.you}等待办理结果；需要了解办理进度的，可以向该机关、单位查询。"
    return f"{facts.you}可以依照法律、法规规定的程序，向{organ}{phone}提出。"


def _refusal_final(facts: PaperFacts) -> list[str]:
    organ = facts.review_organ or "【复核机关】"
    when = f"于{chinese_date(facts.final_review_on)}" if facts.final_review_on else ""
    reason = f"{plain_words(facts.reason, '')}。" if facts.reason else ""
    return [
        f"{raised_words(facts)}，{arrived_words(facts)}{facts.you}的请求是：",
        *claim_lines(facts.claims),
        f"经查，该事项已经{organ}{when}作出复核意见，信访程序已经终结。{reason}"
        f"{facts.you}对复核意见不服，仍然以同一事实和理由提出投诉请求，"
        f"根据{cite_all(facts.articles or ['36¶3'])}的规定，各级党委和政府信访部门和其他机关、单位不再受理。",
        f"{facts.you}如有新的事实和理由，可以另行提出。",
        contact_line(facts),
    ]


def _direct_answer(facts: PaperFacts) -> list[str]:
    answers = [f"{plain_words(finding.opinion, '答复内容')}。" for finding in facts.findings]
    if len(answers) > 1:
        answers = [f"{i}. {answer}" for i, answer in enumerate(answers, 1)]
    basis = cite_all(facts.articles or ["23"])
    return [
        f"{raised_words(facts)}，{arrived_words(facts)}{facts.you}的请求是：",
        *claim_lines(facts.claims),
        f"根据{basis}的规定，本机关当场答复如下：",
        *(answers or [f"{plain_words(facts.reason, '答复内容')}。"]),
        contact_line(facts),
    ]


def _destination_notice(facts: PaperFacts) -> list[str]:
    unit = facts.target_unit or "【转送的机关、单位】"
    phone = f"（电话：{facts.target_unit_phone}）" if facts.target_unit_phone else ""
    when = f"已于{day_words(facts.target_on, '转送日期')}"
    return [
        f"{raised_words(facts)}，{arrived_words(facts)}主要内容是：",
        *claim_lines(facts.claims),
        f"经审查，该事项属于{unit}职权范围，根据{cite_all(facts.articles or ['23'])}的规定，"
        f"本机关{when}转送{unit}{phone}。",
        f"该单位将自收到之日起15日内书面告知{facts.you}是否受理（{cite('23¶3')}）。",
        contact_line(facts),
    ]


def _extension(facts: PaperFacts) -> list[str]:
    old, new = facts.last_day, facts.extension_new_due_on
    days = f"{(new - old).days}日" if old and new else "【延长的日数】"
    return [
        f"{raised_words(facts)}，本机关已于{day_words(facts.accepted_on, '受理日期')}受理，"
        f"办理期限至{day_words(old, '原办理期限')}止。",
        f"因{plain_words(facts.reason, '延期的理由').removeprefix('因')}，情况复杂，不能在上述期限内办结。"
        f"根据{cite_all(facts.articles or ['34'])}的规定，经本机关负责人{facts.approver}批准，"
        f"决定延长办理期限{days}，延长后的办理期限至{day_words(new, '新的办理期限')}止。",
        contact_line(facts),
    ]


# --- Answers --------------------------------------------------------------------------------------------------------
def _reply(facts: PaperFacts) -> list[str]:
    accepted = f"，并于{chinese_date(facts.accepted_on)}受理" if facts.accepted_on else ""
    lines = [
        f"{raised_words(facts)}，{arrived_words(facts).removesuffix('。')}{accepted}。"
        f"经调查核实，根据{cite('31(6)')}、第三十二条的规定，现提出处理意见如下：",
        "一、信访请求",
        *claim_lines(facts.claims),
    ]
    findings = facts.findings or [
        Finding(claim=claim, facts_and_reasons="", opinion="", basis="") for claim in facts.claims
    ]
    for position, finding in enumerate(findings, 2):
        lines += _finding(position, finding)
    position = len(findings) + 2
    lines += [f"{chinese_numeral(position)}、处理结论", f"{_conclusion(facts)}"]
    if facts.remedy:
        lines += [f"{chinese_numeral(position + 1)}、救济途径", *_remedy(facts)]
    return lines


def _finding(position: int, finding: Finding) -> list[str]:
    claim = finding.claim.strip().rstrip("。；;")
    return [
        f"{chinese_numeral(position)}、关于“{claim}”的请求",
        "（一）事实和理由",
        f"{plain_words(finding.facts_and_reasons, '查明的事实和理由')}。",
        "（二）处理意见",
        f"{plain_words(finding.opinion, '处理意见')}。",
        "（三）法律法规依据",
        f"{plain_words(finding.basis, '法律、法规、规章和政策依据')}。",
    ]


def _conclusion(facts: PaperFacts) -> str:
    label = facts.conclusion_label or "【予以支持／解释说明／不予支持】"
    reason = f"{plain_words(facts.reason, '')}。" if facts.reason else ""
    return f"综上，本机关对{facts.you}的信访请求的处理结论是：{label}。{reason}"


def _remedy(facts: PaperFacts) -> list[str]:
    organ = facts.review_organ or "【上一级机关、单位】"
    return [
        f"{facts.you}如不服本处理意见，可以自收到本处理意见书之日起30日内，"
        f"向{organ}书面请求复查（{cite('35')}）。请求复查时，请附本处理意见书。",
        contact_line(facts),
    ]


def _suggestion_reply(facts: PaperFacts) -> list[str]:
    conclusion = facts.conclusion_label or "【予以采纳／部分采纳／不予采纳】"
    opinions = [f"{plain_words(finding.opinion, '研究论证的意见')}。" for finding in facts.findings]
    return [
        f"{raised_words(facts)}收悉。感谢{facts.you}对{facts.township_name or '本地'}工作的关心。"
        f"根据{cite_all(facts.articles or ['29'])}的规定，本机关对{facts.you}的建议进行了研究论证，结论是：{conclusion}。",
        *(opinions or [f"{plain_words(facts.reason, '研究论证的意见')}。"]),
        f"欢迎{facts.you}继续提出意见建议。",
        contact_line(facts),
    ]


# --- Letters to units -----------------------------------------------------------------------------------------------
def _transfer(facts: PaperFacts) -> list[str]:
    if facts.case_class == "accusation":
        return _routing(facts)
    if facts.case_class == "suggestion":
        return [
            f"现将{facts.petitioner_line or '信访人'}提出的{matter_words(facts)}转送你单位，请按照{cite('29')}的规定研究论证，"
            "对科学合理、具有现实可行性的，予以采纳或者部分采纳，并予以回复。",
            contact_line(facts),
        ]
    return [
        f"现将{facts.petitioner_line or '信访人'}提出的{matter_words(facts)}转送你单位，"
        f"请按照{cite_all(facts.articles or ['22', '23'])}的规定办理。",
        "1. 属于你单位职权范围的，请自收到之日起15日内书面告知信访人，并依法按政策办理、按期答复信访人。",
        "2. 认为不属于你单位职权范围的，请自收到之日起5个工作日内提出异议，详细说明理由，经核实同意后交还材料。",
        f"3. 请为信访人保密，涉及检举控告的，不得将材料及有关情况透露或者转给被检举控告的人员、单位（{cite('30')}）。",
        contact_line(facts),
    ]


def _routing(facts: PaperFacts) -> list[str]:
    """An accusation goes by the rules of its own (第三十条): no 15 days, no objection, no answer to the petitioner by this way."""
    return [
        f"现将编号{facts.case_number or '【编号】'}的检举控告类信访事项移送你单位，请按照{cite('30')}的规定，依规依纪依法处理。",
        "1. 材料由专人当面移交，请办理交接手续。",
        "2. 请严格保密，不得将检举控告人的姓名、身份、材料及有关情况透露或者转给被检举控告的人员、单位。",
        contact_line(facts),
    ]


def _sender_objection(facts: PaperFacts) -> list[str]:
    """To the organ that transferred or assigned it; the time to tell the petitioner runs on meanwhile."""
    act = "交办" if facts.source_is_assignment else "转送"
    number = f"（{facts.source_number}）" if facts.source_number and facts.source_number != "无文号" else ""
    when = f"于{chinese_date(facts.source_on)}" if facts.source_on else ""
    return [
        f"你单位{when}{act}的{matter_words(facts)}{number}，本机关于{day_words(facts.received_on, '收到日期')}收到。"
        f"经研究，认为该事项不属于本机关职权范围，根据{cite('23¶3')}的规定，提出异议如下：",
        "一、理由",
        f"{plain_words(facts.reason, '理由')}。",
        "二、职责依据",
        f"{plain_words(facts.basis, '职责依据')}。",
        "三、建议",
        f"建议由{plain_words(facts.suggested, '有权处理的机关、单位')}办理。请予核实，同意后收回材料；答复以前，本机关的各项期限照常计算。",
        contact_line(facts),
    ]


def _assignment(facts: PaperFacts) -> list[str]:
    assist = f"由你单位主办，{'、'.join(facts.assist_units)}协办。" if facts.assist_units else ""
    demand = f"{plain_words(facts.reason, '')}。" if facts.reason else ""
    return [
        f"现将{facts.petitioner_line or '信访人'}提出的{matter_words(facts)}交由你单位办理。{assist}"
        f"根据{cite_all(facts.articles or ['22'])}的规定，提出以下要求：",
        "一、办理要求",
        f"{demand}请听取信访人陈述事实和理由，调查核实，做到诉求合理的解决问题到位、诉求无理的思想教育到位、"
        f"生活困难的帮扶救助到位、行为违法的依法处理（{cite('27')}）。",
        "二、办理期限",
        f"请于{day_words(facts.due_on or facts.raw_due_on, '办理期限')}前办结。{_may_object(facts)}",
        "三、反馈要求",
        f"请在办理期限内向{facts.office_name or facts.organ_name or '本机关'}反馈办理结果，提交办结报告，"
        "写明查明的事实、处理意见及依据、信访人意见，并附答复文书和送达回证。",
        contact_line(facts),
    ]


def _may_object(facts: PaperFacts) -> str:
    """Only what the state table opens: once this organ has accepted the case there is nothing left to object to."""
    if facts.accepted_on:
        return ""
    return f"认为不属于你单位职权范围的，请自收到本函之日起5个工作日内书面提出异议并说明理由（{cite('23¶3')}）。"


# None: a form that is filled from the facts alone.
STANDARD_TEXTS: dict[str, Callable[[PaperFacts], list[str]] | None] = {
    "registration": None,
    "acceptance": _acceptance,
    "refusal": _refusal,
    "refusal_final": _refusal_final,
    "direct_answer": _direct_answer,
    "transfer": _transfer,
    "destination_notice": _destination_notice,
    "assignment": _assignment,
    "sender_objection": _sender_objection,
    "extension": _extension,
    "reply": _reply,
    "suggestion_reply": _suggestion_reply,
    "delivery_receipt": None,
    "slip": None,
}
