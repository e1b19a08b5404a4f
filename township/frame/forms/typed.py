"""What a person typed: a form is bound when the page is sent, also when nothing at all was filled in."""

from django.http import HttpRequest, QueryDict


def typed(request: HttpRequest) -> QueryDict | None:
    """The data of a form that was sent; None while the page is only opened."""
    return request.POST if request.method == "POST" else None


def typed_number(request: HttpRequest, name: str, most: int = 2**31 - 1) -> int:
    """A whole number that the page itself put into a hidden field; 0 for anything else, which no row answers to."""
    text = request.POST.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 11 else 0
