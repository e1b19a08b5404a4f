"""The village table whose numbers are their lists, and the map from a file that is read strictly."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessment.board import actions
from assessment.board.models import Outline
from assessment.board.queries import board as queries
from assessment.board.rules.outlines import KEPT_POINTS, MOST_BYTES, MOST_SHAPES, drawn, matched, read_outline, thinned
from tests.cast import TODAY
from tests.petitions.office.desk import text
from township.actors import NotAllowed
from township.journal.models import JournalEntry
from township.refusals import Refused

SQUARE = [[109.0, 28.0], [109.1, 28.0], [109.1, 28.1], [109.0, 28.1], [109.0, 28.0]]


def geojson(*shapes: tuple[str, list], key: str = "name", **more) -> bytes:
    features = [
        {"type": "Feature", "properties": {key: name} | more, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in shapes
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("map.geojson", data, "application/geo+json")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00", "不是 GeoJSON"),
        (b"<svg><script>alert(1)</script></svg>", "不是 GeoJSON"),
        (b"[" * 100_000, "不是 GeoJSON"),
        (b"{}", "没有边界"),
        (b'{"features": []}', "没有边界"),
        (b'{"features": [7]}', "第 1 块没有边界"),
        (geojson(("", SQUARE)), "第 1 块没有名称"),
        (geojson(("名" * 61, SQUARE)), "没有名称"),
        (geojson(("河湾社区", SQUARE[:3])), "不足四个点"),
        (geojson(("河湾社区", [[1, 2], [3], [4, 5], [6, 7]])), "坐标不完整"),
        (geojson(("河湾社区", [[1, "2"], [3, 4], [4, 5], [6, 7]])), "坐标不完整"),
        (geojson(("河湾社区", "x")), "坐标不完整"),
        (geojson(("河湾社区", [[1e12, 2], [3, 4], [4, 5], [6, 7]])), "坐标不完整"),
        (geojson(("河湾社区", [[10**400, 2], [3, 4], [4, 5], [6, 7]])), "坐标不完整"),
        (geojson(("河湾社区", [[float("nan"), 2], [3, 4], [4, 5], [6, 7]])), "坐标不完整"),
        (geojson(("河湾社区", [[float("-inf"), 2], [3, 4], [4, 5], [6, 7]])), "坐标不完整"),
        (geojson(("河湾社区", [[1, 2]])).replace(b"[1, 2]", b"[" + b"9" * 5000 + b", 2]"), "不是 GeoJSON"),
        (
            b'{"features": [{"properties": {"name": "a"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
            "不是面状",
        ),
        (geojson(*[(f"村{n}", SQUARE) for n in range(MOST_SHAPES + 1)]), "超过 300 块"),
        (b" " * (MOST_BYTES + 1), "超过 3 MB"),
    ],
)
def test_what_is_no_outline_is_refused_beside_its_field(data, said):
    with pytest.raises(Refused, match=said) as refused:
        read_outline(data)
    assert refused.value.field == "file"


def test_nothing_but_names_and_rings_is_taken():
    [shape] = read_outline(geojson(("柳林村", SQUARE), key="村名", 户主="张三", 电话="13812341234"))
    assert shape.name == "柳林村" and shape.rings == (tuple(tuple(point) for point in SQUARE),)
    hidden = read_outline(geojson(("柳\u202e林\ud800村", SQUARE)))[0].name
    assert hidden == "柳林村"


def test_names_fit_with_or_without_their_ending():
    units = {1: ("河湾社区", ""), 2: ("柳林村村民委员会", "柳林村"), 3: ("石桥村", "")}
    found = matched(["河湾", "柳林", "石桥村委会", "东坡村", "村"], units)
    assert found == {"河湾": 1, "柳林": 2, "石桥村委会": 3}


@given(st.lists(st.tuples(st.floats(-1e8, 1e8), st.floats(-1e8, 1e8)), min_size=4, max_size=30))
def test_every_shape_stays_in_its_picture(points):
    picture = drawn([{"rings": [points]}])
    [shape] = picture.shapes
    numbers = [float(word) for word in shape.path.replace("M", " ").replace("L", " ").replace("Z", " ").split()]
    assert all(-0.2 <= x <= picture.width + 0.2 for x in numbers[::2])
    assert all(-0.2 <= y <= picture.height + 0.2 for y in numbers[1::2])
    assert 0 < picture.width <= 721 and 0 < picture.height <= 900


def test_long_rings_are_thinned_and_stay_closed():
    ring = [(float(n), float(n % 7)) for n in range(5000)]
    kept = thinned(ring)
    assert len(kept) <= KEPT_POINTS + 2 and (kept[0], kept[-1]) == (ring[0], ring[-1])
    assert thinned(ring[:50]) == ring[:50]


@pytest.fixture
def village(stage, stand_at, quick_print):
    stand_at(TODAY, 12)
    unit = stage.cast.unit("village")
    stage.register(place_unit_id=unit.pk, place_text="")
    stage.register(place_unit_id=unit.pk, place_text="", channel="letter")
    stage.register()
    return unit


def test_each_number_is_its_list(stage, village):
    client = stage.cast.client("director")
    page = client.get(reverse("assessment:villages"))
    line, urls = next(pair for pair in page.context["lines"] if pair[0].unit.pk == village.pk)
    assert (line.registered, line.open, line.late) == (2, 2, 0)
    for name, url in urls.items():
        assert f'<span class="num">{getattr(line, name)}</span> 件' in text(client.get(url)), name
    assert queries.villages(stage.cast.actor("director"), TODAY) and "没有边界" not in text(page)


def test_the_map_comes_from_the_uploaded_file(stage, village):
    clerk, url = stage.cast.client("clerk"), reverse("assessment:villages")
    assert "请选择边界文件" in text(clerk.post(url, {}))
    assert "都对不上" in text(clerk.post(url, {"file": file(geojson(("无此村", SQUARE)))}))
    assert "不是 GeoJSON" in text(clerk.post(url, {"file": file(b"no")}))
    assert not Outline.objects.exists()
    data = geojson((village.name, SQUARE), ("<b>外村</b>", SQUARE))
    page = text(clerk.post(url, {"file": file(data)}, follow=True))
    assert "边界已更新" in page and "village-map" in page and "未办结 2" in page and "<b>外村" not in page
    assert "style=" not in page.partition('<svg class="village-map"')[2].partition("</svg>")[0]
    clerk.post(url, {"file": file(geojson((village.name, SQUARE)))})
    assert len(Outline.objects.get().shapes) == 1  # the newer file takes the place of the older
    director = stage.cast.client("convenor")
    assert "village-map" in text(director.get(url)) and "上传边界" not in text(director.get(url))
    assert director.post(url, {"file": file(data)}).status_code == 403
    assert stage.cast.client("liaison").get(url).status_code == 403
    with pytest.raises(NotAllowed):
        actions.upload_outline(data=data, by=stage.cast.actor("convenor"), at=stage.cast.at())
    assert JournalEntry.objects.filter(action="board.upload_map").count() == 2


def test_the_page_costs_the_same_with_many_rows(stage, village):
    client, url = stage.cast.client("director"), reverse("assessment:villages")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(8):
        stage.register(place_unit_id=village.pk, place_text="", channel="letter")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few) <= 16
