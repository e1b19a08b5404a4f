"""The WSGI application that gunicorn serves. It does not start with another data key than the database was written with."""

import gc
import os

from config import handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

application = handler.application()

from records.keeping.actions.keys import refuse_wrong_key  # noqa: E402 - needs the applications loaded

refuse_wrong_key()

# What was loaded stays as long as the process: the collector need not walk over it while pages are made.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
