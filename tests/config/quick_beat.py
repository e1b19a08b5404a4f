"""The settings of the embedded mode with a beat that makes a round every second: its silence is noticed soon."""

from config.settings.base import *  # noqa: F403 - the same settings

CELERY_BEAT_MAX_LOOP_INTERVAL = 1
