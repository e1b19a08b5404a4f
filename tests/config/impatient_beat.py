"""The settings of the embedded mode with a beat that ends itself after three seconds without a round."""

from config.settings.base import *  # noqa: F403 - the same settings

BEAT_PATIENCE = 3
