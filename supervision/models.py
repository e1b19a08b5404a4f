from supervision.orders.models.orders import Order, OrderGround, OrderPoint

__all__ = ["Order", "OrderGround", "OrderPoint"]
