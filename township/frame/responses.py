"""A file as the answer of a page: under its Chinese name (RFC 5987), not sniffed, kept by no cache."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_response(data: bytes | str, name: str, media_type: str, *, inline: bool = False) -> HttpResponse:
    """To save under `name`, or with `inline` to look at in the browser."""
    headers = {
        "Content-Disposition": content_disposition_header(not inline, name),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=media_type, headers=headers)


def pdf_response(data: bytes, name: str, *, inline: bool = True) -> HttpResponse:
    """A PDF, by default to look at; `name` with its ending."""
    return file_response(data, name, PDF, inline=inline)


def xlsx_response(data: bytes, name: str) -> HttpResponse:
    """A workbook to save; `name` with its ending."""
    return file_response(data, name, XLSX)
