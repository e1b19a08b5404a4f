"""What a person typed: a form is bound when the page is sent, also when nothing at all was filled in."""

from django.http import HttpRequest, QueryDict

from township.words import whole_number


def typed(request: HttpRequest) -> QueryDict | None:
    """The data of a form that was sent; None while the page is only opened."""
    return request.POST if request.method == "POST" else None


def typed_number(request: HttpRequest, name: str, most: int = 2**31 - 1) -> int:
    """A whole number that the page itself put into a hidden field; 0 for anything else, which no row answers to."""
    return min(whole_number(request.POST.get(name, ""), 10) or 0, most)


def year_asked(request: HttpRequest) -> int:
    """The year of ?year=, from 2000 to this one; this year for anything that is none."""
    text = request.GET.get("year", "")
    year = whole_number(text, 4) if len(text) == 4 else None
    return request.today.year if year is None else min(max(year, 2000), request.today.year)
