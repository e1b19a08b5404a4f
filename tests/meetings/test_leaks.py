"""A token planted in a case is followed through topic, minutes, resolution and frozen pack: whoever is shut out of the case
afterwards meets neither the token nor the numbers of what rests on it, on any page, search, pack, inbox or feed."""

import io
import re
import zipfile
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from assessment.board.actions import open_wall, take_figures
from meetings.dispatch.rules.packs import OpenResolution, Pack, UnitReport, for_reader
from meetings.receptions.actions.feeds import open_feed
from meetings.sessions.actions import sessions
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Session
from records.figures.rules import FigureSection, FigureTable
from records.matters.models.matters import Matter
from records.matters.queries.links import with_what_rests_on
from records.matters.queries.scope import matters_visible_to
from records.notices.models.notices import Notice
from records.papers.rules.closed import OMITTED, without_closed
from tests.exclusions import implicate, recuse
from tests.meetings.dispatch.dispatch_room import Room
from tests.meetings.receptions.conftest import Duty
from tests.petitions.stage import Stage
from tests.printing import real_printer
from tests.records.papers.pdf_reading import text_of

pytestmark = pytest.mark.usefixtures("quick_print")
TOKEN = "苍耳子七三九砂场"
# Leaves the page, or takes something out that has its own tests.
NOT_FOLLOWED = re.compile(r"/(logout|static|media|password|lookup|search/keep)")
MOST_PAGES = 160


@pytest.fixture
def chain(hall):
    """Case → topic → session → issued minutes → resolution → frozen dispatch pack, all before anybody is shut out."""
    case = hall.case(title=TOKEN)
    tomorrow = hall.day + timedelta(days=1)  # before the day of the dispatch
    hall.plan(title="九月工作会议", starts_at=hall.cast.at(tomorrow, 14, 30), ends_at=hall.cast.at(tomorrow, 16, 30))
    hall.invite("building", "civil")
    hall.sealed["topic"] = hall.propose("clerk", title=TOKEN, linked=[case.number])
    hall.agree()
    hall.schedule()
    hall.on_session(sessions.convene)
    hall.begun()
    hall.write(order=1, heard=f"会议听取了{TOKEN}情况。", held="", decided="会议同意立即停工。")
    hall.task("building", order=1, text=f"{TOKEN}立即停工整改")
    hall.issued()
    hall.sealed["case"] = case
    hall.sealed["minutes"] = hall.minutes
    hall.session = hall.minutes = None
    room = Room(hall)
    room.compiled()
    hall.held()
    hall.sealed["dispatch"] = room.again()
    return hall


def numbers(chain) -> list[str]:
    case, topic = chain.sealed["case"], chain.sealed["topic"]
    resolution = Resolution.objects.get(topic=topic)
    return [case.number, topic.matter.number, resolution.number]


