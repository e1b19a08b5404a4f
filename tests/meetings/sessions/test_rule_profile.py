"""What the township's rule profile says of its meetings is how they are held: kinds, who chairs, notice, numbers (H2)."""

from datetime import date

import pytest

from township.actors import system_actor
from township.profiles.actions.profiles import adopt_profile
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


@pytest.fixture
def by_wulingshan(hall):
    by = system_actor(hall.cast.township.pk, "测试", hall.day)
    adopt_profile(
        key="wulingshan", township_id=hall.cast.township.pk, valid_from=date(2026, 1, 1), by=by, at=hall.at(8)
    )
    return hall


def test_kinds_chairs_and_numbers_follow_the_profile(by_wulingshan):
    hall = by_wulingshan
    with pytest.raises(Refused, match="制度方案里没有"):
        hall.plan(kind="office_hours")
    with pytest.raises(Refused, match="召集人或班子成员主持"):
        hall.plan(kind="topical", chair_id=hall.cast.person("director").pk)
    hall.plan(kind="topical", chair_id=hall.cast.person("leader").pk)
    hall.session = None
    hall.issued(kind="plenary")
    assert hall.minutes.number == "清信纪要〔2026〕1号"


def test_the_form_offers_what_the_profile_names(by_wulingshan, stand_at):
    stand_at(by_wulingshan.day)
    page = by_wulingshan.cast.client("clerk").get("/meetings/new/").content.decode()
    assert "全体会议" in page and "集中办公" not in page and "陈立" in page
