"""The virus scanner of the office, where there is one: clamd over TCP or a socket (CLAMD=tcp://host:3310 or a path)."""

import logging
import socket
import struct

from django.conf import settings

from records.papers.rules.file_types import FIELD
from township.refusals import Refused

log = logging.getLogger(__name__)
CHUNK = 1 << 16


def scan(data: bytes) -> bool:
    """Whether the scanner looked and found nothing. Refused when it found something; False when there is no scanner or it
    does not answer: the office goes on, and the file is shown as 未查毒."""
    if not settings.CLAMD:
        return False
    try:
        answer = _ask(data)
    except OSError:
        log.exception("clamd does not answer")
        return False
    if answer.endswith("FOUND"):
        raise Refused("文件里查出病毒，不能上传。请用杀毒软件处理发来的原件，或请对方重新提供。", field=FIELD)
    return answer.endswith("OK")


def _ask(data: bytes) -> str:
    with _connected() as line:
        line.settimeout(settings.CLAMD_SECONDS)
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            part = data[start : start + CHUNK]
            line.sendall(struct.pack(">I", len(part)) + part)
        line.sendall(struct.pack(">I", 0))
        return line.recv(4096).decode(errors="replace").strip("\0\n ")


def _connected() -> socket.socket:
    where = settings.CLAMD
    if where.startswith("tcp://"):
        host, _, port = where.removeprefix("tcp://").partition(":")
        return socket.create_connection((host, int(port or 3310)), timeout=5)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(5)
    line.connect(where)
    return line
