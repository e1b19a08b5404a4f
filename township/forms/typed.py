"""What a person typed: a form is bound when the page is sent, also when nothing at all was filled in."""

from django.http import HttpRequest, QueryDict


def typed(request: HttpRequest) -> QueryDict | None:
    """The data of a form that was sent; None while the page is only opened."""
    return request.POST if request.method == "POST" else None
