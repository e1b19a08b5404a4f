"""The board: kept figures equal their rows, every number opens them, walls show no person, and the command finds what is wrong."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.board import actions
from assessment.board.models import KeptFigure, Taking, Wall
from assessment.board.queries import behind
from assessment.board.queries import board as queries
from assessment.board.rules.board import spans_of
from petitions.cases.models.cases import Case
from records.figures.declared import DECLARED, VOLUME, declarations, scorable
from tests.cast import TODAY
from tests.exclusions import recuse
from tests.petitions.office.desk import text
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

BOARD = "/board/"
ACCUSATION = {"purpose": "accusation", "title": "", "words": "反映某干部", "claims": ()}
SEPTEMBER = "first=2026-09-01&last=2026-09-30"


@pytest.fixture
def counted(stage, stand_at, quick_print):
    """One case of June answered and one that is late, three of September with one accusation, a unit at work; figures taken."""
    stand_at(TODAY, 12)
    stage.day = date(2026, 6, 1)
    stage.register()
    stage.to("concluded")
    stage.register()
    stage.day = TODAY
    stage.register()
    stage.to("handling")
    stage.register(channel="letter")
    stage.register(**ACCUSATION)
    actions.take_figures(stage.cast.township.pk, stage.cast.at())
    return stage


def printed(cast, first: date, last: date, *more: str) -> dict[str, dict]:
    out = StringIO()
    span = ["--first", f"{first}", "--last", f"{last}", "--as-of", f"{TODAY}", "--json"]
    call_command("figures", "--township", cast.township.code, *span, *more, stdout=out)
    return {line["key"]: line for line in json.loads(out.getvalue())}


def verify(*more: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_figures", *more, stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


def test_what_is_kept_is_what_the_command_prints(counted):
    cast = counted.cast
    spans = spans_of(TODAY)
    kept = queries.monthly(cast.township.pk, date(2024, 1, 1))
    some = 0
    for span in (spans.now, spans.last, spans.before, spans.year, spans.year_whole, spans.year_before):
        said = printed(cast, span.period.first, span.period.last)
        for declared in declarations():
            ratio, line = queries.over(kept, declared.key, span), said[declared.key]
            shown = line["d"] if line["d"] is not None else line["n"]
            assert (ratio.n, ratio.d) == (line["n"], shown), (span.label, declared.label)
            some += ratio.d > 0
    assert some > 8
    unit = cast.unit("building")
    alone = printed(cast, spans.year.period.first, spans.year.period.last, "--unit", unit.name)
    columns, lines = queries.heat(cast.township.pk, spans.year)
    line = next(one for one in lines if one.label == unit.label)
    values = dict(zip([one.key for one in columns], line.cells, strict=True))
    assert {key: cell.value for key, cell in values.items()} == {key: alone[key]["value"] for key in values}


def test_taken_twice_is_taken_once_and_the_sweep_knows_when(counted):
    cast, at = counted.cast, counted.cast.at()
    before = set(KeptFigure.objects.values_list("key", "month", "unit", "n", "d"))
    assert actions.take_figures(cast.township.pk, at) == len(before)
    assert set(KeptFigure.objects.values_list("key", "month", "unit", "n", "d")) == before
    assert cast.township.pk not in actions.townships_to_take(at + timedelta(hours=2))
    assert cast.township.pk in actions.townships_to_take(at + timedelta(hours=7))
    assert actions.take_all([cast.township.pk], at + timedelta(hours=7)) == len(before)
    assert Taking.objects.get(township=cast.township).taken_at == at + timedelta(hours=7)


def test_a_township_whose_figures_were_never_taken_is_named_and_is_no_fault(stage, stand_at, quick_print):
    stand_at(TODAY, 12)
    stage.register()
    code, said = verify()
    assert (code, said) == (
        0,
        "还没有提取过，没有可核对的：清河镇人民政府、东岭镇人民政府。夜间自动提取，也可以在看板上按“重新提取”。\n",
    )
    actions.take_figures(stage.cast.township.pk, stage.cast.at())
    code, said = verify()
    assert code == 0 and "没有可核对的：东岭镇人民政府。" in said and said.endswith("保存的指标与重新计算的一致。\n")


def test_the_command_finds_a_figure_that_was_tampered_with(counted):
    assert verify()[0] == 0
    row = KeptFigure.objects.filter(key="petitions.registered_claim", month=date(2026, 9, 1)).order_by("pk").first()
    KeptFigure.objects.filter(pk=row.pk).update(n=row.n + 7, d=row.d + 7)
    code, said = verify("--township", counted.cast.township.code)
    assert (
        code == 1
        and "登记件数（申诉求决） 2026-09" in said
        and f"保存 {row.n + 7}/{row.d + 7}，重新计算 {row.n}/{row.d}" in said
    )
    assert verify("--mend")[0] == 0 and verify()[1].endswith("保存的指标与重新计算的一致。\n")
    KeptFigure.objects.filter(key="petitions.registered_claim").delete()
    assert "保存 没有" in verify()[1]
    assert verify("--mend")[0] == 0
    counted.register(channel="letter")
    assert "2026-09" in verify()[1]  # what came in since


def test_the_database_refuses_a_part_larger_than_its_whole(counted):
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptFigure.objects.filter(key="petitions.registered_claim").update(n=99)


def test_every_number_opens_as_many_rows(counted):
    client = counted.cast.client("director")
    page = client.get(BOARD)
    cells = [
        cell
        for line in page.context["rates"]
        for cell in (line.now, line.last, line.before, line.year, line.year_before)
    ]
    cells += [cell for line in page.context["lines"] for cell in line.cells]
    cells += [cell for line, _ in page.context["months"] for cell in line.cells]
    opened = [cell for cell in cells if cell.query]
    assert len(opened) > 6
    for cell in opened:
        found = client.get(f"{BOARD}rows/?{cell.query}").context["found"]
        n = found.ratio.value if cell.parts else str(found.ratio.n)
        assert n == cell.value and found.n_seen + found.withheld == found.ratio.d, cell.query
    lights = page.context["lights"]
    for light, url in page.context["lights_urls"].items():
        assert f'<span class="num">{getattr(lights, light)}</span> 件' in text(client.get(url)), light
    assert lights.late == 1


def test_what_one_may_not_see_counts_and_opens_for_nobody(counted):
    cast = counted.cast
    case = Case.objects.filter(channel="letter").get()
    recuse(
        matter=case.matter,
        person=cast.person("director"),
        reason="与信访人有亲属关系",
        by=cast.actor("clerk"),
        at=cast.at(),
    )
    url = f"{BOARD}rows/?figure=petitions.registered_claim&{SEPTEMBER}"
    mine, other = cast.client("director").get(url), cast.client("convenor").get(url)
    assert "另有 1 条" in text(mine) and case.number not in text(mine)
    assert "另有" not in text(other) and case.number in text(other)
    assert mine.context["found"].ratio == other.context["found"].ratio


def test_accusations_are_a_hidden_number_without_rows(counted):
    director = counted.cast.client("director")
    page = text(director.get(BOARD))
    assert "＜5" in page and "registered_accusation" not in page
    assert director.get(f"{BOARD}rows/?figure=petitions.registered_accusation&{SEPTEMBER}").status_code == 404
    assert KeptFigure.objects.filter(key="petitions.registered_accusation", unit__isnull=False).count() == 0
    assert KeptFigure.objects.get(key="petitions.registered_accusation").d == 1


def test_who_may_look(counted):
    for who, status in (("convenor", 200), ("clerk", 200), ("auditor", 200), ("liaison", 403), ("leader", 403)):
        assert counted.cast.client(who).get(BOARD).status_code == status, who
    with pytest.raises(NotAllowed):
        actions.take_now(by=counted.cast.actor("liaison"), at=counted.cast.at())
    with pytest.raises(OutOfScope):
        behind.late_items(counted.cast.actor("director"), "unit:x", TODAY)


def test_senseless_addresses_get_a_page_or_a_404(counted):
    client = counted.cast.client("director")
    for query, status in (
        ("figure=petitions.tasks&first=2026-13-01&last=x", 200),
        ("figure=petitions.tasks&first=2026-09-30&last=2026-09-01", 200),
        ("figure=petitions.tasks&unit=²", 404),
        ("figure=nothing", 404),
        ("", 404),
    ):
        assert client.get(f"{BOARD}rows/?{query}").status_code == status, query
    assert client.get(f"{BOARD}?span=never").context["chosen"].key == "year"
    assert client.get(f"{BOARD}late/person:{10**12}/").status_code == 404


def test_who_is_late_and_with_what(counted):
    client = counted.cast.client("director")
    page = client.get(BOARD)
    late = page.context["late"]
    assert late and all(one.n and one.days for one in late)
    for one in late:
        opened = client.get(reverse("assessment:board_late", args=[one.holder]))
        assert len(opened.context["rows"]) + opened.context["withheld"] == one.n
    assert "现在没有超期" in text(client.get(f"{BOARD}late/unit:{counted.cast.unit('farm').pk}/"))


def test_the_page_costs_the_same_with_many_rows(counted):
    client = counted.cast.client("director")
    client.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        client.get(BOARD)
    for _ in range(9):
        counted.register(channel="letter")
    actions.take_figures(counted.cast.township.pk, counted.cast.at())
    with CaptureQueriesContext(connection) as many:
        client.get(BOARD)
    assert len(many) <= len(few) <= 20
    url = f"{BOARD}rows/?figure=petitions.registered_claim&{SEPTEMBER}"
    with CaptureQueriesContext(connection) as rows:
        assert len(client.get(url).context["rows"]) == 11
    assert len(rows) <= 15


def test_before_the_first_time(cast, stand_at):
    stand_at(TODAY, 12)
    client = cast.client("director")
    assert "还没有提取过" in text(client.get(BOARD))
    assert "重新提取" in text(client.post(f"{BOARD}take/", follow=True))
    assert Taking.objects.filter(township=cast.township).exists()


def test_the_paper_says_what_the_screen_says_and_is_noted(counted):
    client = counted.cast.client("director")
    answer = client.get(f"{BOARD}pdf/?span=now")
    assert answer.content.startswith(b"%PDF")
    assert JournalEntry.objects.filter(action="board.print").count() == 1


def test_a_wall_needs_no_account_and_shows_no_person(counted):
    cast = counted.cast
    client = cast.client("director")
    assert "请写明安装地点" in text(client.post(f"{BOARD}walls/", {"place": "三"}))
    page = client.post(f"{BOARD}walls/", {"place": "三楼调度室"})
    address = page.context["address"].removeprefix("http://testserver")
    assert address in text(page) and address not in text(client.get(f"{BOARD}walls/"))
    for path in (address, f"{address}part/"):
        answer = Client().get(path)
        said = text(answer)
        assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
        names = [cast.person(key).name for key in ("director", "clerk", "leader", "liaison", "convenor")]
        assert not [name for name in (*names, "张三丰", counted.case.number, "13812341234") if name in said]
        assert "及时受理率" in said and "超期事项" in said and "<b>1</b>" in said
    wall = Wall.objects.get()
    client.post(reverse("assessment:wall_revoke", args=[wall.pk]))
    assert Client().get(address).status_code == Client().get(f"{address}part/").status_code == 404
    assert Client().get("/wall/invented/").status_code == 404
    with pytest.raises(Refused, match="已经停用"):
        actions.revoke_wall(wall_id=wall.pk, by=cast.actor("director"), at=cast.at())
    written = JournalEntry.objects.filter(action__startswith="board.").values_list("action", flat=True)
    assert sorted(written) == ["board.open_wall", "board.revoke_wall"]


def test_the_number_of_walls_is_bounded(cast):
    given = {"by": cast.actor("clerk"), "at": cast.at()}
    for number in range(actions.MOST_WALLS):
        actions.open_wall(place=f"第{number}调度室", **given)
    with pytest.raises(Refused, match="最多同时开通"):
        actions.open_wall(place="又一间", **given)


def test_what_people_bring_is_never_scored():
    volumes = {declared.key for declared in DECLARED.values() if declared.kind == VOLUME}
    assert len(volumes) == 3 and not volumes & set(scorable())
