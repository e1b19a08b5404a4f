"""How sure the source of a number is; shown wherever the number is."""

from township.choices import Choice


class SourceMark(Choice):
    FOUND = "found", "有依据"
    UNCONFIRMED = "unconfirmed", "依据待核实"
    OFFICE_RULE = "office_rule", "本办规定"
