"""Addresses of things by their number. A page of lines asks for the same address with sixty numbers; its form is looked up once."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

_FORMS = 4096
_STANDS_FOR = 7_000_000_000_000  # in the place of the first number while the form is looked up, the next for the second
Names = tuple[tuple[str, str | None], ...]


def address(url_name: str, *numbers: int, **named: int | str) -> str:
    """As reverse(): numbers are whole numbers, named are those or words. Raises NoReverseMatch."""
    words: Names = tuple((name, value if isinstance(value, str) else None) for name, value in named.items())
    form = _form(get_script_prefix(), get_urlconf(), url_name, len(numbers), words)
    return form.format(*numbers, *(value for value in named.values() if not isinstance(value, str)))


@lru_cache(_FORMS)
def _form(prefix: str, urlconf: str | None, url_name: str, count: int, words: Names) -> str:
    numbers = [_STANDS_FOR + place for place in range(count)]
    named: dict[str, int | str] = {}
    for name, word in words:
        if word is None:
            numbers.append(_STANDS_FOR + len(numbers))
        named[name] = numbers[-1] if word is None else word
    found = reverse(url_name, args=numbers[:count], kwargs=named) if named else reverse(url_name, args=numbers)
    found = found.replace("{", "{{").replace("}", "}}")
    for place, number in enumerate(numbers):
        found = found.replace(str(number), f"{{{place}}}")
    return found
