from supervision.accountability.models.causes import Cause, CauseEvidence, CauseSide
from supervision.accountability.models.measures import Measure, MeasureGround
from supervision.orders.models.advice import Advice
from supervision.orders.models.orders import Order, OrderGround, OrderPoint

__all__ = [
    "Advice",
    "Cause",
    "CauseEvidence",
    "CauseSide",
    "Measure",
    "MeasureGround",
    "Order",
    "OrderGround",
    "OrderPoint",
]
