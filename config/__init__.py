"""The roof: settings, URLs, Celery and the schedule table. Nothing else imports it.

The Celery app is loaded here so that `shared_task` functions find it in every process.
"""

from config.celery import app as celery_app

__all__ = ["celery_app"]
