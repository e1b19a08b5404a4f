"""A second implementation of the scores, written from the scheme files and the sheet of formulas, sharing no code with the first.

Plain Python over exported rows: a row is (figure, unit, counted). It reads the TOML itself and works with whole numbers over one
common denominator, where the program works with a tree of fractions.
"""

import tomllib
from fractions import Fraction as F
from math import floor
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "data" / "schemes"


def number(text) -> F:
    return F(str(text))


class SecondScheme:
    def __init__(self, key: str):
        self.file = tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))

    def score_of(self, leaf: dict, rows: list, marks: list, awards: list) -> F | None:
        """Share of the weight between 0 and 1 (points for a bonus); None = nothing to go by."""
        kind, weight = leaf["kind"], number(leaf.get("weight", 0))
        mine = [counted for figure, counted in rows if figure == leaf.get("figure")]
        if kind == "bonus":
            return min(number(leaf["cap"]), sum(awards, F(0)))
        if kind == "deduction":
            left = weight
            for figure, _ in rows:
                left -= number(leaf["costs"].get(figure, 0))
            return max(left, number(leaf["floor"])) / weight
        if kind == "quota":
            return max(F(0), weight - max(0, leaf["least"] - sum(mine)) * number(leaf["each"])) / weight
        if kind == "hand":
            return None if len(marks) < leaf["scorers"] else sum(marks) / len(marks) / weight
        if not mine or (kind == "satisfaction" and len(mine) < leaf["smallest"]):
            return None
        percent = F(100 * sum(mine), len(mine))
        if "steps" in leaf:
            for bound, share in leaf["steps"]:
                if percent >= number(bound):
                    return number(share)
            return F(0)
        top, bottom = number(leaf["full"]), number(leaf["zero"])
        if percent >= top:
            return F(1)
        return F(0) if percent <= bottom else (percent - bottom) / (top - bottom)

    def total_of(self, rows: list, marks: dict, awards: list, adjust: F = F(0)) -> str:
        parts = []
        extra = F(0)
        for part in self.file["parts"]:
            leaves = []
            for leaf in part["items"]:
                if leaf["kind"] == "veto":
                    continue
                score = self.score_of(leaf, rows, marks.get(leaf["key"], []), awards)
                if leaf["kind"] == "bonus":
                    extra += score
                else:
                    leaves.append((number(leaf["weight"]), score))
            parts.append(leaves)
        whole = F(0)
        for leaves in parts:
            known = [(weight, score) for weight, score in leaves if score is not None]
            if known:
                # a part is the weighted mean of what is known in it
                mean = sum(weight * score for weight, score in known) / sum(weight for weight, _ in known)
                whole += mean * sum(weight for weight, _ in leaves)
        reached = sum(sum(w for w, _ in leaves) for leaves in parts if any(s is not None for _, s in leaves))
        if not reached:
            return "—"
        total = max(F(0), whole * 100 / reached + extra + adjust)
        digits = self.file["places"]
        units = floor(total * 10**digits + F(1, 2))
        text = f"{units:0{digits + 1}d}"
        return f"{text[:-digits]}.{text[-digits:]}" if digits else text
