"""The people a cell of a ledger names: split where signs divide them, freed of what is no name, stopped where nobody can tell.

A blank divides nobody by itself: 张 三 is one person, and so is 古丽米热 艾比布力, whose dot was left out.
"""

import re
from dataclasses import dataclass

from township.directory.rules.identity import half_width, normalise_name, split_names

_BRACKETS = re.compile(r"[(\[【<《〔][^()\[\]【】<>《》〔〕]*[)\]】>》〕]")
_NUMBERS = re.compile(r"(?:(?:联系)?电话|手机号?|身份证号?)?[:：]?\s*\+?\d[\d\- ]{5,}[\dXx]")
_HEAD = re.compile(
    r"^(?:信访人|来访人|来信人|代表人?|联系人|姓名)[:：]\s*|^(?:村民|居民|群众|业主|职工|农民工)(?=[\u4e00-\u9fff·]{2,}$)"
)
# What stands behind a name and is none: sex, age, people, kin.
_BESIDE = re.compile(
    r"[男女]|[男女]性|\d{1,3}岁?|(?:汉|回|满|藏|蒙古|维吾尔|苗|彝|壮|土家|哈萨克|朝鲜|布依|侗|瑶|白|哈尼|傣|黎|傈僳|畲|羌)族"
    r"|其?(?:家属|家人|亲属|子女|儿子|女儿|妻子|丈夫|父母|父亲|母亲|其他人|他人|邻居|村民|居民|群众|业主)"
)
_COUNTED = re.compile(r"等\s*(\d{1,4})\s*[人名]")
_SEVERAL = re.compile(r"\s*[|&+\n]\s*")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]+")
# The family names that nine of ten people of this country bear; enough to ask whether 王五 李四 are two.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文温樊洪葛牛安齐鲁柳庞施岳殷章倪"
)
DOUBTFUL = "像是几个人的名字。是几个人的，请用顿号分开；是一个人的，请去掉中间的空格，或者写成“·”。"


@dataclass(frozen=True)
class Named:
    """names: of people, in order; others: how many there are with them by 等5人, else 0; is_cut: something beside the names was left out; is_doubtful: one name or several, nobody can tell."""

    names: tuple[str, ...]
    others: int
    is_cut: bool
    is_doubtful: bool


def people_in(cell: str) -> Named:
    """王五、李四(儿子) 13800000001 -> 王五, 李四, with something left out; 王五 李四 -> doubtful."""
    text = half_width(cell)
    bare = _NUMBERS.sub("", _BRACKETS.sub("", text))
    parts = [part for line in _SEVERAL.split(bare) for part in re.split(r"[、,;/]", line) if part.strip()]
    names: list[str] = []
    is_cut, is_doubtful = bare != text, False
    for part in parts:
        kept = _without_beside(_HEAD.sub("", part.strip()))
        is_cut |= kept != " ".join(part.split())
        found = [name for name in split_names(kept) if not _BESIDE.fullmatch(name)]
        is_cut |= len(found) < len(split_names(kept))
        is_doubtful |= _may_be_several(kept)
        names += found
    counted = _COUNTED.search(text)
    return Named(tuple(dict.fromkeys(names)), int(counted[1]) if counted else 0, is_cut, is_doubtful)


def _without_beside(text: str) -> str:
    """王五 男 汉族 -> 王五."""
    words = text.split()
    while len(words) > 1 and _BESIDE.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def _may_be_several(text: str) -> bool:
    """Words divided by a blank or a dash, each of which can be a whole Chinese name."""
    words = [normalise_name(word) for word in re.split(r"[\s—–-]+", text) if word]
    return len(words) > 1 and all(
        len(word) in (2, 3) and _HAN.fullmatch(word) is not None and word[0] in SURNAMES for word in words
    )
