"""The address of the person behind the proxy.

Lock-out and rate limits count by address. Behind a proxy every request would seem to come from the proxy, and one
forgetful person would lock the whole office out.
"""

from django.conf import settings


class ProxyAddressMiddleware:
    """Put the visitor's address into REMOTE_ADDR, read from X-Forwarded-For.

    Each trusted proxy appends the address it saw, so with N of them (`TRUSTED_PROXY_COUNT`) the N-th entry from the
    right is the truth and whatever stands left of it may be invented. With 0 the header is ignored.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        hops = settings.TRUSTED_PROXY_COUNT
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if hops and len(chain) >= hops:
            request.META["REMOTE_ADDR"] = chain[-hops]
        return self.get_response(request)
