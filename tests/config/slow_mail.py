"""Settings and e-mail backend of the workers in test_killed_workers: every message is a file, and takes its time.

The pause before and after the file gives the test a chance to kill the worker on either side of it.
"""

import os
import time
import uuid
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend

from config.settings.base import *  # noqa: F403

EMAIL_CONFIGURED = True
EMAIL_BACKEND = "tests.config.slow_mail.SlowFiles"
DEFAULT_FROM_EMAIL = "office@example.gov.cn"
PAUSE = 0.15  # seconds


class SlowFiles(BaseEmailBackend):
    """Writes the recipient's address into a file of its own, whole or not at all."""

    def send_messages(self, messages):
        for message in messages:
            time.sleep(PAUSE)
            file = Path(os.environ["TEST_MAIL_FOLDER"]) / uuid.uuid4().hex
            file.with_suffix(".part").write_text(message.to[0])
            file.with_suffix(".part").rename(file.with_suffix(".mail"))
            time.sleep(PAUSE)
        return len(messages)
