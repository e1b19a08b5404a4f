"""The layout that analysis, urgent information and plans share; plays their demonstration."""

from petitions.office.demo import load
from records.areas import Area

AREA = Area(demo=load)
