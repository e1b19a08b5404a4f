"""A line of the desk: what is to be done, on which thing, and nothing said twice."""

import pytest

from records.work.models import WorkItem
from tests.cast import TODAY, moment


@pytest.mark.parametrize(
    ("what", "title", "shown"),
    [
        ("签收督查通报", "督查通报", "清信督通〔2026〕1号 "),  # a neutral title is in the verb already
        ("办理督办单", "督办单", "清信督通〔2026〕1号 "),
        ("签收通知", "关于开展年末排查的通知", "清信督通〔2026〕1号 关于开展年末排查的通知"),
    ],
)
def test_a_line_says_its_title_once(cast, make_matter, stand_at, what, title, shown):
    stand_at(TODAY)
    matter = make_matter("清信督通〔2026〕1号")
    matter.title = title
    matter.save()
    WorkItem.objects.create(
        township=cast.township,
        matter=matter,
        kind="test.act",
        person=cast.person("clerk"),
        what=what,
        due_on=TODAY,
        opened_at=moment(TODAY),
    )
    page = cast.client("clerk").get("/").content.decode()
    assert f'<b class="what">{what}</b>' in page
    assert f">{shown}</a>" in page


def test_an_empty_list_is_not_counted_as_well(cast):
    page = cast.client("director").get("/changes/").content.decode()
    assert "没有这样的变更" in page and 'aria-label="分页"' not in page
