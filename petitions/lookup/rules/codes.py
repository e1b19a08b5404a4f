"""The petitioner's look-up code: twelve signs that can be read over the telephone, none of 0 O 1 I."""

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12  # 60 bits; codes of eight signs that were handed out before stay valid, only their hash is kept
GROUP = 4


def code_from(number: int) -> str:
    """The code made of the lowest 60 bits of a random number."""
    signs = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(signs)


def printed(code: str) -> str:
    """K7QX4M2P9RTW as it stands on the slip: K7QX-4M2P-9RTW."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
