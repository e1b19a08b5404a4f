"""What a reader may rely on in every file: lines that fit, tables laid out by hand only where they are data."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "township", "records", "petitions", "meetings", "supervision", "assessment")
LINE = 160  # characters of a line of a template


def test_no_template_line_is_longer_than_a_screen():
    long = [
        f"{path.relative_to(ROOT)}:{number} {len(line)}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > LINE
    ]
    assert long == []


def test_only_data_tables_are_laid_out_by_hand():
    """Rules and the demonstration hold tables whose rows are read side by side; everything else is the formatter's."""
    found = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if re.search(r"# fmt: (skip|off)", path.read_text()) and "rules" not in path.parts and not is_demo(path)
    ]
    assert found == []


def is_demo(path: Path) -> bool:
    return path.stem.startswith("demo") or "demo" in path.parts


def test_every_template_is_used():
    """Papers are named by their kind, error pages by Django."""
    sources = "".join(path.read_text() for app in APPS for path in (ROOT / app).rglob("*.py"))
    sources += "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    names = [str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html")]
    unused = [
        name for name in names if name not in sources and not name.startswith(("papers/", "500", "404", "403", "400"))
    ]
    assert unused == []
