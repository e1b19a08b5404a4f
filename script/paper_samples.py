"""Make one invented document of every kind: PDF files, and pictures when pdftoppm is there.

.venv/bin/python script/paper_samples.py [FOLDER] [KIND ...]      FOLDER defaults to docs/papers
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

import django

django.setup()

from petitions.cases.papers import PAPER_KINDS, sample
from records.papers.pdf import render_pdf

RESOLUTION = 70  # dots per inch: legible in a manual, some 30 KB a page


def main(folder: str = "docs/papers", *kinds: str) -> None:
    target = ROOT / folder
    target.mkdir(parents=True, exist_ok=True)
    for kind in kinds or PAPER_KINDS:
        paper = sample(kind)
        path = target / f"{kind}.pdf"
        path.write_bytes(render_pdf(paper.html, title=paper.kind.name))
        print(f"{paper.kind.name}  {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}")
        if shutil.which("pdftoppm"):
            stem = target / kind
            subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-png", path, stem], check=True)
    if not shutil.which("pdftoppm"):
        print("没有生成图片：缺少 pdftoppm，请执行 apt-get install poppler-utils")


if __name__ == "__main__":
    main(*sys.argv[1:])
