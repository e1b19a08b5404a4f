"""Rows of an old ledger: what each row says, and every fault of it beside its cell.

A row without a readable day of reply is not lost: it comes in as a matter still open. Accusations are not taken from a
table: a file that many hands have held is no place for them (条例第三十条第三款).
"""

import re
from collections.abc import Mapping
from datetime import date

from petitions.cases.rules.channels import CHANNELS, CLASS_OF_PURPOSE, VISITORS_MAX
from petitions.cases.rules.title_proposals import propose_title
from petitions.ledger.rules.columns import CHANNEL_WORDS, CONCLUSION_WORDS, NOBODY, ONLINE_USER, PURPOSE_WORDS
from petitions.ledger.rules.import_rows import Directory, LedgerRow
from records.imports.rules.rows import Problem, RowReader
from township.dates import full_date
from township.directory.rules.cells_of_names import DOUBTFUL, people_in
from township.directory.rules.documents import KIND_WORDS, OTHER, RESIDENT_ID, document_kind
from township.directory.rules.identity import normalise_name
from township.workbooks.rules.cells import clean_text, one_line, one_word

TITLE_MAX, NUMBER_MAX, NAME_MAX, PLACE_MAX, NAMES_MAX = 120, 60, 40, 120, 200


def read_row(
    cells: Mapping[str, str], labels: Mapping[str, str], directory: Directory, *, today: date
) -> tuple[LedgerRow | None, list[Problem]]:
    """What the row says (None when something blocks it) and every problem found in it.

    cells: key -> marked text, of the columns the file has; labels: key -> heading in the file; today: Shanghai date.
    """
    reader = _Reader(cells, labels, directory, today)
    row = reader.read()
    return (None if reader.is_blocked else row), reader.problems