def words_in(answer) -> str:
    """What a person reads in an answer: of a page, a PDF or a workbook."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if "pdf" in kind and b"%%EOF" in data:
        return text_of(data)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return unescape(data.decode("utf-8", "replace"))


def crawl(client, starts) -> dict[str, str]:
    """Address → words of every page reached from the starts within the house."""
    waiting, seen = list(starts), {}
    while waiting and len(seen) < MOST_PAGES:
        url = waiting.pop(0)
        if url in seen or NOT_FOLLOWED.search(url):
            continue
        answer = client.get(url)
        seen[url] = words_in(answer) if answer.status_code == 200 else ""
        if answer.status_code in (301, 302):
            waiting.append(answer.headers["Location"])
        if "html" in answer.headers.get("Content-Type", ""):
            waiting += [unescape(link) for link in re.findall(r'href="(/[^"#]*)', seen[url])]
    return seen


def starts(chain) -> list[str]:
    dispatch, minutes = chain.sealed["dispatch"], chain.sealed["minutes"]
    found = ["/", "/inbox/", "/approvals/"]
    found += [
        f"/matters/{pk}/{page}"
        for pk in Matter.objects.values_list("pk", flat=True)
        for page in ("", "access/", "trail/")
    ]
    found += [
        reverse(f"meetings:{name}", args=[dispatch.pk])
        for name in ("dispatch_pack", "dispatch_pdf", "dispatch_sheet", "dispatch")
    ]
    found += [f"{reverse('meetings:dispatch_screen', args=[dispatch.pk])}?s={n}" for n in range(1, 9)]
    found += [reverse("meetings:minutes", args=[minutes.pk]), reverse("meetings:minutes_pdf", args=[minutes.pk])]
    found += [
        reverse("meetings:topics"),
        reverse("meetings:resolutions"),
        reverse("meetings:session", args=[minutes.session_id]),
    ]
    return found


def test_everything_that_rests_on_the_case_is_closed_with_it(chain):
    case, topic = chain.sealed["case"], chain.sealed["topic"]
    resolution = Resolution.objects.get(topic=topic)
    closed = with_what_rests_on([case.pk])
    assert {case.pk, topic.pk, resolution.pk} <= closed
    assert chain.sealed["dispatch"].session_id not in closed  # the session itself stays open


@pytest.mark.parametrize("who", ["clerk2", "convenor", "liaison2"])
def test_who_is_shut_out_afterwards_finds_no_trace(chain, who, stand_at):
    case, told = chain.sealed["case"], {"by": chain.actor("clerk"), "at": chain.at(18)}
    if who == "liaison2":
        implicate(matter=case, unit=chain.cast.unit("civil"), reason="被反映", **told)
    else:
        recuse(matter=case, person=chain.cast.person(who), reason="亲属经营", **told)
    stand_at(chain.day, 20)
    client = chain.cast.client(who)
    with real_printer():
        pages = crawl(client, starts(chain))
    assert len(pages) > 40
    for url, words in pages.items():
        for secret in (*numbers(chain), TOKEN):
            assert secret not in words, (url, secret)
    for typed in (*numbers(chain), TOKEN):
        assert "没有找到" in words_in(client.post("/search/", {"q": typed}, follow=True)), typed
    assert not {chain.sealed["topic"].matter, case} & set(matters_visible_to(chain.actor(who)))


def board_pages(client) -> dict[str, str]:
    """The board, its map and paper, and every list that a number on it opens."""
    waiting, seen = ["/board/", "/board/villages/", "/board/pdf/"], {}
    while waiting:
        url = waiting.pop()
        if url not in seen:
            answer = client.get(url)
            seen[url] = words_in(answer) if answer.status_code == 200 else ""
            waiting += [
                unescape(link) for link in re.findall(r'href="(/board/[^"#]*)', seen[url]) if "walls" not in link
            ]
    return seen


def test_no_feed_no_wall_and_no_board_shows_what_is_closed(chain, stand_at):
    """What leaves the house by an address of its own, and what is counted from everything: neither names a closed matter."""
    cast, case = chain.cast, chain.sealed["case"]
    told = {"by": chain.actor("clerk"), "at": chain.at(18)}
    stand_at(chain.day, 20)
    case.next_due_on = chain.day - timedelta(days=3)  # late, so that the board counts it
    case.save(update_fields=["next_due_on"])
    secret = Stage(cast, day=chain.day)
    secret.register(purpose="accusation", words=f"{TOKEN}行贿", named_ids=(cast.person("chief").pk,))
    for who in ("clerk2", "convenor"):
        recuse(matter=case, person=cast.person(who), reason="亲属经营", **told)
    implicate(matter=case, unit=cast.unit("civil"), reason="被反映", **told)
    Duty(cast, day=chain.day, monday=chain.day + timedelta(days=7 - chain.day.weekday())).published()
    take_figures(cast.township.pk, chain.at(19))
    _, wall = open_wall(place="大厅", by=chain.actor("director"), at=chain.at(19))
    feeds = [
        open_feed(is_whole=is_whole, by=chain.actor(who), at=chain.at(19))[1]
        for who, is_whole in (("clerk2", True), ("leader", False), ("director", True))
    ]
    open_to_all = [f"/wall/{wall}/", f"/wall/{wall}/part/", "/duty/", *(f"/feeds/{token}.ics" for token in feeds)]
    Session.objects.filter(pk=chain.sealed["minutes"].session_id).update(requirement=f"请带{TOKEN}材料")
    session = reverse("meetings:session_calendar", args=[chain.sealed["minutes"].session_id])
    with real_printer():
        pages = {url: words_in(chain.cast.client("sysadmin").get(url)) for url in open_to_all}
        pages |= {f"{who} {session}": words_in(cast.client(who).get(session)) for who in ("clerk2", "convenor")}
        for who in ("convenor", "liaison2", "auditor"):
            pages |= {f"{who} {url}": words for url, words in board_pages(cast.client(who)).items()}
    assert sum("BEGIN:VEVENT" in words for words in pages.values()) >= 3
    assert sum(bool(words) for words in pages.values()) > 20
    for url, words in pages.items():
        for hidden in (*numbers(chain), TOKEN, secret.case.number):
            assert hidden not in words, (url, hidden)


def test_others_still_read_the_whole(chain, stand_at):
    stand_at(chain.day, 20)
    case, topic, resolution = numbers(chain)
    pages = crawl(chain.cast.client("director"), starts(chain))
    whole = "".join(pages.values())
    assert TOKEN in whole
    assert all(number in whole for number in (case, topic, resolution))
    pack = pages[reverse("meetings:dispatch_pack", args=[chain.sealed["dispatch"].pk])]
    assert resolution in pack
    assert Notice.objects.exists()


def test_a_pack_is_read_without_what_is_closed():
    pack = Pack(
        "九月调度",
        "2026年9月",
        "2026-09-24",
        sections=(
            FigureSection(
                "cases",
                "信访形势",
                (),
                (FigureTable("超期事项", ("编号", "天数"), (("清信〔2026〕1号", "3"), ("清信〔2026〕2号", "1"))),),
                "总量12件。\n其中清信〔2026〕1号超期。",
            ),
        ),
        reports=(UnitReport(1, "民政办", 5, "已报", (("情况", "砂场扬尘整治进展慢。\n其余正常。"),)),),
        unfinished=(OpenResolution("清纪〔2026〕1-1", "砂场扬尘整治", "建设办", "2026-10-01", 0, 10),),
        tasks=("盯住清信〔2026〕1号", "抓好回访"),
    )
    shown = for_reader(pack, ("清信〔2026〕1号", "砂场扬尘整治", "清纪〔2026〕1-1"))
    assert shown.sections[0].tables[0].rows == (("清信〔2026〕2号", "1"),)
    assert shown.sections[0].text == f"总量12件。\n{OMITTED}"
    assert shown.reports[0].parts == (("情况", f"{OMITTED}\n其余正常。"),)
    assert (shown.unfinished, shown.tasks) == ((), ("抓好回访",))
    assert for_reader(pack, ()) is pack


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("一切正常。", "一切正常。"),
        ("甲案。\n甲案又。\n乙案。", f"{OMITTED}\n乙案。"),
        ("|编号|天数|\n|甲案|3|\n|乙案|1|", "|编号|天数|\n|乙案|1|"),
    ],
)
def test_lines_left_out_are_said(body, shown):
    assert without_closed(body, ("甲案",)) == shown
