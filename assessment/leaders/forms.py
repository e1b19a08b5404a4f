"""The year of the leaders' records, from the address line, and the leader's remark."""

from django import forms
from django.http import QueryDict

from assessment.leaders.actions import MOST_WORDS
from township.frame.forms.fields import WordsField


def year_from(typed: QueryDict, this_year: int) -> int:
    """The year asked for, from five years back to this one; anything else is this year."""
    text = typed.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this_year
    return year if this_year - 5 <= year <= this_year else this_year


class CommentForm(forms.Form):
    text = WordsField(
        "本人说明",
        rows=4,
        most=MOST_WORDS,
        hint="对数字有不同看法、有特殊情况的，在这里写明；写好以后不能改，可以再补充",
    )
