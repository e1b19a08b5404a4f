"""Documents written anew: a PDF without scripts, actions, hidden files and metadata (records.papers.books); an office file without its author
and without what it would fetch from elsewhere (those of before 2007: records.papers.compound).

What a page shows stays. A PDF with an electronic signature cannot be written anew without breaking it: it is kept as it came
when nothing in it acts, else refused. The parts of an OFD are signed one by one: they stay, the archive around them is written anew.
"""

import io
import re
import zipfile

from records.papers.books import cleaned_pdf
from records.papers.compound import without_author
from records.papers.rules.file_types import DOC, DOCX, OFD, PDF, XLS, XLSX, FileType

_WHO = re.compile(r"docProps/(core|app|custom)\.xml")
_EMPTY = {
    "core": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "app": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "custom": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}

# Links between parts (ECMA-376-2, 9.3): one that leads outside has TargetMode="External"; Word itself writes NULL for a lost one.
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*?/?>(?:</(?:\w+:)?Relationship>)?")
_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_KIND = re.compile(rb"Type\s*=\s*[\"'][^\"']*/(\w+)[\"']")
_TARGET = re.compile(rb"\sTarget\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TEMPLATE = re.compile(rb"<w:attachedTemplate\b[^>]*?/>")


def cleaned(data: bytes, found: FileType) -> bytes:
    """The bytes to keep. Refused for a PDF that is damaged, locked by a password, or signed and acting, and for an old
    office file that is damaged, locked or acts."""
    if found == PDF:
        return cleaned_pdf(data)
    if found in (DOC, XLS):
        return without_author(data)
    return _office(data) if found in (DOCX, XLSX, OFD) else data


def _office(data: bytes) -> bytes:
    """The same parts without who wrote it, where and with what, and without what would be fetched from elsewhere when it is opened; the
    archive is written anew, so nothing hides behind it or between its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            about = _WHO.fullmatch(member.filename)
            body = _EMPTY[about[1]] if about else _at_home(member.filename, source.read(member))
            plain = zipfile.ZipInfo(member.filename, date_time=(2000, 1, 1, 0, 0, 0))
            target.writestr(plain, body, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _at_home(name: str, body: bytes) -> bytes:
    """A part that leads nowhere outside by itself: a template, picture, frame or object on another machine is fetched unasked, runs its
    macros there and tells that machine who reads. Links that one follows by hand stay, and so do the names of other workbooks."""
    if name.endswith(".rels"):
        return _LINK.sub(_without_target, body)
    if name == "word/settings.xml":
        return _TEMPLATE.sub(b"", body)
    return body


def _without_target(found: re.Match[bytes]) -> bytes:
    link = found[0]
    kind = _KIND.search(link)
    if not _OUTSIDE.search(link) or (kind and kind[1] in (b"hyperlink", b"externalLinkPath", b"externalLink")):
        return link
    if kind and kind[1] == b"attachedTemplate":
        return b""
    return _TARGET.sub(b' Target="NULL"', link)
