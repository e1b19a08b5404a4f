"""Documents written anew: a PDF without scripts, actions, hidden files and metadata; an office file without its author (those of before 2007: records.papers.compound).

What a page shows stays. A PDF with an electronic signature cannot be written anew without breaking it: it is kept as it came
when nothing in it acts, else refused.
"""

import io
import re
import zipfile

import pikepdf

from records.papers.compound import without_author
from records.papers.rules.file_types import DOC, DOCX, FIELD, PDF, XLS, XLSX, FileType
from township.refusals import Refused

DAMAGED = "PDF 已损坏，打不开。请重新保存或扫描后再上传。"
ACTING = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition", "/RichMediaExecute"}
)
HIDING = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
_WHO = re.compile(r"docProps/(core|app|custom)\.xml")
_EMPTY = {
    "core": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "app": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "custom": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}


def cleaned(data: bytes, found: FileType) -> bytes:
    """The bytes to keep. Refused for a PDF that is damaged, locked by a password, or signed and acting, and for an old
    office file that is damaged, locked or acts."""
    if found == PDF:
        return _pdf(data)
    if found in (DOC, XLS):
        return without_author(data)
    return _office(data) if found in (DOCX, XLSX) else data


def _pdf(data: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as book:
            acts = _take_out(book)
            if _is_signed(book):
                if acts:
                    raise Refused("PDF 有电子签章，又带有脚本，不能上传。请打印后扫描，或请来文单位重发。", field=FIELD)
                return data
            if "/Info" in book.trailer:
                del book.trailer["/Info"]
            out = io.BytesIO()
            book.save(out, encryption=False, deterministic_id=True)
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise Refused("PDF 加了密码，别人打不开。请去掉密码后再上传。", field=FIELD) from error
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise Refused(DAMAGED, field=FIELD) from error


def _take_out(book: pikepdf.Pdf) -> int:
    """Take everything out that acts or hides; how many things did."""
    root, count = book.Root, 0
    for key in ("/OpenAction", "/AA"):
        count += _drop(root, key) if key == "/AA" or _acts(root.get(key)) else 0
    names = root.get("/Names")
    if names is not None:
        count += sum(_drop(names, key) for key in ("/JavaScript", "/EmbeddedFiles"))
    form = root.get("/AcroForm")
    if form is not None:
        count += _drop(form, "/XFA")
        for field in form.get("/Fields", ()):
            count += _drop(field, "/AA")
    count += _drop(root, "/AF") + _drop(root, "/Collection")
    _drop(root, "/Metadata")
    for page in book.pages:
        count += _drop(page.obj, "/AA") + _drop(page.obj, "/AF")
        _drop(page.obj, "/PieceInfo")
        _drop(page.obj, "/Metadata")
        notes = page.obj.get("/Annots")
        if notes is None:
            continue
        kept = [note for note in notes if str(note.get("/Subtype")) not in HIDING]
        count += len(notes) - len(kept)
        for note in kept:
            count += _drop(note, "/AA") + _drop(note, "/AF") + (_drop(note, "/A") if _acts(note.get("/A")) else 0)
        page.obj["/Annots"] = pikepdf.Array(kept)
    return count


def _acts(action) -> bool:
    """Whether this is an action that does more than lead to a page."""
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in ACTING


def _drop(holder, key: str) -> int:
    if key not in holder:
        return 0
    del holder[key]
    return 1


def _is_signed(book: pikepdf.Pdf) -> bool:
    form = book.Root.get("/AcroForm")
    return form is not None and int(form.get("/SigFlags", 0)) & 1 == 1


def _office(data: bytes) -> bytes:
    """The same parts without who wrote it, where and with what; the archive is written anew, so nothing hides behind it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            about = _WHO.fullmatch(member.filename)
            body = _EMPTY[about[1]] if about else source.read(member)
            plain = zipfile.ZipInfo(member.filename, date_time=(2000, 1, 1, 0, 0, 0))
            target.writestr(plain, body, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()
