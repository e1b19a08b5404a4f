"""A PDF written anew: whatever acts, hides or tells who made it where is taken out, in whatever place it stands.

Not a list of places but a walk over every object: an action may hang on a page, a note, a bookmark, a field's child, a template, or
behind another action (/Next). Source: ISO 32000-1, 12.6 (actions), 7.11.4 (embedded files), 14.3 (metadata).
"""

import io
import re
from collections.abc import Iterator

import pikepdf

from records.papers.rules.file_types import FIELD
from township.refusals import Refused

DAMAGED = "PDF 已损坏，打不开。请重新保存或扫描后再上传。"
# Actions that do more than lead to a page of the same paper. /URI and /Named are looked at.
ACTING = frozenset(
    [
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/ResetForm",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/RichMediaExecute",
        "/Sound",
        "/Movie",
        "/Hide",
        "/SetOCGState",
        "/Trans",
        "/GoTo3DView",
        "/Thread",
    ]
)
PLAIN_NAMES = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
PLAIN_LINK = re.compile(r"\s*(?:https?:|mailto:|tel:|#|[^:]*$)", re.IGNORECASE)
HIDING = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
ROOT_ALONE = ("/AA", "/AF", "/Collection")  # of the catalogue; elsewhere a font may be called so
TELLING = ("/Metadata", "/PieceInfo")


def cleaned_pdf(data: bytes) -> bytes:
    """The bytes to keep; of a signed one in which nothing acts, those that came. Refused for one that is damaged, locked by a
    password, or signed and acting."""
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
    root = book.Root
    count = sum(_drop(root, key) for key in ROOT_ALONE)
    names = root.get("/Names")
    if names is not None:
        count += sum(_drop(names, key) for key in ("/JavaScript", "/EmbeddedFiles"))
    form = root.get("/AcroForm")
    if form is not None:
        count += _drop(form, "/XFA")
    return count + sum(_walk(one) for one in book.objects)


def _walk(holder) -> int:
    """The same of one object and what stands in it directly; what it refers to has its own turn."""
    if isinstance(holder, pikepdf.Array):
        return _walk_list(holder)
    if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        return 0
    count = 0
    if isinstance(holder, pikepdf.Stream):
        _forget_camera(holder)
    for key in list(holder.keys()):
        value = holder[key]
        if _tells(key, value):
            del holder[key]
        elif _acts(value) or _triggers(key, value) or _embeds(key, value):
            del holder[key]
            count += 1
        elif not getattr(value, "is_indirect", True):
            count += _walk(value)
    return count


def _walk_list(row: pikepdf.Array) -> int:
    count = 0
    for at in reversed(range(len(row))):
        value = row[at]
        if _acts(value) or _hides(value):
            del row[at]
            count += 1
        elif not getattr(value, "is_indirect", True):
            count += _walk(value)
    return count


def _acts(action) -> bool:
    """Whether this is an action that does more than lead to a page or a plain address."""
    if not isinstance(action, pikepdf.Dictionary):
        return False
    kind = str(action.get("/S"))
    if kind == "/URI":
        return not PLAIN_LINK.match(str(action.get("/URI", "")))
    if kind == "/Named":
        return str(action.get("/N")) not in PLAIN_NAMES
    return kind in ACTING


def _triggers(key: str, value) -> bool:
    """/AA: actions that events set off; a font may be called /AA too, and holds none."""
    return key == "/AA" and isinstance(value, pikepdf.Dictionary) and any("/S" in one for one in _dictionaries(value))


def _embeds(key: str, value) -> bool:
    """The files behind a file's name (/EF), and lists of files that belong to a part (/AF)."""
    if key == "/EF":
        return isinstance(value, pikepdf.Dictionary) and "/Type" not in value
    return key == "/AF" and any("/F" in one or "/EF" in one for one in _dictionaries(value))


def _hides(note) -> bool:
    is_note = isinstance(note, pikepdf.Dictionary) and "/Rect" in note
    return is_note and str(note.get("/Subtype")) in HIDING


def _tells(key: str, value) -> bool:
    if key not in TELLING:
        return False
    return not isinstance(value, pikepdf.Stream) or str(value.get("/Subtype")) not in ("/Image", "/Form")


def _dictionaries(holder) -> Iterator[pikepdf.Dictionary]:
    values = [holder[key] for key in holder.keys()] if isinstance(holder, pikepdf.Dictionary) else holder  # noqa: SIM118 - not a dict
    if isinstance(values, list | pikepdf.Array):
        yield from (one for one in values if isinstance(one, pikepdf.Dictionary))


def _forget_camera(picture: pikepdf.Stream) -> None:
    """A photograph in the paper loses what its camera wrote down (place, time, device); its picture stays as it is."""
    if str(picture.get("/Subtype")) != "/Image" or str(picture.get("/Filter")) != "/DCTDecode":
        return
    data = picture.read_raw_bytes()
    plain = without_camera(data)
    if plain != data:
        picture.write(plain, filter=pikepdf.Name.DCTDecode, decode_parms=picture.get("/DecodeParms"))


def without_camera(data: bytes) -> bytes:
    """A JPEG without its segments APP1, APP3 to APP13 and comments (ITU-T T.81, B.1.1.3); anything else as it is."""
    if data[:2] != b"\xff\xd8":
        return data
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data) and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in (0xE1, 0xFE, *range(0xE3, 0xEE)):
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, data[at:]])


def _drop(holder, key: str) -> int:
    if key not in holder:
        return 0
    del holder[key]
    return 1


def _is_signed(book: pikepdf.Pdf) -> bool:
    form = book.Root.get("/AcroForm")
    return form is not None and int(form.get("/SigFlags", 0)) & 1 == 1
