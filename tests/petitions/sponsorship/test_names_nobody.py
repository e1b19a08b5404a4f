"""A sponsored case is read by leaders and every unit of the plan: its words never say who petitions, nor how to reach them."""

import pytest

from petitions.sponsorship import forms
from petitions.sponsorship.actions import plans
from petitions.sponsorship.models import SponsorStep
from records.matters.queries.people import linked_to, people_of
from tests.petitions.sponsorship.play import AIM, LAST, on, planned, sponsored, underway
from township.frame.forms.fields import WordsField

FORMS = (
    forms.PlanForm,
    forms.StepForm,
    forms.ObjectForm,
    forms.ReportForm,
    forms.FinishForm,
    forms.DutyForm,
    forms.EndForm,
    forms.ReasonForm,
)


def test_the_plan_rests_on_its_case_and_knows_whom_it_comes_from(desk, stage):
    row = sponsored(stage)
    assert stage.case.petitioners.first().name in people_of(linked_to(row.pk))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@pytest.mark.parametrize("kind", ["name", "number"])
def test_no_words_of_it_name_who_petitions(desk, stage, form, kind):
    row, cast = planned(desk, stage), desk.cast
    name = stage.case.petitioners.first().name
    words = {"name": f"同{name}谈了", "number": "回138、1234、5678"}[kind]
    sentence = {"name": "信访人的姓名", "number": "不写个人电话"}[kind]
    typed = {key: words for key, field in form.base_fields.items() if isinstance(field, WordsField)}
    bound = form(typed, row=row, actor=cast.actor("clerk"), today=cast.today, part=1)
    assert [key for key in typed if sentence in str(bound.errors.get(key))] == list(typed)


def test_what_was_typed_stands_beside_the_sentence_and_nothing_is_stored(desk, stage):
    row, client = underway(desk, stage), desk.cast.client("liaison")
    step = SponsorStep.objects.get(sponsorship=row, unit=desk.cast.unit("building"))
    address = f"/sponsorships/{row.pk}/report/{step.pk}/"
    page = client.post(address, {"revision": row.revision, "text": "已联系本人，微信号zhang_san88"})
    assert page.status_code == 200 and "微信号zhang_san88" in page.content.decode()
    assert "不写个人电话、证件号码，也不写个人的 QQ、微信号和银行账号" in page.content.decode()
    step.refresh_from_db()
    assert step.progress == ""


def test_a_lawful_plan_goes_through(desk, stage):
    row = sponsored(stage)
    on(desk, row, plans.set_plan, aim=f"{AIM}分三次补偿1500、1800、230元，依据清信〔2026〕138号。", due_on=LAST)
    assert "230元" in row.aim
