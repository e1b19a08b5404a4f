"""Who may open a view: every view states it, and a view that states nothing opens for nobody.

`township.frame.middleware` reads these marks before the view runs; the permission table of the tests reads them as well.
A view carries exactly one of: `.capabilities` (any one of them suffices; `.capability` is the first), `.is_public`,
`.for_any_account`, `.for_platform`.
"""

from collections.abc import Callable

from township.actors import Actor
from township.permissions import Capability


def requires(*capabilities: Capability) -> Callable:
    """The view opens for actors who have one of `capabilities` at some reach; the action still asks about the object.

    On a class-based view decorate the result of as_view().
    """

    def mark(view):
        view.capability = capabilities[0]
        view.capabilities = capabilities
        return view

    return mark


def public(view: Callable) -> Callable:
    """The view opens for everybody, without an account."""
    view.is_public = True
    return view


def any_account(view: Callable) -> Callable:
    """The view opens for every account that is logged in (home, own password, own notices)."""
    view.for_any_account = True
    return view


def platform_only(view: Callable) -> Callable:
    """The view opens for platform administrators alone: they set up townships and see no content."""
    view.for_platform = True
    return view


def states_access(view: Callable) -> bool:
    """Whether the view says who may open it."""
    return any(hasattr(view, mark) for mark in ("capabilities", "is_public", "for_any_account", "for_platform"))


def opens(view: Callable, actor: Actor) -> bool:
    """Whether the view opens for this actor as far as rights go; what it shows is asked of the thing itself."""
    if getattr(view, "is_public", False) or getattr(view, "for_any_account", False):
        return True
    if getattr(view, "for_platform", False):
        return actor.is_platform_admin
    return any(actor.may(one) for one in getattr(view, "capabilities", ()))
