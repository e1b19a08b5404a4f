"""The title and the claims that are proposed from the words of a petition: the sentence that asks, and what it asks for.

A proposal is never a decision: the clerk settles both before the first paper (petitions.cases.actions.wording).
"""

import re

TITLE_MAX = 30
ASKED_LEAST = 8  # a request that is shorter ("尽快解决") names no matter
CLAIM_MAX, CLAIMS_SHOWN = 300, 5
EDGES = " ，,、：:“”\"'　"
OPENINGS = re.compile(
    r"^(?:(?:尊敬的)?(?:(?!请求|要求|恳请|希望|盼望|建议)[^，。！：\s]){0,12}?"
    r"(?:领导|书记|[省市县区镇乡局厅部处所站院校]长|主任|同志|先生|女士|老师)们?(?:[，：:]?[您你]们?好|(?=[，：:！]))"
    r"|[您你]们?好|大家好|求助|反映|向您反映一下|现?将?(?:有关)?情况(?:反映)?如下)[，。！：:,!\s]*"
)
# A word of asking and who is asked; what follows is the request.
ASKING = re.compile(
    r"(?:请求|要求|恳请|恳求|强烈要求|希望|盼望|盼请|敬请|特请|望(?=政府|领导|有关|相关|镇|尽快)|请(?![假客教坐问帖示愿]))"
)
ASKED_WHOM = re.compile(
    r"^(?:各级|上级|有关|相关|镇|乡|县|村|里|党委|政府|部门|单位|机关|领导|干部|书记|镇长|你们|您|贵|能够|能|可以|帮助|帮忙|帮我们?|给予|我们?|一下|，|和|、)+"
)
CLAUSE = re.compile(r"[，,、：:]")
SENTENCE_END = re.compile(r"[。！？；!?;\n\r]")
# Clauses that tell who speaks, where or when, and not what about.
WHO_SPEAKS = re.compile(
    r"(?:我|本人|俺|我们|俺们)(?:们)?(?:是|叫|系|作为|今年|家住|居住|住在|就住|来自).*|作为.*|家住.*|(?:位于|就在|坐落).*"
    r"|.{0,14}(?:位于|坐落)[^了被]*|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?(?:早上|上午|中午|下午|晚上|凌晨)?|去年.{0,6}|今年.{0,6}|近日|最近|目前"
)
# A request that could stand under any matter: 彻查此事, 给我们一个说法.
SAYS_LITTLE = re.compile(
    r"(?:尽快|早日|及时|认真|严肃|依法|帮忙)*(?:彻查|查处|查办|解决|处理|处置|回复|答复|调查|关注|重视|落实|介入)"
    r"(?:此事|一下|为盼|该?问题|这个问题|这件事|下)?|.{0,6}(?:说法|回复|答复|公道|解释|交代|做主|为民|帮助|重视|关注|合作|谢谢)(?:为盼|吧)?"
)


def propose_title(words: str) -> str:
    """What is asked for where that says enough, else the first sentence that says something; at most 30 characters.

    Cut between clauses, never inside a word where it can be helped; empty when nothing was written.
    """
    sentences = _sentences(words)
    asked = [rest for rest in (_asked(sentence) for sentence in sentences) if _names_a_matter(rest)]
    told = [rest for rest in (_without_speaker(sentence) for sentence in sentences) if len(rest) >= ASKED_LEAST]
    return next((_cut(text) for text in (*asked, *told, *sentences)), "")


def propose_claims(words: str) -> tuple[str, ...]:
    """What is asked for, sentence by sentence; empty where nothing reads like a request."""
    asked = (_asked(sentence) for sentence in _sentences(words))
    return tuple(dict.fromkeys(rest[:CLAIM_MAX] for rest in asked if len(rest) >= 4))[:CLAIMS_SHOWN]


def _sentences(words: str) -> list[str]:
    """Without salutations; what says nothing is left out."""
    found = []
    for sentence in SENTENCE_END.split(words):
        text = sentence.strip(EDGES)
        while (shorter := OPENINGS.sub("", text)) != text:
            text = shorter
        if len(text) >= 4:
            found.append(text)
    return found


def _asked(sentence: str) -> str:
    """The request of a sentence from its word of asking on (请求、要求、希望……), "" when there is none."""
    found = ASKING.search(sentence)
    return ASKED_WHOM.sub("", sentence[found.end() :]).strip(EDGES) if found else ""


def _names_a_matter(asked: str) -> bool:
    first = CLAUSE.split(asked)[0].strip(EDGES)
    return len(asked) >= ASKED_LEAST and SAYS_LITTLE.fullmatch(first) is None


def _without_speaker(sentence: str) -> str:
    """From the first clause on that tells what it is about."""
    clauses = [clause.strip(EDGES) for clause in CLAUSE.split(sentence)]
    while clauses and (len(clauses[0]) < 4 or WHO_SPEAKS.fullmatch(clauses[0])):
        clauses.pop(0)
    return "，".join(clauses)


def _cut(text: str) -> str:
    if len(text) <= TITLE_MAX:
        return text
    whole = ""
    for clause in CLAUSE.split(text):
        longer = f"{whole}，{clause}" if whole else clause
        if len(longer) > TITLE_MAX:
            break
        whole = longer
    return whole if len(whole) >= 6 else text[: TITLE_MAX - 1].rstrip("，,、 ") + "…"
