"""Text as it comes in: signs that print nothing or turn the line around are taken out, twins are written as one.

`clean` is asked at every door: forms and filters (township.frame.entrance), names of files, cells of tables. It changes
nothing a reader would miss: full-width punctuation, spaces, private-use characters of rare names and the variation
selectors that choose their shape stay. Source: Unicode UAX 9 (bidi), UTS 39 (confusables), GB 18030-2022.
"""

import re
import unicodedata

# Signs that print nothing where this house writes: soft hyphen, fillers, zero-width signs, the controls of direction
# (U+202E turns 暂停 …gpj.exe into a picture), shape selectors of emoji, tags, interlinear notes, the byte order mark.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINES = re.compile("\r\n?|[\u0085\u2028\u2029]")
_MARK = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_HEAPED = re.compile(f"({_MARK}{{2}}){_MARK}+")

# What a PDF writes for a character when its font lacks the code: radicals of the supplement block (2E80–2EFF), which
# Unicode's own tables do not fold (only 2E9F and 2EF3). After Unicode's EquivalentUnifiedIdeograph.txt.
# Two signs at a time: the radical, the character it stands for.
_SUPPLEMENT_PAIRS = (
    "⺁厂 ⺅亻 ⺇几 ⺈𠂊 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺎兀 ⺏尣 ⺐尢 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗㣺 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 "
    "⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺦丬 ⺨犭 ⺩王 ⺫罒 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺷羊 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽臼 ⺾艹 ⻀艹 ⻁虎 "
    "⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 "
    "⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 "
)
_SUPPLEMENT = {pair[0]: pair[1] for pair in _SUPPLEMENT_PAIRS.split()}
# Kangxi radicals (2F00–2FD5) by Unicode's compatibility mapping, which is safe for this block alone: NFKC over a whole text would
# write Chinese punctuation half-width. Compatibility ideographs (F900–FAFF, 2F800–) are folded by NFC itself.
_TWINS = str.maketrans(
    _SUPPLEMENT
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3)}
)

# Strokes, annotation marks and numerals that are drawn like a character and stand for nothing else here.
_DRAWN_PAIRS = (
    "㇐一 ㇑丨 ㇒丿 ㇔丶 ㆒一 ㆓二 ㆔三 ㆕四 ㆖上 ㆗中 ㆘下 ㆙甲 ㆚乙 ㆛丙 ㆜丁 ㆝天 ㆞地 ㆟人 〸十 〹廿 〺卅 "
)
_TWINS |= str.maketrans({pair[0]: pair[1] for pair in _DRAWN_PAIRS.split()})
# Kana, bopomofo and jamo that are drawn like a character: written as it where they stand alone among characters (王ニ is 王二), not
# in a word of their own script (カメラ).
_SYLLABLE_PAIRS = (
    "ニ二 ﾆ二 エ工 ｴ工 ロ口 ﾛ口 カ力 ｶ力 ト卜 ﾄ卜 タ夕 ﾀ夕 ハ八 ﾊ八 ㄧ一 ㄚ丫 ㄙ厶 ㄠ幺 ㄈ匚 ㄦ儿 ㄏ厂 ㅁ口 ㅡ一 ㅣ丨 "
)
_SYLLABLES = str.maketrans({pair[0]: pair[1] for pair in _SYLLABLE_PAIRS.split()})
_SCRIPT = "\u3041-\u30ff\u3105-\u318e\uff66-\uff9f\uac00-\ud7a3"
_ALONE = re.compile(
    f"(?:(?<=[\u3400-\u9fff])|(?<![{_SCRIPT}])(?=[{_SCRIPT}]+[\u3400-\u9fff]))[{''.join(map(chr, _SYLLABLES))}]+(?![{_SCRIPT}])"
)

# Letters of other alphabets that look like Latin ones, told apart by no reader: in a word that has Latin letters or
# digits beside them they are written as the Latin ones; a word wholly in that alphabet stays.
_FOREIGN = "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν"
_LATIN = "ABESIJKMHOPCTYXaesijopcyxdqwABEZHIKMNOPTYXoav"
_ALIKE = dict(zip(_FOREIGN, _LATIN, strict=True))
_MIXED = re.compile(f"[0-9A-Za-z{''.join(_ALIKE)}]+")
_TO_LATIN = str.maketrans(_ALIKE)
# What nearly every cell consists of, and none of the above: printable ASCII, common characters, Chinese punctuation, new lines.
_COMMON = re.compile(r"[\n -~\u3400-\u9fff，。、：；！？（）“”‘’《》〈〉【】〔〕…—·％]*")


def clean(text: str) -> str:
    """The same text without unseen signs, one sign for one character, NFC, line ends as newlines."""
    if _COMMON.fullmatch(text):
        return text
    text = _LINES.sub("\n", text)
    text = _CONTROL.sub("", _UNSEEN.sub("", text))
    text = unicodedata.normalize("NFC", text.translate(_TWINS))
    text = _ALONE.sub(lambda found: found[0].translate(_SYLLABLES), text)
    return _HEAPED.sub(r"\1", _MIXED.sub(_one_alphabet, text))


def _one_alphabet(found: re.Match) -> str:
    word = found[0]
    return word.translate(_TO_LATIN) if any(sign.isascii() for sign in word) else word
