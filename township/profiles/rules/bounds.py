"""What a rule profile may never switch on, whatever a source document says.

The software serves fair handling and the accountability of officials. It keeps no watch on people, ships no fines, and lets
no bare count of petitions decide anything (条例 18, 39, 46). A sentence of a source that asks for it may be shown, with the
reason why it is not adopted, and nowhere else.
"""

import re
from collections.abc import Iterator, Mapping

from township.refusals import Refused

ARTICLE = "条例第18、39、46条"
MONEY = "罚款和扣发钱款不能写进制度方案：乡镇文件不能设定罚款，来访也不能成为处罚的起因。"
COUNT = "不能按信访件数、来访批次启动一票否决、挂牌或扣分：问责只从办理失职开始，并由人逐件决定。"
PERSON = "制度方案里不能有针对信访人的监控、稳控、拦截、接回或人员名单：系统只记事项。"
_KEYS = {
    MONEY: ("fine", "penalt", "amount", "yuan", "money", "deduct", "bonus", "reward"),
    COUNT: ("veto", "visit_count", "per_visit", "petition_count", "visits_over", "threshold"),
    PERSON: ("person_list", "key_person", "watch", "track", "control_of", "intercept", "escort", "fetch_back"),
}
_WORDS = {
    MONEY: re.compile(r"罚款|罚金|处罚|扣发|奖励.{0,8}\d+\s*元|\d+\s*元"),
    COUNT: re.compile(r"一票否决|信访量|批次多|总体下降"),
    PERSON: re.compile(r"稳控|监控|重点人员|领回|接回|人要接|拦截|截访|劝返|打击|行踪|息访"),
}


def check_bounds(where: str, values: Mapping) -> None:
    """Refused for a forbidden key or word anywhere in an adopted entry; where: its place, for the sentence."""
    for key, value in _leaves(values):
        for sentence, stems in _KEYS.items():
            if any(stem in key for stem in stems):
                raise Refused(f"{where}：{sentence}", ARTICLE, key)
        for sentence, words in _WORDS.items():
            if isinstance(value, str) and key not in EXPLAINING and words.search(value):
                raise Refused(f"{where}：{sentence}", ARTICLE, key)


EXPLAINING = frozenset({"office_reason", "about"})  # these may say that something is left out


def _leaves(values: Mapping) -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _leaves(value)
        elif isinstance(value, list):
            yield from ((key, item) for item in value)
        yield key, value
