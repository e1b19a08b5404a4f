"""Forms that are handed in without leaving the page (static/js/inplace.js)."""

from django.http import HttpResponse

IN_PLACE = "X-In-Place"  # header of such a request
GOES_TO = "X-Goes-To"  # header of the answer: where the page goes now


class InPlaceMiddleware:
    """Says where to go instead of sending there: the script would follow by itself, and the sentence for the next page
    would be gone before that page is seen."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if IN_PLACE not in request.headers or response.status_code not in (301, 302, 303):
            return response
        answer = HttpResponse(status=204, headers={GOES_TO: response["Location"]})
        answer.cookies = response.cookies
        return answer
