"""Every declared form of the house: its words name nobody and hold no number of a person, or it stands here with the reason why they may.

A new form is public until somebody writes down why it is not.
"""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms

from township.frame.forms.fields import PersonalWords, WordsField

HOUSE = Path(__file__).resolve().parents[2]
FLOORS = ("township", "records", "petitions", "meetings", "supervision", "assessment")
NUMBER = "请联系138、1234、5678"

# Forms whose words are read only by those who may see the matter that they speak of.
OF_THE_MATTER = {
    "petitions.cases.forms.acts.CaseForm": "an act on a case, whose page has the petitioner's own words",
    "petitions.cases.forms.registration.PetitionerForm": "who petitions and how to reach them",
    "petitions.cases.forms.registration.RegistrationForm": "the petitioner's own words; the title is checked with the names typed beside it",
    "petitions.urgent.forms": "urgent information goes to the superior organ, which may have to call",
    "meetings.receptions.forms.receptions": "who came to the leader and what was said",
    "supervision.orders.forms.orders.ReportForm": "the report goes to the organ that asked, which knows whom it is about",
    "Filter": "what is looked for is not kept",
    "petitions.ledger.forms.ledger.LedgerForm": "what is looked for is not kept",
}
# Single fields of other forms.
PERSONAL = {
    ("DecisionForm", "remark"): "read by who wrote the text and who decides",
    ("*", "body"): "a draft; the whole text is checked when it is submitted (Flow)",
    ("ReferralTextForm", "subject"): "one superior organ reads it",
    ("*", "requirement"): "a plan says whom to call",
    ("DisputeForm", "situation"): "encrypted, for the unit and the office alone",
    ("DisputeForm", "parties"): "encrypted; a look needs a reason",
    ("MediationForm", "facts"): "the agreement between the parties",
    ("MediationForm", "terms"): "the agreement between the parties",
    ("MediationForm", "parties"): "encrypted; a look needs a reason",
    ("*", "video_link"): "the number of a meeting",
    ("*", "video_note"): "the number of a meeting",
    ("*", "contact"): "an official at work",
}
# Fields that hold no words: names, numbers and codes with checks of their own.
NO_WORDS = {
    "text", "code", "username", "password", "new_password1", "new_password2", "old_password", "new_name", "new_title", "new_phone", "name",
    "title", "phone", "short_name", "mark", "office_name", "office_phone", "office_address", "reception_hours", "reception_place",
    "review_organ", "final_review_organ", "sysadmin_name", "sysadmin_title", "sysadmin_username", "director_name", "director_title",
    "director_username", "person", "subject", "line", "seq", "digits", "before", "after", "evidence_number", "email", "url", "secret",
    "sign", "words", "who", "number",
}  # fmt: skip


def declared() -> Iterator[type[forms.BaseForm]]:
    """Every form class, of the file in which it is written."""
    for floor in FLOORS:
        for path in sorted((HOUSE / floor).rglob("*.py")):
            if "forms" in path.parts or path.name == "forms.py":
                module = ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")
                for _, one in inspect.getmembers(importlib.import_module(module), inspect.isclass):
                    if issubclass(one, forms.BaseForm) and one.__module__ == module:
                        yield one


FORMS = list(declared())


def name_of(form: type) -> str:
    return f"{form.__module__}.{form.__qualname__}"


def is_of_the_matter(form: type) -> bool:
    """Whether the form, or one it is made from, stands in the list."""
    return any(key in name_of(base) for base in form.__mro__ for key in OF_THE_MATTER)


def test_every_form_is_found():
    assert len(FORMS) > 250
    assert all(any(key in name_of(form) for form in FORMS) for key in OF_THE_MATTER)


@pytest.mark.parametrize("form", FORMS, ids=name_of)
def test_words_hold_no_number_unless_it_is_written_down_why_they_may(form):
    personal = issubclass(form, PersonalWords)
    assert not personal or is_of_the_matter(form)
    for name, field in form.base_fields.items():
        if not isinstance(field, forms.CharField) or field.widget.is_hidden:
            continue
        if not isinstance(field, WordsField):
            assert name in NO_WORDS, f"{name}: words of a form are a WordsField"
        elif field.personal or personal and field.personal is None:
            assert personal or {(form.__name__, name), ("*", name)} & set(PERSONAL)
        else:
            field = field.__deepcopy__({})
            field.max_length, field.validators = None, []
            with pytest.raises(forms.ValidationError, match="不(要)?写(个人)?电话、证件号码"):
                field.clean(NUMBER)
