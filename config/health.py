"""Is this process able to serve? Asked by the proxy and by the container's health check."""

from django.db import connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from township.frame.access import public


@public
@require_safe
@never_cache
def healthz(request):
    """200 with the word ok once the database answers; a database error becomes 500. Tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