class _Reader(RowReader):
    """Reads one row and collects what is wrong with it."""

    def __init__(self, cells, labels, directory: Directory, today):
        super().__init__(cells, labels, today)
        self.directory = directory

    def read(self) -> LedgerRow | None:
        raised_on, received_on, registered_on = self.dates()
        title, given_title, words = self.title_and_words()
        names, purpose = self.names(), self.purpose()
        reply, replied_on = self.reply(raised_on)
        place_id, place_text = self.place()
        unit_id, unit_text = self.unit()
        values = {
            "number": self.line("number", NUMBER_MAX),
            "names": names,
            "phone": self.phone(),
            "address": self.line("address", 200),
            "channel": self.channel(),
            "purpose": purpose,
            "category_id": self.category(),
            "visitors": self.visitors(len(names)),
            "conclusion": self.conclusion(),
            "accepted_on": self.accepted(received_on, replied_on),
        }
        id_type, id_number = self.document()
        values["notes"] = self.notes()
        if raised_on is None:
            return None
        return LedgerRow(
            **values,
            id_type=id_type,
            id_number=id_number,
            case_class=CLASS_OF_PURPOSE.get(purpose, "claim"),
            raised_on=raised_on,
            received_on=received_on,
            registered_on=registered_on,
            title=title,
            given_title=given_title,
            words=words,
            place_id=place_id,
            place_text=place_text,
            unit_id=unit_id,
            unit_text=unit_text,
            reply=reply,
            replied_on=replied_on,
        )

    def dates(self) -> tuple[date | None, date | None, date | None]:
        """Three days in order; the later ones follow the earlier where the ledger has not kept them apart, and where it has no
        day of the petition the day it came in, or was written down, stands for it.
        """
        days = {key: self.day(key) for key in ("raised_on", "received_on", "registered_on")}
        raised_on = next((day for day in days.values() if day), None)
        if raised_on is None and not self.is_blocked_at("raised_on", "received_on", "registered_on"):
            key = next((key for key in days if self.has(key)), "raised_on")
            self.block(key, "没有日期，请补上，如 2024-03-05。")
        received_on = days["received_on"] or raised_on
        registered_on = days["registered_on"] or received_on
        if raised_on and received_on < raised_on:
            self.block("received_on", f"不能早于信访日期（{full_date(raised_on)}）。")
        elif raised_on and registered_on < received_on:
            self.block("registered_on", f"不能早于收到日期（{full_date(received_on)}）。")
        return raised_on, received_on, registered_on

    def is_blocked_at(self, *keys: str) -> bool:
        return any(p.blocking and p.column in {self.labels.get(key, key) for key in keys} for p in self.problems)

    def accepted(self, received_on: date | None, replied_on: date | None) -> date | None:
        """The day of acceptance; one that does not fit between receipt and reply is left out, with a word."""
        found = self.day("accepted_on")
        if found and (received_on and found < received_on or replied_on and found > replied_on):
            self.warn("accepted_on", "不在收到和答复之间，按没有受理日期导入。")
            return None
        return found

    def notes(self) -> tuple[str, ...]:
        labels = {"state": "原台账办理状态", "satisfaction": "原台账满意度", "note": "原台账备注"}
        found = [f"{label}：{text}" for key, label in labels.items() if (text := self.words(key))]
        return (*found, *(f"原台账{label}：{text}" for label, text in self.kept.items()))

    def title_and_words(self) -> tuple[str, str, str]:
        """Title, the title as the ledger has it, and the words. A title that the ledger lacks is taken from the sentence that asks."""
        title, words = one_line(self.text("title")), clean_text(self.text("words"))
        if not title and not words:
            self.block("title" if self.has("title") else "words", "标题和内容都是空的，请至少填写一项。")
        if title and not words:
            self.warn("words", "没有内容，以标题代替。")
        if words and not title:
            self.warn("title", "没有标题，按提出请求的一句拟了一个，导入后请核对。")
        words = words or title
        given, title = title, title or propose_title(words) or one_line(words)[:30]
        if len(title) > TITLE_MAX:
            self.warn("title", f"标题超过 {TITLE_MAX} 个字，只留开头，全文并入内容。")
            title = title[: TITLE_MAX - 1] + "…"
            given, words = title, f"{given}\n{words}"
        return title, given, words

    def names(self) -> tuple[str, ...]:
        """Everybody named in the cell; without a name the user of the message."""
        cell = self.text("name")[:NAMES_MAX]
        named = people_in(cell)
        names = [name for name in named.names if name not in NOBODY]
        self.others = named.others
        if named.is_doubtful:
            self.block("name", f"“{one_line(cell)}”{DOUBTFUL}")
        elif named.is_cut and names:
            self.warn("name", "除姓名外还有别的内容，原文记入经过。")
            self.kept[self.labels.get("name", "信访人")] = one_line(cell)
        for name in names:
            if len(name) > NAME_MAX:
                self.block("name", f"“信访人”一格里有一个名字超过 {NAME_MAX} 个字，请核对。")
        user = normalise_name(self.line("user", NAME_MAX))
        return tuple(names) or ((f"{ONLINE_USER}{user}",) if user else ())

    def document(self) -> tuple[str, str]:
        """(kind, number) of the document; without a column for the kind the number itself tells it."""
        kind = KIND_WORDS.get(one_word(self.text("id_type")), OTHER if self.text("id_type") else "")
        number = self.id_number(kind=kind)
        return ((kind or document_kind(number) or RESIDENT_ID) if number else ""), number

    def channel(self) -> str:
        """A ledger of online messages has no such column: they all came online."""
        if not self.has("channel"):
            return "online" if self.has("user") else "call" if self.is_hotline() else "letter"
        text = one_word(self.text("channel"))
        if text not in CHANNEL_WORDS:
            words = "、".join(row.label for row in CHANNELS.values())
            self.block("channel", f"{'没有填写' if not text else '不认识这种信访形式'}，请填：{words}。")
        return CHANNEL_WORDS.get(text, "letter")

    def is_hotline(self) -> bool:
        """An export of a hotline has no column for how it came in, but its headings say so."""
        return any(word in heading for heading in self.labels.values() for word in ("来电", "工单", "主叫"))

    def purpose(self) -> str:
        text = one_word(self.text("purpose"))
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
        found = self.place_of("place", text, self.directory.places)
        return found, "" if found else text

    def unit(self) -> tuple[int | None, str]:
        text = self.line("unit", 60)
        several = [part.strip() for part in re.split(r"[、,，;；\n]", text) if part.strip()]
        several = [
            re.split(r"[/>—]", part)[-1].strip() or part for part in several
        ]  # 清河镇/村镇建设办: the last of a path
        found = self.place_of("unit", several[0], self.directory.units) if several else None
        if text and found is None:
            self.warn("unit", "本镇没有这个单位，导入后责任单位空着，原文记入经过。")
        elif len(several) > 1:
            self.warn("unit", "填了几个单位，取第一个，原文记入经过。")
        return found, "" if found and len(several) < 2 else text

    def visitors(self, named: int) -> int:
        """How many came; where no column tells it, as many as are named, or counted with them (王五等5人)."""
        return max(self.whole("visitors", 1, VISITORS_MAX, default=max(named, self.others, 1)) or 1, named)

    def reply(self, raised_on: date | None) -> tuple[str, date | None]:
        reply, text = clean_text(self.text("reply")), self.text("replied_on")
        replied_on = self.read_day("replied_on", text) if text else None
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
        text = one_word(self.text("conclusion"))
        if text and text not in CONCLUSION_WORDS:
            self.warn("conclusion", "不认识这种结论，导入后空着。")
        return CONCLUSION_WORDS.get(text, "")
