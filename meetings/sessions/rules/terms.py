"""Time limits around a session. None of the five sources sets a figure: these are the office's own rules."""

from records.clocks.rules.terms import Term, TermUnit
from township.sources import SourceMark

ISSUE_MINUTES = Term(
    "issue_minutes",
    "印发会议纪要",
    5,
    TermUnit.WORKING,
    "本办规定：会后5个工作日内印发纪要",
    "会议召开",
    SourceMark.OFFICE_RULE,
)
RECEIVE_MINUTES = Term(
    "receive_minutes",
    "签收会议纪要",
    2,
    TermUnit.WORKING,
    "本办规定：印发后2个工作日内签收",
    "纪要印发",
    SourceMark.OFFICE_RULE,
)
CARRY_OUT = Term(
    "carry_out",
    "落实议定事项",
    None,
    TermUnit.NATURAL,
    "联席会议制度：议定事项由责任单位按期落实并报告",
    "纪要印发",
    SourceMark.OFFICE_RULE,
    max_extension=30,
)
RECEIVE_PAPER = Term(
    "receive_paper",
    "签收文件",
    2,
    TermUnit.WORKING,
    "本办规定：印发后2个工作日内签收",
    "文件印发",
    SourceMark.OFFICE_RULE,
)
