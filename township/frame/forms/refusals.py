"""From a refusal to the sentence beside the field: what was typed stays in the form."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.forms import BaseForm

from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused


@contextmanager
def refusals_on(form: BaseForm) -> Iterator[None]:
    """Run an action inside; a Refused becomes an error of its field (or of the whole form) and the block is left.

    Not allowed and out of scope are no matter of what was typed: they pass through to the middleware.
    """
    try:
        yield
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))


@contextmanager
def refusals_as_message(request) -> Iterator[None]:
    """The same for a button without a form: the sentence appears at the top of the next page."""
    try:
        yield
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refused:
        messages.warning(request, str(refused))
