"""Health check of the web container: exit 0 when /healthz answers under the name the site is served by."""

import os
import sys
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
request = urllib.request.Request("http://127.0.0.1:8000/healthz", headers={"Host": host})
try:
    sys.exit(urllib.request.urlopen(request, timeout=8).status != 200)
except OSError as failure:
    sys.exit(str(failure))
