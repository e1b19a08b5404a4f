"""Rows of an old ledger: what each row says, and every fault of it beside its cell.

A row without a readable day of reply is not lost: it comes in as a matter still open. Accusations are not taken from a
table: a file that many hands have held is no place for them (条例第三十条第三款).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from petitions.cases.rules.channels import CHANNELS, CLASS_OF_PURPOSE, VISITORS_MAX
from petitions.ledger.rules.cells import clean_text, one_line, read_date, read_whole
from petitions.ledger.rules.columns import (
    BY_HEADING,
    CHANNEL_WORDS,
    CONCLUSION_WORDS,
    HEADINGS,
    ONLINE_USER,
    PURPOSE_WORDS,
)
from township.dates import full_date
from township.directory.rules.identity import check_id_number, check_phone, normalise, normalise_name
from township.refusals import Refused

TITLE_MAX, NUMBER_MAX, NAME_MAX, PLACE_MAX = 120, 60, 40, 120


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell. column: the heading as the file has it; blocking: the row cannot come in like this."""

    column: str
    message: str
    blocking: bool


@dataclass(frozen=True)
class Directory:
    """What a township knows by name: units, villages and categories to their ids."""

    units: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """One matter as the ledger tells it. replied_on None = not answered as far as the ledger shows.

    number: of the old ledger; unit_id, place_id, category_id: what the names in the cells were found to be.
    """

    number: str
    name: str
    phone: str
    id_number: str
    address: str
    channel: str
    purpose: str
    case_class: str
    raised_on: date
    received_on: date
    registered_on: date
    title: str
    words: str
    category_id: int | None
    place_id: int | None
    place_text: str
    visitors: int
    unit_id: int | None
    unit_text: str
    reply: str
    replied_on: date | None
    conclusion: str

    @property
    def fingerprint(self) -> str:
        """What tells two rows without a number apart."""
        return "|".join((self.raised_on.isoformat(), normalise_name(self.name), self.title, self.words))


def columns_of(header: Sequence[str]) -> dict[str, str]:
    """Key of each known column -> its heading in this file. Refused when it is no ledger that can be read."""
    found: dict[str, str] = {}
    for heading in header:
        key = BY_HEADING.get("".join(heading.split()))
        if key in found:
            raise Refused(f"“{found[key]}”和“{heading}”说的是同一项，请只留一列。", field="file")
        if key:
            found[key] = heading
    missing = [HEADINGS["raised_on"]] if "raised_on" not in found else []
    if "title" not in found and "words" not in found:
        missing.append("标题或者内容")
    if missing:
        raise Refused(f"第一行应是表头，没有找到：{'、'.join(missing)}。请对照模板改好表头后再上传。", field="file")
    return found


def read_row(
    cells: Mapping[str, str], columns: Mapping[str, str], directory: Directory, *, today: date
) -> tuple[LedgerRow | None, list[Problem]]:
    """What the row says (None when something blocks it) and every problem found in it.

    cells: heading -> text as `cell_text` keeps it; columns: as `columns_of` found them; today: Shanghai date.
    """
    reader = _Reader(cells, columns, directory, today)
    row = reader.read()
    blocked = any(problem.blocking for problem in reader.problems)
    return (None if blocked else row), reader.problems


