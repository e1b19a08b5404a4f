"""Buttons of acts (records.acts.views.acts): {% acts buttons %}, {% act buttons "receive" recipient.pk %}, {% act_button button %}."""

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from records.acts.views.acts import Button, Buttons
from records.matters.views.ways import leads_anywhere

register = template.Library()

MAIN, OTHER = "btn-primary", "btn-outline-primary"


@register.inclusion_tag("components/acts.html", takes_context=True)
def acts(context, buttons: Buttons, none: str = "") -> dict:
    """Every act open to the reader, in the order of the doors; none: the sentence when there is none."""
    # The request itself goes along: the buttons inside are drawn with it, and their forms need its token.
    return {
        "buttons": buttons,
        "none": none,
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def act(context, buttons: Buttons, name: str, part: int | None = None, label: str = "") -> str:
    """One act where its part of the page stands; nothing when it is not open. label: another word for it."""
    button = buttons.of(name, part)
    return _drawn(context, button, OTHER, label) if button and not button.step.blocked else ""


@register.simple_tag(takes_context=True)
def act_button(context, button: Button, query: str = "") -> str:
    """A button by itself. query: "?from=desk" comes back to the desk afterwards."""
    return _drawn(context, button, MAIN if button.step.is_main else OTHER, query=query)


@register.simple_tag(takes_context=True)
def preview(context, page: str, pk: int, words: str = "看版式") -> str:
    """The button to a draft as it would print; nothing for a reader for whom that page does not open, who reads it on this one."""
    return preview_at(context, reverse(page, args=[pk]), words)


@register.simple_tag(takes_context=True)
def preview_at(context, url: str, words: str = "看版式") -> str:
    """The same by its address; nothing without one."""
    if not leads_anywhere(context["request"].actor, url):
        return ""
    return format_html('<a class="{}" href="{}" target="_blank">{}</a>', f"btn {OTHER}", url, words)


@register.inclusion_tag("components/act_field.html")
def act_field(field) -> dict:
    """A field of an act's form: radio buttons in a row, a long text on paper, everything else as crispy draws it."""
    return {"field": field}


def _drawn(context, button: Button, look: str, label: str = "", query: str = "") -> str:
    return render_to_string(
        "components/act_button.html",
        {"button": button, "look": look, "label": label or button.step.label, "query": query},
        request=context.get("request"),
    )
