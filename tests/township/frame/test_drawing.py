"""Fields drawn without templates say the same as Django's own markup."""

import re

from django import forms
from django.forms.renderers import DjangoTemplates

from township.frame.forms.drawing import QuickRenderer, draw_field

BLANKS = re.compile(r">\s+<|\n")


class Everything(forms.Form):
    name = forms.CharField(label="姓名<b>", help_text="写“全名” & 别名", max_length=9, initial='"><script>')
    number = forms.IntegerField(required=False, initial=0)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), initial="一\n<二>", required=False)
    kind = forms.ChoiceField(choices=[("", "—"), ("a", "甲 & 乙"), ("组", [("b", "丙"), ("c", "丁")])], initial="c")
    agreed = forms.BooleanField(required=False, initial=True)
    units = forms.MultipleChoiceField(
        choices=[("1", "村建办"), ("2", "民政办")], widget=forms.CheckboxSelectMultiple, initial=["2"], required=False
    )
    many = forms.MultipleChoiceField(choices=[("1", "一"), ("2", "二")], initial=["1"], required=False)
    way = forms.ChoiceField(choices=[("x", "口头"), ("y", "书面")], widget=forms.RadioSelect, initial="y")
    key = forms.CharField(widget=forms.HiddenInput, initial="k")
    file = forms.FileField(widget=forms.FileInput, required=False)


def close(markup: str) -> str:
    return BLANKS.sub(lambda found: "><" if found[0].startswith(">") else "", markup)


def test_controls_are_those_of_django():
    ours, theirs = Everything(renderer=QuickRenderer()), Everything(renderer=DjangoTemplates())
    for name in ours.fields:
        if name == "units" or name == "way":
            assert [box.tag() for box in ours[name]] == [box.tag().strip() for box in theirs[name]]
        else:
            assert close(str(ours[name])) == close(str(theirs[name])), name


def test_around_a_control_stand_label_errors_and_help_escaped():
    form = Everything({"name": "", "kind": "zz", "way": "y", "key": "k"}, renderer=QuickRenderer())
    name = draw_field(form["name"])
    assert (
        '<label for="id_name" class="form-label requiredField">姓名&lt;b&gt;<span class="asteriskField">*</span></label>'
        in name
    )
    assert 'class="form-control is-invalid"' in name and '<div class="invalid-feedback d-block">' in name
    assert '<div id="id_name_helptext" class="form-text">写“全名” &amp; 别名</div>' in name
    assert "zz" in draw_field(form["kind"]) and 'class="form-select is-invalid"' in draw_field(form["kind"])
    units = draw_field(Everything()["units"])
    assert units.count('type="checkbox"') == 2 and units.count(" checked") == 1 and "民政办" in units
    assert draw_field(form["key"]).startswith('<input type="hidden"')
    agreed = draw_field(Everything()["agreed"])
    assert 'class="form-check-input"' in agreed and agreed.index("<input") < agreed.index("<label")


def test_nothing_typed_becomes_markup():
    form = Everything({"name": '"><script>alert(1)</script>', "words": "</textarea><script>"}, renderer=QuickRenderer())
    page = "".join(draw_field(form[name]) for name in form.fields)
    assert "<script" not in page and "&lt;script&gt;" in page
