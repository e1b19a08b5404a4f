"""The fields every form is built from: what they read, and what they say about what they cannot read."""

from datetime import date, time

import pytest
from django import forms

from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.frame.forms.fields import DayField, NumberField, PickField, TimeField, WordsField
from township.frame.forms.pickers import PeopleField, PersonField, UnitField, UnitsField


@pytest.mark.parametrize(
    "typed", ["2026-3-5", "2026/3/5", "2026.3.5", "2026年3月5日", "20260305", "２０２６－０３－０５", " 2026-03-05 "]
)
def test_a_day_is_read_however_it_is_typed(typed):
    assert DayField("日期").clean(typed) == date(2026, 3, 5)


@pytest.mark.parametrize("typed", ["14:30", "14：30", "１４：３０", "14点30分", "14:30:00"])
def test_a_time_is_read_however_it_is_typed(typed):
    assert TimeField("时间").clean(typed) == time(14, 30)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (DayField("开会日期"), "", "请填写开会日期。"),
        (DayField("开会日期"), "2026-02-30", "没有这一天，或者写法看不懂。日期请写成 2026-03-05 的样子。"),
        (TimeField("开始时间"), "下午", "时间请写成 14:30 的样子。"),
        (NumberField("人数"), "三", "人数请填整数。"),
        (WordsField("标题", most=3), "信访事项", "标题不超过 3 字。"),
        (PickField("形式", [("visit", "来访")]), "fax", "没有这个形式，请重新选择。"),
        (PickField("形式", [("visit", "来访")]), "", "请选择形式。"),
        (UnitField("主办单位"), "7", "没有这个单位，请重新选择。"),
        (UnitField("主办单位"), "", "请选择主办单位。"),
        (UnitsField("抄送单位"), ["7"], "抄送单位里有一项已经不在了，请重新选择。"),
        (UnitsField("报告单位", required=True), [], "请勾选报告单位。"),
        (PersonField("主持人"), "x", "没有这个人员，请重新选择。"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(field, typed, sentence):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [sentence]


def test_full_width_digits_are_a_number():
    assert NumberField("人数").clean(" １２ ") == 12


def test_a_chosen_row_comes_back_as_the_row_and_the_list_is_read_once(cast, django_assert_num_queries):
    class TaskForm(forms.Form):
        lead = UnitField("主办单位")
        others = UnitsField("协办单位")

    wanted = {"lead": cast.unit("civil").pk, "others": [cast.unit("farm").pk, cast.unit("farm").pk]}
    form = TaskForm(wanted)
    units = Unit.objects.filter(township=cast.township)
    form.fields["lead"].offer(units)
    form.fields["others"].offer(units)
    with django_assert_num_queries(1):
        assert form.is_valid(), form.errors
        page = form.as_p()
    assert form.cleaned_data == {"lead": cast.unit("civil"), "others": [cast.unit("farm")]}
    assert f'<option value="{cast.unit("civil").pk}" selected>民政办</option>' in page


def test_a_list_that_is_neither_shown_nor_checked_is_not_read(cast, django_assert_num_queries):
    field = UnitField("主办单位")
    with django_assert_num_queries(0):
        field.offer(Unit.objects.filter(township=cast.township))


def test_no_row_is_none_where_none_is_needed(cast):
    field = UnitField("协办单位", required=False, empty="（不需要）")
    field.offer([cast.unit("civil")])
    assert field.clean("") is None
    assert list(field.choices) == [("", "（不需要）"), (str(cast.unit("civil").pk), "民政办")]


def test_the_unit_stands_beside_the_name_unless_the_title_says_it(cast, django_assert_num_queries):
    field = PersonField("承办人", empty=None)
    people = Person.objects.filter(township=cast.township)
    with django_assert_num_queries(1):
        field.offer(people, cast.today)
        shown = dict(field.choices)
    wanted = {
        "clerk": "林晓（联席办 经办人）",
        "grid": "马丽（河湾一网格 网格员）",
        "liaison": "何静（村镇建设办联络员）",
        "chief": "王强（镇党委书记）",
    }
    assert {key: shown[str(cast.person(key).pk)] for key in wanted} == wanted


def test_without_a_title_the_unit_is_said_even_if_it_is_the_township(cast):
    Person.objects.filter(pk__in=[cast.person("chief").pk, cast.person("clerk").pk]).update(title="")
    field = PeopleField("知悉的人")
    field.offer(Person.objects.filter(pk__in=[cast.person("chief").pk, cast.person("clerk").pk]), cast.today)
    assert [words for _, words in field.choices] == ["王强（清河镇）", "林晓（联席办）"]
