"""Numbers in addresses: at most eighteen digits, which every database can hold; anything longer is no address (404)."""


class Number:
    """`<number:case_id>` in place of Django's `<int:…>`, which takes numbers beyond 64 bits."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
