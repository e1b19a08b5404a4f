"""The petitioner's look-up code: eight signs that can be read over the telephone, none of 0 O 1 I."""

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8


def code_from(number: int) -> str:
    """The code made of the lowest 40 bits of a random number."""
    signs = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(signs)


def printed(code: str) -> str:
    """K7QX4M2P as it stands on the slip: K7QX-4M2P."""
    return f"{code[:4]}-{code[4:]}"
