"""The WSGI application that gunicorn serves. It does not start with another data key than the database was written with."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

application = get_wsgi_application()

from records.keeping.actions.keys import refuse_wrong_key  # noqa: E402 - needs the applications loaded

refuse_wrong_key()
