"""The figures of the last runs of the benchmark, kept between them, so that `script/bench sizing` can say what a machine carries."""

import json
import os
import tempfile
from pathlib import Path

FILE = Path(os.environ.get("BENCH_FIGURES") or Path(tempfile.gettempdir()) / "township-bench.json")


def note(name: str, value: float) -> None:
    """Keep one figure under its name, in place of the last one."""
    FILE.write_text(json.dumps(noted() | {name: value}, ensure_ascii=False, indent=1))


def noted() -> dict[str, float]:
    """Everything that was kept."""
    return json.loads(FILE.read_text()) if FILE.exists() else {}
