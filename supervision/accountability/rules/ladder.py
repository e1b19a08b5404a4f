"""The ladder of accountability forms, from the township's rule profile (F5, F6).

Sources: 武陵山乡规则第十二条（八） (four rungs), 西集镇意见四（二） (six), 信访工作条例第四十二条至第四十六条. What only another organ may impose is
a proposal to it here; listing (挂牌整治) has its own procedure; no fines, and nothing that starts from a petition.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from township.refusals import Refused

LISTING = "listing"
TALKS = frozenset({"talk", "director_talk", "convenor_talk"})
CRITICISMS = frozenset({"criticism", "circular"})
PERSON_ONLY = frozenset({"admonition", "suspension", "discipline"})
BY_ORGAN = "organ"
OWN_RULES = "本地信访工作联席会议制度"
LEAST_REASON, LEAST_LEAP = 8, 30  # characters
HOLDERS = {"director": "联席办主任", "convenor": "召集人"}


@dataclass(frozen=True)
class Rung:
    """One form. level: from the lightest, 1; decided_by: "convenor", "director" or "organ"; organ: to which it is proposed; cite:
    what a paper of this township gives as its basis."""

    key: str
    label: str
    level: int
    decided_by: str
    organ: str = ""
    cite: str = ""

    @property
    def is_organ(self) -> bool:
        return self.decided_by == BY_ORGAN

    @property
    def is_talk(self) -> bool:
        return self.key in TALKS

    @property
    def talker(self) -> str:
        """Who holds the talk."""
        return HOLDERS["director" if self.key == "director_talk" else "convenor"]

    @property
    def words(self) -> str:
        """As a list offers it: what is another organ's says so."""
        return f"建议{self.organ}：{self.label}" if self.is_organ else self.label


def ladder(entries: Iterable[Mapping], elsewhere: Collection[str] = ()) -> list[Rung]:
    """The rungs of a profile's section "accountability", the lightest first; without the listing. elsewhere: documents of the
    places the profiles come from, which bind nobody here: a paper says OWN_RULES until the township names its own."""
    rungs = [
        Rung(one["key"], one["label"], one["level"], one["decided_by"], one.get("organ", ""), _basis(one, elsewhere))
        for one in entries
        if one["key"] != LISTING
    ]
    return sorted(rungs, key=lambda rung: rung.level)


def _basis(entry: Mapping, elsewhere: Collection[str]) -> str:
    cite = entry.get("cite", "")
    return OWN_RULES if cite in elsewhere and not entry.get("law") else cite


def rung_of(rungs: Iterable[Rung], key: str) -> Rung:
    """The rung chosen. Refused for one the township's rules do not have."""
    found = next((rung for rung in rungs if rung.key == key), None)
    if found is None:
        raise Refused("现行制度没有这种问责方式，请重新选择。", field="form")
    return found


def check_subject(rung: Rung, *, is_person: bool, heads_the_office: bool) -> None:
    """heads_the_office: the person is chief convenor: nobody here stands above that post."""
    if rung.key in PERSON_ONLY and not is_person:
        raise Refused(f"“{rung.label}”只能对个人提出，请选择责任人。", rung.cite, "person")
    if heads_the_office and not rung.is_organ:
        raise Refused("对总召集人的问责不能由本级决定，请选择向有权机关提出建议的方式。", rung.cite, "form")


def check_proportion(rung: Rung, earlier: Iterable[int], reason: str) -> None:
    """Why this rung: always said, and said at length where lighter rungs were never tried. earlier: levels used before against
    the same subject, whether or not they stand."""
    typed = reason.strip()
    if len(typed) < LEAST_REASON:
        raise Refused(f"请写明为什么选这种方式，至少写 {LEAST_REASON} 个字。", field="proportion")
    if rung.level > max(earlier, default=0) + 1 and len(typed) < LEAST_LEAP:
        raise Refused(
            f"此前没有对同一对象用过较轻的方式，直接用“{rung.label}”要写明较轻的方式为什么不够，至少写 {LEAST_LEAP} 个字。",
            field="proportion",
        )
