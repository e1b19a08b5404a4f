"""Words for the search index: Chinese has no blanks, so runs of Han become overlapping pairs (bigrams).

"校车安全" is indexed as 校车 车安 安全 and found by any two neighbouring characters. Letters and digits become whole
lower-case words. The pairs of a query may lie apart in a text that does not hold the words together, so whoever
searches checks the hits against `words(query)` as well.
"""

import re

from township.directory.rules.identity import half_width

# Unified ideographs and extension A, compatibility ideographs, 〇 and 々, the private use area in which older
# machines keep rare name characters, and the supplementary planes 2 and 3.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
RUN = re.compile(f"[{HAN}]+|[a-z0-9]+")
# The year of a number in whatever brackets: 〔2026〕, [2026], (2026), 【2026】, <2026>; blanks around it and noughts after it.
YEAR = re.compile(r"\s*[〔\[(【<〈［{]\s*(\d{4})\s*[〕\])】>〉］}]\s*(?:第\s*)?0*(?=\d)")


def _flat(text: str) -> str:
    return YEAR.sub(r"〔\1〕", VARIATION.sub("", half_width(text))).lower()


def bigrams(text: str) -> list[str]:
    """The index words of a text in their order, repeats kept: pairs of Han, lower-case Latin words, digit runs."""
    found: list[str] = []
    for run in RUN.findall(_flat(text)):
        if run.isascii():
            found.append(run)
        else:
            found.extend(first + second for first, second in zip(run, run[1:], strict=False))
    return found


def terms(query: str) -> tuple[str, ...]:
    """The index words a hit must hold, each once. Empty for single Han characters: search those by `words`."""
    return tuple(dict.fromkeys(bigrams(query)))


def words(query: str) -> tuple[str, ...]:
    """The query's words between blanks as typed (half-width, lower case, each once): every one must occur in a hit."""
    return tuple(dict.fromkeys(_flat(query).split()))
