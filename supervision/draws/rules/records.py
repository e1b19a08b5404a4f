"""The published list as bytes that can be hashed, the record of a draw as a file, and the check that repeats the whole.

Everything here works on text alone, so that the record can be checked where there is no database (`manage.py check_draw`).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from supervision.draws.rules.sampler import Pick, sample, seed_of
from township.json_in import json_of
from township.refusals import Refused

FORM = "spot-check-draw/1"
_HEAD = re.compile(r"\[(\d+)\] (.+) 共(\d+)个 抽(\d+)个")
_UNIT = re.compile(r"(\d+)-(\d+) (.+)")


@dataclass(frozen=True)
class Stratum:
    """One list. seq: its number, from 1; wanted: how many are drawn; units: labels in their order."""

    seq: int
    name: str
    wanted: int
    units: tuple[str, ...]


@dataclass(frozen=True)
class Population:
    """What is fixed before the seed. excluded: (label, reason); again: number and reason of the draw before, "" = the first."""

    organ: str
    period: str
    topic: str
    strata: tuple[Stratum, ...]
    excluded: tuple[tuple[str, str], ...] = ()
    again: str = ""


def population_text(given: Population) -> str:
    """The list as it is published; its SHA-256 is that of the UTF-8 bytes of exactly this text."""
    lines = [f"{given.organ}随机抽查名单", f"周期：{given.period}", f"抽查事项：{given.topic}"]
    if given.again:
        lines.append(f"重新抽取：{given.again}")
    for one in given.strata:
        lines.append(f"[{one.seq}] {one.name} 共{len(one.units)}个 抽{one.wanted}个")
        lines += [f"{one.seq}-{number} {label}" for number, label in enumerate(one.units, 1)]
    lines += [f"不列入：{label}（{reason}）" for label, reason in given.excluded]
    return "\n".join(_line(line) for line in lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def hash_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, 64 hexadecimal signs."""
    return sha256(text.encode()).hexdigest()


def strata_in(text: str) -> list[Stratum]:
    """The lists read back from the published text. Refused where they do not agree with their own heads."""
    heads: list[tuple[int, str, int, int]] = []
    units: dict[int, list[str]] = {}
    for line in text.splitlines():
        if head := _HEAD.fullmatch(line):
            heads.append((int(head[1]), head[2], int(head[3]), int(head[4])))
        elif unit := _UNIT.fullmatch(line):
            listed = units.setdefault(int(unit[1]), [])
            listed.append(unit[3])
            if len(listed) != int(unit[2]):
                raise Refused(f"名单第 {unit[1]} 组的序号不连续，文件可能被改动过。")
    for seq, name, size, _ in heads:
        if len(units.get(seq, ())) != size:
            raise Refused(f"“{name}”写明共 {size} 个，名单里有 {len(units.get(seq, ()))} 个，文件可能被改动过。")
    if not heads:
        raise Refused("文件里没有抽取名单。")
    return [Stratum(seq, name, wanted, tuple(units.get(seq, ()))) for seq, name, _, wanted in heads]


@dataclass(frozen=True)
class Line:
    """One line of the sheet: pick `nth` of a stratum, the unit it fell on."""

    stratum: int
    nth: int
    pick: Pick
    unit: str


def drawn(strata: Sequence[Stratum], seed: str) -> list[Line]:
    """Every pick of every stratum, in order."""
    return [
        Line(one.seq, nth, pick, one.units[pick.remainder])
        for one in strata
        for nth, pick in enumerate(sample(seed_of(seed, one.seq), len(one.units), one.wanted), 1)
    ]


def record(*, number: str, population: str, seed: str, lines: Sequence[Line], more: Mapping[str, str]) -> str:
    """The draw as a JSON file that `check_draw` reads. more: who witnessed, where the seed is from, when."""
    given = {
        "form": FORM,
        "number": number,
        **more,
        "population": population,
        "population_sha256": hash_of(population),
        "seed": seed,
        "picks": [as_row(line) for line in lines],
    }
    return json.dumps(given, ensure_ascii=False, indent=1) + "\n"


def as_row(line: Line) -> dict:
    """A line as the file holds it."""
    pick = line.pick
    given = {"stratum": line.stratum, "nth": line.nth, "text": pick.text, "sha256": pick.digest}
    return given | {"remainder": pick.remainder, "unit": line.unit}


def read_record(text: str) -> dict:
    """The file read. Refused, in words that say what to do, for anything that is not such a file."""
    wrong = Refused("这不是抽取记录文件，请使用抽查页面“抽取记录（JSON）”下载的文件。")
    try:
        given = json_of(text)
    except ValueError:
        raise wrong from None
    if not isinstance(given, dict) or given.get("form") != FORM:
        raise wrong
    kinds = {"population": str, "population_sha256": str, "seed": str, "picks": list}
    for name, kind in kinds.items():
        if not isinstance(given.get(name), kind):
            raise Refused(f"抽取记录文件缺少“{name}”一项，请重新下载。")
    return given


def differences(given: Mapping) -> list[str]:
    """What the file says otherwise than the draw repeated from its list and seed; [] = everything agrees."""
    found = []
    if hash_of(given["population"]) != given["population_sha256"]:
        found.append("名单的 SHA-256 与公布的不一致")
    again = [as_row(line) for line in drawn(strata_in(given["population"]), given["seed"])]
    if len(again) != len(given["picks"]):
        found.append(f"应当抽出 {len(again)} 个单位，文件里有 {len(given['picks'])} 个")
    for wanted, said in zip(again, given["picks"], strict=False):
        if wanted != said:
            named = said.get("unit", "") if isinstance(said, dict) else ""
            where = f"第 {wanted['stratum']} 组第 {wanted['nth']} 个"
            found.append(f"{where}应为“{wanted['unit']}”（{wanted['text']}），文件里是“{named}”")
    return found
