"""Where a finding is taken up for an order: an upper floor names its page, the list of findings links to it."""

_PAGES: list[str] = []


def register_take_up(url_name: str) -> None:
    """url_name: page that starts an order from ?candidate=<number>; called once from the area that has orders."""
    _PAGES[:] = [url_name]


def take_up_page() -> str:
    """The url name of that page; "" where no area has one."""
    return _PAGES[0] if _PAGES else ""
