"""The people a cell of a ledger names."""

import pytest

from township.directory.rules.cells_of_names import people_in


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("王五、李四", ("王五", "李四")),
        ("王五\n李四", ("王五", "李四")),
        ("王五|李四", ("王五", "李四")),
        ("王五&李四", ("王五", "李四")),
        ("王五＋李四", ("王五", "李四")),
        ("王五,李四;赵六", ("王五", "李四", "赵六")),
        ("王五和李四", ("王五", "李四")),
        ("王 五", ("王五",)),
        ("欧阳 娜娜", ("欧阳娜娜",)),
        ("古丽米热 艾比布力", ("古丽米热艾比布力",)),
        ("扎西", ("扎西",)),
        ("古丽米热艾比布力阿卜杜热西提", ("古丽米热艾比布力阿卜杜热西提",)),
        ("丹增•曲珍", ("丹增·曲珍",)),
        ("𰻞小明", ("𰻞小明",)),
        ("王⿰亻𠂇", ("王⿰亻𠂇",)),
        ("John Smith", ("John Smith",)),
        ("Ali-Reza Karimi", ("Ali-Reza Karimi",)),
        ("", ()),
    ],
)
def test_names_are_split_where_signs_divide_them_and_nowhere_else(cell, names):
    found = people_in(cell)
    assert (found.names, found.is_cut, found.is_doubtful) == (names, False, False)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("王五（女）", ("王五",)),
        ("王五 男 汉族", ("王五",)),
        ("王五，女，45岁", ("王五",)),
        ("王五(13800000001)", ("王五",)),
        ("王五13800000001", ("王五",)),
        ("王五及其家属", ("王五",)),
        ("村民王五", ("王五",)),
        ("代表：王五、李四（联系人）", ("王五", "李四")),
    ],
)
def test_what_is_no_name_is_left_out_and_that_is_told(cell, names):
    found = people_in(cell)
    assert (found.names, found.is_cut) == (names, True)


@pytest.mark.parametrize("cell", ["王五 李四", "王五　李四", "张三 李四 王五", "王五-李四"])
def test_one_name_or_several_is_asked(cell):
    assert people_in(cell).is_doubtful


def test_how_many_there_are_with_them():
    assert people_in("王五、李四等5人").others == 5 and people_in("王五").others == 0
