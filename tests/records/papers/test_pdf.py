"""The paper engine: grid of GB/T 9704-2012, rare characters, closed to files and network, no blank boxes."""

import builtins
import io
import logging
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from pypdf import PdfReader

from records.papers import engine, press, typeface
from records.papers import pdf as house
from records.papers.checks import fonts_at_start
from records.papers.pdf import MissingGlyphs, PaperTooLarge, PdfUnavailable, rare_spans, render_pdf
from records.papers.rules.glyphs import Decided
from records.papers.typeface import covered, families, font_dirs, missing_fonts
from records.templatetags.paper import paper
from tests.records.papers.pdf_reading import baselines, lines_by_poppler, text_of
from township.refusals import Refused

pytestmark = pytest.mark.once  # rendering knows no database

RARE = "㛃䶮𠅤𬱖堃翀喆"
PITCH = 225 / 22 / 25.4 * 72  # pt


def page(content: str, *sheets: str) -> str:
    names = " ".join(f'"{name}"' for name in ("base", *sheets))
    head = Template("{% load paper %}{% paper_css " + names + " %}").render(Context())
    return f'<!doctype html><html lang="zh-CN"><head><title>t</title>{head}</head><body>{content}</body></html>'


def han(count: int) -> str:
    """Plain running text without punctuation."""
    return ("信访事项由本机关依法受理并在规定期限内答复清河镇人民政府" * (count // 20))[:count]


# --- The grid ---------------------------------------------------------------------------------------------------------
def test_a_full_page_has_22_lines_of_28_characters(tmp_path):
    pdf = render_pdf(page(f'<p class="flush">{han(28 * 50)}</p>'), title="t")
    lines = lines_by_poppler(pdf, tmp_path, 0)
    assert [len(text) for text, _, _ in lines] == [28] * 22
    assert {round(left) for _, left, _ in lines} == {79}  # 28 mm
    assert all(520 < right < 522 for _, _, right in lines)  # 210 - 26 mm


def test_line_pitch_is_225_mm_by_22():
    heights = baselines(render_pdf(page(f'<p class="flush">{han(28 * 30)}</p>'), title="t"), 0)
    assert len(heights) == 22
    assert [above - below for above, below in zip(heights, heights[1:], strict=False)] == pytest.approx(
        [PITCH] * 21, abs=0.11
    )


def test_an_indented_paragraph_loses_two_characters_in_its_first_line_only(tmp_path):
    lines = lines_by_poppler(render_pdf(page(f"<p>{han(200)}</p>"), title="t"), tmp_path, 0)
    assert [len(text) for text, _, _ in lines[:3]] == [26, 28, 28]


def test_rare_characters_in_names_print_and_keep_the_grid(tmp_path):
    text = "".join(RARE[n % 7] + han(40)[:8] for n in range(160))
    pdf = render_pdf(page(f'<p class="flush">{rare_spans(text)}</p>'), title="t")
    assert set(RARE) <= set(text_of(pdf))
    heights = baselines(pdf, 0)
    assert len(heights) == 22
    assert [above - below for above, below in zip(heights, heights[1:], strict=False)] == pytest.approx(
        [PITCH] * 21, abs=0.11
    )
    assert [len(line) for line, _, _ in lines_by_poppler(pdf, tmp_path, 0)] == [28] * 22


def test_headings_in_other_faces_keep_the_grid():
    text = "\n".join(["一、信访请求和堃的", "（一）事实和理由喆", han(66)] * 8)
    heights = baselines(render_pdf(page(paper(text)), title="t"), 0)
    assert len(heights) == 20  # four groups of five lines; two headings may not end the page without their text
    steps = [above - below for above, below in zip(heights, heights[5:], strict=False)]
    assert steps == pytest.approx([5 * PITCH] * 15, abs=0.11)


def test_page_numbers_stand_outside_in_duplex_print():
    reader = PdfReader(io.BytesIO(render_pdf(page(f"<p>{han(28 * 50)}</p>"), title="t")))
    places = {}

    def note(text, cm, tm, *_):
        if text.strip().startswith("—"):
            places[text.strip()] = tm[4] * cm[0] + cm[4]

    for sheet in reader.pages:
        sheet.extract_text(visitor_text=note)
    right, left = places["— 1 —"], places["— 2 —"]
    assert right > 450 and left < 100


# --- Characters -------------------------------------------------------------------------------------------------------
def test_only_characters_the_body_font_lacks_are_marked():
    assert rare_spans("张堃翀") == '张<span class="rare">堃翀</span>'
    assert rare_spans("张三，2026年“甲”〔1〕") == "张三，2026年“甲”〔1〕"
    assert rare_spans("ABC 123") == "ABC 123"


def test_everything_is_escaped_also_what_claims_to_be_safe():
    assert rare_spans("<b>堃</b>&") == '&lt;b&gt;<span class="rare">堃</span>&lt;/b&gt;&amp;'
    assert rare_spans(mark_safe("<script>")) == "&lt;script&gt;"


def test_invisible_marks_that_reorder_text_are_dropped():
    assert rare_spans("甲\u202e乙\u200b丙\x00丁\ud800") == "甲乙丙丁"


def test_a_font_without_a_file_at_hand_is_trusted_for_gb_2312_only(settings):
    settings.PAPER_FONTS = {"fang": "FangSong_GB2312", "kai": "KaiTi_GB2312"}
    assert families()["fang"] == "FangSong_GB2312"
    assert covered("FangSong_GB2312", tuple(font_dirs())) is None
    assert rare_spans("张堃镇") == '张<span class="rare">堃</span>镇'


def test_office_fonts_reach_the_style_sheet_without_breaking_out_of_it(settings):
    settings.PAPER_FONTS = {"fang": 'My"} </style> Fang'}
    html = page("<p>x</p>")
    assert html.count("</style>") == 1
    assert '--fang:"My} /style> Fang";' in html


def test_the_body_font_is_the_projects_own():
    fonts = PdfReader(io.BytesIO(render_pdf(page("<p>信访</p>"), title="t"))).pages[0]["/Resources"]["/Font"]
    names = {font.get_object()["/BaseFont"].split("+")[1] for font in fonts.values()}
    assert names == {"FandolFang", "Noto-Serif-CJK-SC"}  # body, page number


def test_a_symbol_that_no_font_has_prints_as_its_code_so_that_the_paper_says_what_stood_there(monkeypatch):
    drawn = []

    def draw(html, title):
        drawn.append(html)
        return b"pdf", {"\U0001f600"} if len(drawn) == 1 else set()

    monkeypatch.setattr("records.papers.pdf.draw", draw)
    assert render_pdf("<p>请看\U0001f600附件</p>", title="t") == b"pdf"
    assert drawn[1] == "<p>请看〔U+1F600〕附件</p>"


@pytest.mark.parametrize(
    ("sign", "package"),
    [
        ("\u0f56", "NotoSerifTibetan"),
        ("\uf8f1", "assets/fonts"),
        ("\U0002a6d0", "HanaMinB"),
        ("\u4e00", "fonts-noto-cjk"),
    ],
)
def test_a_letter_of_a_name_never_prints_as_another_sign_and_the_sentence_says_what_to_install(
    monkeypatch, sign, package
):
    monkeypatch.setattr("records.papers.pdf.draw", lambda html, title: (b"", {sign}))
    with pytest.raises(MissingGlyphs, match=package) as refused:
        render_pdf(f"<p>{sign}</p>", title="t")
    assert f"U+{ord(sign):04X}" in refused.value.message and "由本办决定用什么代替" in refused.value.message


def test_the_start_says_which_fonts_are_missing(monkeypatch):
    monkeypatch.setattr(typeface.shutil, "which", lambda name: "/usr/bin/fc-list")
    monkeypatch.setattr(typeface, "_has_font", lambda asked, code: code != 0x0F40)
    assert [name for name, _ in typeface.missing_fonts()] == ["assets/fonts/NotoSerifTibetan-Regular.ttf"]
    (warning,) = fonts_at_start(None)
    assert "NotoSerifTibetan" in warning.hint


LEVEL_3 = ((0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0))
WORDS = (
    "བཀྲ་ཤིས",
    "گۈلميرە",
    "ᠮᠣᠩᠭᠣᠯ",
    "ꆈꌠꉙ",
    "𠅤𪚥𫝀𬺰𮯠㛃鿭",
)  # names in Tibetan, Uyghur, Mongolian, Yi, and one of each extension


def test_the_delivered_font_has_every_character_of_level_3_beyond_the_first_plane():
    points = covered("HanaMinB", tuple(font_dirs()))
    assert [code for first, last in LEVEL_3 for code in range(first, last + 1) if code not in points] == []


@pytest.mark.parametrize("word", WORDS)
def test_names_of_every_people_and_of_every_extension_print(word):
    pdf = render_pdf(page(f"<p>{rare_spans('张三' + word)}</p>"), title="t")
    fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    assert len(fonts) > 2 or word in text_of(pdf)  # the body's, that of the page number, and those of the word


def test_this_machine_lacks_no_font():
    assert missing_fonts() == []


def test_a_chinese_character_that_no_font_has_stops_the_document():
    with pytest.raises(MissingGlyphs, match=r"U\+32000") as refused:
        render_pdf(page(f"<p>{rare_spans('张' + chr(0x32000))}</p>"), title="t")
    assert isinstance(refused.value, Refused), "the page that asked for it shows the sentence"


# --- Closed -----------------------------------------------------------------------------------------------------------
def test_nothing_is_fetched_from_files_or_network(tmp_path, monkeypatch, caplog):
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密内容")
    opened, dialled = [], []
    real_open = builtins.open
    monkeypatch.setattr(builtins, "open", lambda file, *a, **k: opened.append(str(file)) or real_open(file, *a, **k))
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: dialled.append(a))
    monkeypatch.setattr(socket.socket, "connect", lambda *a: dialled.append(a))
    hostile = (
        f'<link rel="stylesheet" href="file://{secret}"><link rel="attachment" href="file://{secret}">'
        f'<style>@import url("http://127.0.0.1:9/x.css"); p {{ background: url("file://{secret}") }}</style>'
        f'<p>甲<img src="file://{secret}"><img src="http://127.0.0.1:9/x.png"><object data="{secret}"></object>'
        f'<a rel="attachment" href="file://{secret}">乙</a><img src="secret.txt"></p>'
    )
    with caplog.at_level(logging.CRITICAL, logger="weasyprint"):
        pdf, _ = engine.render(page(hostile), "t")
    assert not dialled
    assert not [name for name in opened if "secret" in name]
    reader = PdfReader(io.BytesIO(pdf))
    assert not reader.attachments
    assert "绝密" not in text_of(pdf)


def test_pictures_inside_the_document_are_let_in():
    dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    reader = PdfReader(io.BytesIO(render_pdf(page(f'<p>图<img src="{dot}"></p>'), title="t")))
    assert len(reader.pages[0].images) == 1


# --- Around it --------------------------------------------------------------------------------------------------------
def test_the_title_goes_into_the_document_properties():
    assert (
        PdfReader(io.BytesIO(render_pdf(page("<p>x</p>"), title="清信受〔2026〕88号"))).metadata.title
        == "清信受〔2026〕88号"
    )


def test_missing_system_libraries_are_told_in_chinese(monkeypatch):
    monkeypatch.setattr(house, "_ask_a_press", lambda html, title: ({"failed": "libraries", "why": "libgobject"}, b""))
    with pytest.raises(PdfUnavailable, match="apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"):
        render_pdf("<p>x</p>", title="t")


def test_the_press_says_that_libraries_are_missing(monkeypatch):
    def refuse(html, title):
        raise OSError("cannot load library 'libgobject-2.0-0'")

    monkeypatch.setattr(engine, "render", refuse)
    assert press._answer("<p>x</p>", "t")[0]["failed"] == "libraries"


# --- A process of its own ---------------------------------------------------------------------------------------------
@pytest.fixture
def fresh_presses():
    house.close_presses()
    yield
    house.close_presses()


def test_a_document_that_does_not_end_is_stopped_with_a_sentence_and_the_next_one_prints(settings, fresh_presses):
    settings.PRINT_SECONDS = 1
    with pytest.raises(PaperTooLarge, match="减少附表行数"):
        render_pdf(page("<p>信访</p>" * 60_000), title="t")
    settings.PRINT_SECONDS = 60
    assert render_pdf(page("<p>甲</p>"), title="t").startswith(b"%PDF")


def test_a_document_that_eats_memory_is_stopped_with_a_sentence(settings, fresh_presses):
    settings.PRINT_MEMORY_MB = 150
    with pytest.raises(PaperTooLarge):
        render_pdf(page("<p>信访</p>" * 60_000), title="t")


def test_a_press_that_died_between_two_documents_is_replaced(fresh_presses):
    render_pdf(page("<p>甲</p>"), title="t")
    (waiting,) = house._idle
    waiting.process.kill()
    waiting.process.wait()
    assert render_pdf(page("<p>乙</p>"), title="t").startswith(b"%PDF")


def test_two_threads_get_their_own_documents(fresh_presses):
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: text_of(render_pdf(page(f"<p>第{n}件</p>"), title="t")), range(8)))
    assert [f"第{n}件" in text for n, text in enumerate(made)] == [True] * 8
    assert 1 <= len(house._idle) <= house.AT_ONCE


