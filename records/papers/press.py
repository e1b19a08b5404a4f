"""The press: a process that lays documents out, so that one which never ends or eats all memory harms nobody else.

Started as `python -m records.papers.press MEMORY_MB`, it knows neither database nor keys. It reads documents from its standard input and
answers on its standard output, each message a line of JSON with the length of what follows. The house ends it when a
document takes too long (records/papers/pdf.py); the memory it may take is limited by the system.
"""

import json
import resource
import sys
from typing import BinaryIO

from records.papers import engine

MEGABYTE = 1024 * 1024


def send(stream: BinaryIO, head: dict, body: bytes) -> None:
    """Write one message."""
    stream.write(json.dumps(head | {"length": len(body)}).encode() + b"\n")
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict, bytes] | None:
    """Read one message; None when the other side is gone."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    head = json.loads(line)
    body = stream.read(head["length"])
    return (head, body) if len(body) == head["length"] else None


def _limit(megabytes: int) -> None:
    """What the system grants this process: memory of its own. Where it cannot be limited the time limit remains."""
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    except (ValueError, OSError):
        return


def _answer(html: str, title: str) -> tuple[dict, bytes]:
    try:
        pdf, missing = engine.render(html, title)
    except OSError as error:  # the system libraries are not there
        return {"failed": "libraries", "why": str(error)}, b""
    except (MemoryError, RecursionError) as error:
        return {"failed": "limits", "why": type(error).__name__}, b""
    except Exception as error:  # noqa: BLE001 - told to the house, which raises it there
        return {"failed": "fault", "why": f"{type(error).__name__}: {error}"}, b""
    return {"missing": sorted(missing)}, pdf


def main() -> None:
    """Answer documents until the house closes the pipe."""
    _limit(int(sys.argv[1]))
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints must not stand between two messages
    while order := receive(sys.stdin.buffer):
        head, html = order
        send(answers, *_answer(html.decode(), head["title"]))


if __name__ == "__main__":
    main()