class _Reader:
    """Reads one row and collects what is wrong with it."""

    def __init__(self, cells, columns, directory, today):
        self.cells, self.columns, self.directory, self.today = cells, columns, directory, today
        self.problems: list[Problem] = []

    def read(self) -> LedgerRow | None:
        raised_on, received_on, registered_on = self.dates()
        title, words = self.title_and_words()
        name, purpose = self.name(), self.purpose()
        reply, replied_on = self.reply(raised_on)
        place_id, place_text = self.place()
        unit_id, unit_text = self.unit()
        values = {
            "number": self.line("number", NUMBER_MAX), "name": name, "phone": self.phone(), "id_number": self.id_number(),
            "address": self.line("address", 200), "channel": self.channel(), "purpose": purpose,
            "category_id": self.category(), "visitors": self.visitors(), "conclusion": self.conclusion(),
        }  # fmt: skip
        if raised_on is None:
            return None
        return LedgerRow(
            **values, case_class=CLASS_OF_PURPOSE.get(purpose, "claim"),
            raised_on=raised_on, received_on=received_on, registered_on=registered_on, title=title, words=words,
            place_id=place_id, place_text=place_text, unit_id=unit_id, unit_text=unit_text,
            reply=reply, replied_on=replied_on,
        )  # fmt: skip

    # --- What the reading of a cell needs
    def text(self, key: str) -> str:
        return self.cells.get(self.columns.get(key, ""), "").strip()

    def has(self, key: str) -> bool:
        return key in self.columns

    def block(self, key: str, message: str) -> None:
        self.problems.append(Problem(self.columns.get(key, HEADINGS[key]), message, True))

    def warn(self, key: str, message: str) -> None:
        self.problems.append(Problem(self.columns.get(key, HEADINGS[key]), message, False))

    def line(self, key: str, limit: int) -> str:
        text = one_line(self.text(key))
        if len(text) > limit:
            self.block(key, f"最多 {limit} 个字，现在是 {len(text)} 个，请缩短。")
        return text[:limit]

    # --- The cells
    def dates(self) -> tuple[date | None, date | None, date | None]:
        """Three days in order; the later ones follow the earlier where the ledger has not kept them apart."""
        raised_on = self.day("raised_on", needed=True)
        received_on = self.day("received_on") or raised_on
        registered_on = self.day("registered_on") or received_on
        if raised_on and received_on < raised_on:
            self.block("received_on", f"不能早于信访日期（{full_date(raised_on)}）。")
        elif raised_on and registered_on < received_on:
            self.block("registered_on", f"不能早于收到日期（{full_date(received_on)}）。")
        return raised_on, received_on, registered_on

    def day(self, key: str, needed: bool = False) -> date | None:
        text = self.text(key)
        if not text:
            if needed:
                self.block(key, "没有日期，请补上，如 2024-03-05。")
            return None
        day = read_date(text)
        if day is None:
            self.block(key, "看不出是哪一天，请写成 2024-03-05 的样子。")
        elif day > self.today:
            self.block(key, f"晚于今天（{full_date(self.today)}），请核对年份。")
        return day

    def title_and_words(self) -> tuple[str, str]:
        title, words = one_line(self.text("title")), clean_text(self.text("words"))
        if not title and not words:
            self.block("title" if self.has("title") else "words", "标题和内容都是空的，请至少填写一项。")
        if title and not words:
            self.warn("words", "没有内容，以标题代替。")
        if words and not title:
            self.warn("title", "没有标题，取内容的开头代替。")
        words = words or title
        title = title or one_line(words)[:30]
        if len(title) > TITLE_MAX:
            self.warn("title", f"标题超过 {TITLE_MAX} 个字，只留开头，全文并入内容。")
            title, words = title[: TITLE_MAX - 1] + "…", f"{title}\n{words}"
        return title, words

    def name(self) -> str:
        name = normalise_name(self.line("name", NAME_MAX))
        user = normalise_name(self.line("user", NAME_MAX))
        return name or (f"{ONLINE_USER}{user}" if user else "")

    def phone(self) -> str:
        """An old ledger's local numbers without area code are kept as they are: they still find the person."""
        text = self.line("phone", 40)
        try:
            return check_phone(text) if text else ""
        except Refused:
            self.warn("phone", "不像完整的电话号码，照原样导入。")
            return normalise(text)

    def id_number(self) -> str:
        text = self.line("id_number", 40)
        try:
            return check_id_number(text, today=self.today) if text else ""
        except Refused as refused:
            self.block("id_number", refused.message)
            return ""

    def channel(self) -> str:
        """A ledger of online messages has no such column: they all came online."""
        if not self.has("channel"):
            return "online" if self.has("user") else "letter"
        text = one_line(self.text("channel"))
        if text not in CHANNEL_WORDS:
            words = "、".join(row.label for row in CHANNELS.values())
            self.block("channel", f"{'没有填写' if not text else '不认识这种信访形式'}，请填：{words}。")
        return CHANNEL_WORDS.get(text, "letter")

    def purpose(self) -> str:
        text = one_line(self.text("purpose"))
        purpose = PURPOSE_WORDS.get(text, "")
        if purpose == "accusation":
            self.block("purpose", "检举控告不从表格导入，请在“登记”页逐件登记（条例第三十条）。")
        elif text and not purpose:
            self.block("purpose", "不认识这种信访目的，请填：求决、申诉、意见建议、其他。")
        return purpose or "other"

    def category(self) -> int | None:
        text = one_line(self.text("category")).replace("_", "/").replace("／", "/").replace(" ", "")
        found = self.directory.categories.get(text)
        if text and found is None:
            self.warn("category", "分类表里没有这一项，导入后分类空着。")
        return found

    def place(self) -> tuple[int | None, str]:
        text = self.line("place", PLACE_MAX)
        found = self.directory.places.get(text)
        return found, "" if found else text

    def unit(self) -> tuple[int | None, str]:
        text = self.line("unit", 60)
        found = self.directory.units.get(text)
        if text and found is None:
            self.warn("unit", "本镇没有这个单位，导入后责任单位空着，原文记入经过。")
        return found, "" if found else text

    def visitors(self) -> int:
        text = self.text("visitors")
        number = read_whole(text) if text else 1
        if number is None or not 1 <= number <= VISITORS_MAX:
            self.block("visitors", f"人数应是 1 到 {VISITORS_MAX} 的整数。")
            return 1
        return number

    def reply(self, raised_on: date | None) -> tuple[str, date | None]:
        reply, text = clean_text(self.text("reply")), self.text("replied_on")
        replied_on = read_date(text) if text else None
        if replied_on and replied_on > self.today:
            self.block("replied_on", f"晚于今天（{full_date(self.today)}），请核对年份。")
        elif replied_on and raised_on and replied_on < raised_on:
            self.block("replied_on", f"早于信访日期（{full_date(raised_on)}），请核对。")
        elif text and replied_on is None:
            self.warn("replied_on", "看不出是哪一天，按未答复导入，请核对后在事项里补办。")
        elif reply and not text:
            self.warn("replied_on", "有答复意见，没有答复日期，按未答复导入，请核对后在事项里补办。")
        elif replied_on and not reply:
            self.warn("reply", "有答复日期，没有答复意见。")
        return reply, replied_on

    def conclusion(self) -> str:
        text = one_line(self.text("conclusion"))
        if text and text not in CONCLUSION_WORDS:
            self.warn("conclusion", "不认识这种结论，导入后空着。")
        return CONCLUSION_WORDS.get(text, "")
