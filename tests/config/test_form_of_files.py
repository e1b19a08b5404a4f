"""What a reader may rely on in every file: lines that fit, tables laid out by hand only where they are data."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "township", "records", "petitions", "meetings", "supervision", "assessment")
LINE = 160  # characters of a line of a template
FILE = 300  # lines of a file of the application: one noun each


def test_no_template_line_is_longer_than_a_screen():
    long = [
        f"{path.relative_to(ROOT)}:{number} {len(line)}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > LINE
    ]
    assert long == []


def test_no_file_of_the_application_is_too_long_to_be_read_at_once():
    """A file that grows over it is cut by its noun into a room of several."""
    long = [
        f"{path.relative_to(ROOT)} {lines}"
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > FILE
    ]
    assert long == []


def laid_out_by_hand(path: Path) -> list[int]:
    """Lines at which a file asks the formatter to keep off."""
    return [n for n, line in enumerate(path.read_text().splitlines(), start=1) if re.search(r"# fmt: (skip|off)", line)]


def rows_of(value: ast.expr) -> list[ast.expr]:
    """The rows of a literal, also of one inside a wrapper: MappingProxyType({…}), {row.key: row for row in (…)}."""
    if isinstance(value, (ast.DictComp, ast.SetComp, ast.ListComp, ast.GeneratorExp)):
        return rows_of(value.generators[0].iter)
    if isinstance(value, ast.Call):
        parts = [part for part in value.args if not isinstance(part, (ast.Starred, ast.Name, ast.Constant))]
        return rows_of(parts[0]) if len(parts) == 1 else parts
    if isinstance(value, ast.Dict):
        return value.values
    return [part for part in getattr(value, "elts", ()) if not isinstance(part, ast.Starred)]


def is_table(value: ast.expr) -> bool:
    """Three rows or more under each other, or a list of ten words or more."""
    rows = rows_of(value)
    row = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Call)
    is_of_rows = isinstance(value, ast.Dict) or all(isinstance(part, row) for part in rows)
    return len(rows) >= 10 or (len(rows) >= 3 and is_of_rows)


def data_tables(tree: ast.Module) -> set[int]:
    """Last lines of the tables: constants by their name (UPPER_CASE), and the cases of a test."""
    ends = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id.isupper() and node.value and is_table(node.value):
                ends.add(node.end_lineno)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.parametrize":
            ends |= {node.end_lineno} if is_table(node.args[1]) else set()
    return ends


def test_only_data_tables_are_laid_out_by_hand():
    """A table's rows are read side by side; everything else, calls in the demonstration and in tests too, is the formatter's."""
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in (*APPS, "tests", "script")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path != Path(__file__) and (lines := laid_out_by_hand(path))
        for line in sorted(set(lines) - data_tables(ast.parse(path.read_text())))
    ]
    assert found == []


def test_every_template_is_used():
    """Papers are named by their kind, error pages by Django."""
    sources = "".join(path.read_text() for app in APPS for path in (ROOT / app).rglob("*.py"))
    sources += "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    names = [str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html")]
    unused = [
        name for name in names if name not in sources and not name.startswith(("papers/", "500", "404", "403", "400"))
    ]
    assert unused == []


# A letter for the source or the part of the list, then its number: J四（一）, E1, A7. Sheets of paper (A4) are no such code.
INNER_CODE = re.compile(
    r"(?<![A-Za-z0-9/{(])(?!A[3-5]\b)[A-JWXY]([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?![A-Za-z0-9])"
)


def words_of(path: Path) -> list[str]:
    """The string constants of a module, docstrings left out: what may reach a page, a paper or a sheet."""
    tree = ast.parse(path.read_text())
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body[0] for node in ast.walk(tree) if isinstance(node, holders) and node.body]
    docs = {id(first.value) for first in bodies if isinstance(first, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [node.value for node in strings if id(node) not in docs]


def test_our_own_codes_of_institutions_and_sources_stand_on_no_page():
    """clause_keys.py alone knows them: where a duty belongs is shown in words."""
    found = [
        f"{path.relative_to(ROOT)}: {text[:40]}"
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if path.name != "clause_keys.py" and "migrations" not in path.parts
        for text in words_of(path)
        if INNER_CODE.search(text)
    ]
    assert found == []
    assert INNER_CODE.search("J四（一）：每年") and INNER_CODE.search("E1") and not INNER_CODE.search("A4 纸")


def test_two_style_sheets_and_print():
    """The office's, the petitioners', what is printed; the wall is a screen without the office's frame."""
    sheets = sorted(path.name for path in (ROOT / "static" / "css").glob("*.css"))
    assert sheets == ["app.css", "print.css", "public.css", "wall.css"]
    texts = "".join((ROOT / "static" / "css" / name).read_text() for name in sheets)
    scopes = set(re.findall(r"in-[a-z]+", texts))
    pages = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    used = set(re.findall(r"in-[a-z]+", " ".join(re.findall(r"block main_class %}([^{]*){%", pages))))
    assert used and used == {scope for scope in scopes if f":where(.{scope})" in texts}
    assert "@media print" not in texts, "print.css is loaded for print alone"


def test_officials_are_they():
    """Nobody is a man because the text was written in English."""
    word = re.compile(r"\b(he|she|his|her|him|himself|herself)\b", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if word.search(line)
    ]
    assert found == []
