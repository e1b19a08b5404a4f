from supervision.accountability.models.causes import Cause, CauseEvidence, CauseSide
from supervision.accountability.models.measures import Measure, MeasureGround
from supervision.draws.models.draws import Draw, DrawGroup, DrawPick, DrawUnit
from supervision.orders.models.advice import Advice
from supervision.orders.models.orders import Order, OrderGround, OrderPoint, OrderReport

__all__ = [
    "Advice",
    "Cause",
    "CauseEvidence",
    "CauseSide",
    "Draw",
    "DrawGroup",
    "DrawPick",
    "DrawUnit",
    "Measure",
    "MeasureGround",
    "Order",
    "OrderGround",
    "OrderPoint",
    "OrderReport",
]
