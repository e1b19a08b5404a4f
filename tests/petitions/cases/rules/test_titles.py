"""Titles name the matter and nobody."""

import pytest

from petitions.cases.rules.titles import without_homes, without_who
from township.words import says_who

PEOPLE = ["欧阳若兰", "张 三", "清河镇中心小学家长委员会"]


@pytest.mark.parametrize(
    ("title", "masked"),
    [
        ("欧阳若兰反映路灯不亮", "欧*反映路灯不亮"),
        ("我是张三，家住二组", "我是张*，家住二组"),
        ("电话13812341234的住户反映", "电话****的住户反映"),
        ("电话１３８ １２３４ １２３４", "电话****"),
        ("请回0830-5521987", "请回****"),
        ("身份证11010119900307447X无法办理", "身份证****无法办理"),
    ],
)
def test_who_it_is_about_is_masked(title, masked):
    assert says_who(title, PEOPLE)
    assert without_who(title, PEOPLE) == masked
    assert not says_who(masked, PEOPLE)


@pytest.mark.parametrize("known", ["古丽米热·艾比布力", "古丽米热艾比布力", "古丽米热 艾比布力", "古丽米热•艾比布力"])
@pytest.mark.parametrize(
    "written", ["古丽米热·艾比布力", "古丽米热艾比布力", "古丽米热 艾比布力", "古丽米热・艾比布力"]
)
def test_a_name_is_masked_however_long_it_is_and_whatever_its_dots(known, written):
    title = f"{written}反映渠道漏水"
    assert says_who(title, [known])
    assert without_who(title, [known]) == "古*反映渠道漏水"


def test_people_called_by_the_first_part_of_their_name_and_foreign_ones_are_masked_too():
    assert without_who("阿依古丽请求救助", ["阿依古丽·买买提"]) == "阿*请求救助"
    assert without_who("才让卓玛反映草场界线", ["才让卓玛"]) == "才*反映草场界线"
    assert without_who("JOHN SMITH反映噪声，Smithson路", ["John Smith"]) == "J*反映噪声，Smithson路"


@pytest.mark.parametrize("body", ["清河镇建材有限公司", "清河镇中心小学家长委员会", "柳林村果蔬专业合作社"])
def test_a_body_may_stand_in_a_title(body):
    assert without_who(f"{body}请求办证", [body]) == f"{body}请求办证"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "二组12号门前排水沟堵塞",
        "清河镇中心小学家长委员会请求增设校车",
        "2023年12月至今没有路灯",
        "工单202609221234567号",
    ],
)
def test_a_matter_or_a_body_is_not_a_person(title):
    assert not says_who(title, PEOPLE)
    assert without_who(title, PEOPLE) == title


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("河湾社区二组12号宅基地纠纷", "某处宅基地纠纷"),
        ("二组12号门前积水", "某处门前积水"),
        ("二组机耕道积水", "二组机耕道积水"),
        ("清信〔2026〕12号的后续", "清信〔2026〕12号的后续"),
    ],
)
def test_where_somebody_lives_does_not_outlive_the_matter(title, left):
    assert without_homes(title, ["河湾社区二组 12号", ""]) == left