def test_a_press_knows_no_secret(fresh_presses, monkeypatch):
    monkeypatch.setenv("DATA_KEY", "geheim")
    at_work = house._Press()
    try:
        # Once it has drawn it has begun; before, the system does not know its surroundings yet.
        assert at_work.draw(page("<p>甲</p>"), "t")
        known = Path(f"/proc/{at_work.process.pid}/environ")
        assert b"PATH=" in known.read_bytes() and b"geheim" not in known.read_bytes()
    finally:
        at_work.close()


def test_what_fails_in_the_engine_fails_here(monkeypatch):
    monkeypatch.setattr(house, "_ask_a_press", lambda html, title: ({"failed": "fault", "why": "KeyError: 1"}, b""))
    with pytest.raises(RuntimeError, match="KeyError"):
        render_pdf("<p>x</p>", title="t")


def test_a_second_font_folder_gets_a_configuration_of_its_own(settings, tmp_path):
    settings.PAPER_FONT_DIRS = [str(tmp_path)]
    settings.VAR_DIR = tmp_path
    path = typeface.fontconfig_file()
    assert path == tmp_path / "fonts.conf"
    assert f"<dir>{tmp_path}</dir>" in path.read_text()


# --- Characters that no font has, by the office's decision --------------------------------------------------------------
LACKED = "\U00032000"  # extension H, in no open font


def test_extensions_g_and_h_print_as_far_as_an_open_font_has_them():
    points = covered("BabelStone Han GH", tuple(font_dirs()))
    assert len([code for code in points if 0x30000 <= code <= 0x323AF]) > 5000
    assert render_pdf(page(f"<p>{rare_spans('王' + chr(0x30000) + chr(0x31350))}</p>"), title="t")


def test_what_the_office_decided_is_printed_and_every_page_says_so():
    decided = {LACKED: Decided("⿰王兴", date(2026, 11, 30), "清河镇联席办")}
    html = page(f"<p>{rare_spans('张' + LACKED)}</p><p style='break-before:page'>二</p>")
    pdf = render_pdf(html, title="t", stand_ins=lambda signs: decided)
    for number in range(2):
        assert "U+32000" in "".join(PdfReader(io.BytesIO(pdf)).pages[number].extract_text().split())
    assert "〔⿰王兴〕" in text_of(pdf).replace("\n", "") and LACKED not in text_of(pdf)


def test_what_nobody_decided_about_still_stops_the_paper():
    with pytest.raises(MissingGlyphs, match="生僻字代用"):
        render_pdf(page(f"<p>{rare_spans('张' + LACKED)}</p>"), title="t", stand_ins=lambda signs: {})
