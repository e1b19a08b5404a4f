"""What analysis, urgent information and plans share until each has its flow; plays their demonstration."""

from petitions.office.demo import load
from records.areas import Area

AREA = Area(demo=load)
