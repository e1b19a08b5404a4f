"""What the registration page proposes from the words: title, purpose, category and unit, each with its reason.

A proposal is never a decision: it is shown beside the field with the reason, and the clerk picks it or something else.
The method is deliberately plain, so that anybody can check it: words of the petition that also stand in the name of a
category, a short table of everyday words, and who handled the same kind of matter before.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from township.directory.rules.identity import half_width

SHOWN = 3
# Words that stand in the names of many categories and tell nothing.
WEAK = frozenset(
    (
        "管理", "建设", "其他", "问题", "工作", "服务", "行政", "政策", "制度", "人员", "项目", "单位", "社会", "关系", "活动", "基本", "相关", "审批", "监管", "补偿", "和社", "待遇", "及待", "与补", "和待", "地方", "国有", "集体",
    )
)  # fmt: skip
# Everyday words of the counter and the second-level category (old or new table) they belong to.
EVERYDAY = {
    "低保": "社会救助", "五保": "社会救助", "特困": "社会救助", "临时救助": "社会救助", "困难补助": "社会救助",
    "残疾": "福利慈善", "养老院": "福利慈善", "退伍": "复退安置", "退役": "复退安置", "烈属": "优抚",
    "换届": "基层选举和社区建设", "村委会选举": "基层选举和社区建设", "村务": "村务管理", "村账": "村务管理",
    "宅基地": "土地资源管理", "占地": "土地征收", "征地": "土地征收", "青苗": "土地征收", "砂石": "矿产资源管理", "采砂": "矿产资源管理",
    "承包地": "土地承包经营", "流转": "土地承包经营", "土地租金": "土地承包经营", "山林": "林业管理", "林权": "林业管理",
    "直补": "惠农补贴", "粮补": "惠农补贴", "种粮": "惠农补贴", "水渠": "水利水电", "排水沟": "水利水电", "灌溉": "水利水电", "水库": "水利水电",
    "拆迁": "集体土地上房屋拆迁与补偿", "安置房": "住房保障与房地产", "房产证": "住房保障与房地产", "办证": "住房保障与房地产",
    "物业": "住房保障与房地产", "公租房": "住房保障与房地产", "烂尾": "住房保障与房地产",
    "路灯": "城市建设和市政管理", "垃圾": "城市建设和市政管理", "下水道": "城市建设和市政管理", "停水": "城市建设和市政管理",
    "自来水": "城市建设和市政管理", "停电": "城市建设和市政管理", "违建": "城乡规划", "违章": "城乡规划", "挡光": "城乡规划",
    "噪音": "环境污染", "噪声": "环境污染", "臭味": "环境污染", "异味": "环境污染", "扬尘": "环境污染", "污水": "环境污染", "油烟": "环境污染",
    "工资": "工资福利", "欠薪": "工资福利", "工伤": "劳动保护", "社保": "城镇职工社会保险", "养老保险": "城镇居民社会保险",
    "医保": "城镇居民社会保险", "退休金": "退休政策及待遇", "公交": "客货运输", "客车": "客货运输", "修路": "建设管理", "道路": "建设管理",
    "户口": "户籍证件", "户籍": "户籍证件", "身份证": "户籍证件", "打架": "社会治安", "盗窃": "社会治安", "判决": "诉讼", "法院": "诉讼",
    "调解": "仲裁与调解", "学位": "考试招生", "入学": "考试招生", "校车": "教育行政管理", "学费": "教育收费", "教师": "教师队伍和待遇",
    "医院": "医政监管", "医疗事故": "医患纠纷", "食品": "食品药品监管", "假药": "食品药品监管", "网络信号": "电信", "宽带": "电信",
    "煤矿": "安全生产", "消防": "安全生产", "贪污": "贪污贿赂", "受贿": "贪污贿赂", "行贿": "贪污贿赂", "吃拿卡要": "干部作风", "态度恶劣": "干部作风",
}  # fmt: skip
PURPOSE_WORDS = {
    "accusation": ("检举", "控告", "贪污", "受贿", "行贿", "侵吞", "截留", "挪用", "以权谋私", "吃拿卡要", "优亲厚友"),
    "suggestion": ("建议", "能否增设", "能不能增设", "提个意见", "征求意见"),
    "appeal": ("不服", "申诉", "重新认定", "撤销处分"),
}
# Words in which such a mark means something else, or what was done before: 举报电话, 不服务, 申诉无门.
NOT_MEANT = re.compile(
    r"举报(?:电话|热线|平台|信箱|箱|无果|无门|多次|过|后|了|到|给)|(?:曾|已|多次|先后|向(?![您你贵])[^，。]{2,8})举报|不服[务从]|申诉无门|无处申诉"
)
# 举报 alone tells of an accusation only where it is about somebody in office (条例第三十条).
REPORTING = "举报"
IN_OFFICE = re.compile(
    r"书记|村主任|[村镇乡县市区局所站]长|干部|公职|公务员|民警|交警|协警|城管|领导|村委|支部|纪律|违纪"
)
PLACE_END = re.compile(r"(?:村民委员会|居民委员会|村委会|居委会|社区|村|网格)$")
JOINTS = re.compile(r"[的和与及等或、（）()／/]")


@dataclass(frozen=True)
class CategoryName:
    """One category in use. path: its names from the first level down ("城乡建设", "住房保障与房地产", "安置房")."""

    id: int
    path: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """Something proposed: the id or key to fill in, the word on the screen and why."""

    key: int | str
    label: str
    reason: str
    score: float = 0.0


@dataclass(frozen=True)
class UnitHistory:
    """A unit that may be responsible. handled: matters of the same second-level category it led in the last year."""

    id: int
    name: str
    handled: int = 0


def propose_purpose(words: str) -> Proposal | None:
    """揭发控告, 意见建议 or 申诉 when its words occur; 求决 for other words; None for no words."""
    if not words.strip():
        return None
    labels = {"accusation": "揭发控告", "suggestion": "意见建议", "appeal": "申诉"}
    said = NOT_MEANT.sub("", words)
    for key, marks in PURPOSE_WORDS.items():
        found = [mark for mark in marks if mark in said]
        if key == "accusation" and REPORTING in said and IN_OFFICE.search(said):
            found.insert(0, REPORTING)
        if found:
            return Proposal(key, labels[key], f"陈述中有{_quoted(found)}")
    return Proposal("demand", "求决", "陈述中没有检举、建议、不服决定的字样")


def propose_categories(words: str, names: Sequence[CategoryName], shown: int = SHOWN) -> tuple[Proposal, ...]:
    """Up to `shown` categories, best first: shared words in the name, and everyday words of the counter."""
    text = half_width(words)
    everyday = _everyday(text)
    rarity = Counter(name for entry in names for name in {entry.path[-1]})
    found = []
    for entry in names:
        if len(entry.path) < 2 or entry.path[-1] == "其他":
            continue
        own = _shared(entry.path[-1], text)
        if len(entry.path) > 2 and not own:  # nothing speaks for this row rather than for its neighbours
            continue
        above = _shared(entry.path[1], text) if len(entry.path) > 2 else []
        marks = everyday.get(entry.path[1], [])
        score = sum(len(hit) - 1 for hit in own) / rarity[entry.path[-1]]
        score += 0.5 * sum(len(hit) - 1 for hit in above) + 0.9 * len(marks) + (0.05 if len(entry.path) == 2 else 0)
        if own or above or marks:
            reason = _category_reason(own, marks, entry.path)
            found.append(Proposal(entry.id, " / ".join(entry.path), reason, round(score, 3)))
    found.sort(key=lambda proposal: (-proposal.score, proposal.label))
    return tuple(found[:shown])


def propose_place(texts: Iterable[str], places: Iterable[tuple[int, str, str]]) -> Proposal | None:
    """The place whose name occurs in the first of these texts that names one; of several the longest name.

    places: (id, name, short name); 河湾 stands for 河湾社区 and 河湾村 too.
    """
    rows = [(key, name, {name, short, PLACE_END.sub("", name)}) for key, name, short in places]
    for text in texts:
        hits = [
            (len(word), key, name, word)
            for key, name, words in rows
            for word in words
            if len(word) >= 2 and word in text
        ]
        if hits:
            _, key, name, word = max(hits, key=lambda hit: (hit[0], -hit[1]))
            return Proposal(key, name, f"住址或陈述中有“{word}”")
    return None


def propose_units(
    category_path: Sequence[str], units: Iterable[UnitHistory], complained_of: frozenset[int] = frozenset()
) -> tuple[Proposal, ...]:
    """Units for a matter of this category: who handled such matters, whose name says so. Never a unit complained of."""
    rows = [unit for unit in units if unit.id not in complained_of]
    total = sum(unit.handled for unit in rows)
    found = []
    for unit in rows:
        shared = [hit for name in category_path for hit in _shared(name, unit.name)]
        if unit.handled:
            found.append(
                Proposal(
                    unit.id, unit.name, f"近一年同类事项 {total} 件，其中 {unit.handled} 件由它承办", 10 + unit.handled
                )
            )
        elif shared:
            found.append(
                Proposal(unit.id, unit.name, f"单位名称与分类都有{_quoted(shared)}", len(max(shared, key=len)))
            )
    found.sort(key=lambda proposal: (-proposal.score, proposal.label))
    return tuple(found[:SHOWN])


def _everyday(text: str) -> dict[str, list[str]]:
    """Second-level category -> the everyday words of it that occur."""
    found: dict[str, list[str]] = {}
    for mark, category in EVERYDAY.items():
        if mark in text:
            found.setdefault(category, []).append(mark)
    return found


def _shared(name: str, text: str) -> list[str]:
    """The longest words of `name` that occur in `text`, weak words left out.

    A name is cut at 的, 和, 与 and the like, and within the rest a word starts and ends where Chinese words mostly do, after
    every second character; so 党的建设 has no 的建, and 管理问题 no 理问.
    """
    found: list[str] = []
    for token in JOINTS.split(name):
        found += _words_in(token, text)
    return found


def _words_in(token: str, text: str) -> list[str]:
    found, start = [], 0
    while start < len(token) - 1:
        ends = [
            end for end in range(len(token), start + 1, -1) if _is_word(token, start, end) and token[start:end] in text
        ]
        if not ends:
            start += 1
            continue
        if token[start : ends[0]] not in WEAK:
            found.append(token[start : ends[0]])
        start = ends[0]
    return found


def _is_word(token: str, start: int, end: int) -> bool:
    """From an even place to an even place, or from one of them to the end of the token; a whole tail of two or three."""
    if end == len(token):
        return start % 2 == 0 or end - start in (2, 3) and len(token) % 2 == 1
    return start % 2 == 0 and end % 2 == 0 or start == 0 and end == 3


def _category_reason(own: list[str], marks: list[str], path: tuple[str, ...]) -> str:
    parts = [f"陈述中有{_quoted(own)}，与分类名称相同"] if own else []
    if marks:
        parts.append(f"{_quoted(marks)}通常归“{path[1]}”")
    return "；".join(parts)


def _quoted(words: Iterable[str]) -> str:
    return "".join(f"“{word}”" for word in dict.fromkeys(words))
