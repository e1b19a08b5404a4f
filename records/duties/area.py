"""Duties: what the township's rule profile asks for in a period, and what becomes a candidate for supervision."""

from records.areas import Area, Daily, Sweep, Tab, words_of_moves
from records.duties.actions.endings import end_duties_of_leavers, end_duties_of_unit
from records.duties.actions.rounds import tend_duties
from records.duties.demo import load
from records.duties.queries.figures import CARRIED_OUT
from records.duties.queries.rounds import townships_to_open
from records.duties.rules import candidates as candidate_rules
from records.duties.views.candidates import CANDIDATES
from records.permissions import VIEW_CANDIDATE, VIEW_DUTY
from township.directory.listeners import on_unit_off

on_unit_off(end_duties_of_unit)
AREA = Area(
    tabs=(
        Tab("analysis", "制度应办", "records:duties", VIEW_DUTY, 40),
        Tab("supervision", "督办建议", "records:candidates", VIEW_CANDIDATE, 10),
    ),
    sweeps=(Sweep(townships_to_open, tend_duties, "制度应办：开启各期"),),
    daily=(Daily(end_duties_of_leavers, "制度应办：离任领导不再应办"),),
    declared=(CARRIED_OUT,),
    demo=load,
    words=CANDIDATES.journal_words | words_of_moves("candidate", candidate_rules.CANDIDATES),
)
