"""Fields drawn without templates: a page of fifty fields would otherwise render some six hundred small ones.

The markup of the controls is Django's own, that around them Bootstrap's as crispy draws it; only the blanks between are gone.
"""

import html

from django.forms import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, Select
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

FOLDER = "django/forms/widgets/"
INPUTS = (
    "text",
    "number",
    "email",
    "url",
    "password",
    "hidden",
    "date",
    "datetime",
    "time",
    "checkbox",
    "file",
    "search",
    "tel",
)


def escape(value: object) -> str:
    """As Django's, without its look for words that are not translated yet: a page has a thousand options."""
    return html.escape(str(value))


class QuickRenderer(DjangoTemplates):
    """Inputs, text areas and selects as strings; everything else by its template. Set as FORM_RENDERER."""

    def render(self, template_name: str, context: dict, request=None) -> SafeString:
        """The markup of one control."""
        drawn = DRAWN.get(template_name)
        if drawn is None:
            return super().render(template_name, context, request)
        return mark_safe(drawn(context["widget"]))  # noqa: S308 - every value is escaped below


def draw_field(field: BoundField) -> SafeString:
    """Label, control, errors and help of a field."""
    if field.is_hidden:
        return field.as_hidden()
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple):
        inside = _label(field) + _ticks(field)
    elif isinstance(widget, CheckboxInput):
        box = field.as_widget(attrs={"class": _classes(field, "form-check-input")})
        inside = f'<div class="form-check">{box} {_label(field, "form-check-label")}{_said(field)}</div>'
        return mark_safe(f'<div id="div_{field.auto_id}" class="mb-3">{inside}</div>')  # noqa: S308 - escaped
    else:
        inside = _label(field) + str(field.as_widget(attrs={"class": _classes(field, _look(widget))}))
    return mark_safe(f'<div id="div_{field.auto_id}" class="mb-3">{inside}{_said(field)}</div>')  # noqa: S308 - escaped


def draw_pills(field: BoundField) -> SafeString:
    """The radio buttons of a field side by side. Their labels are around them, so they need no numbers; one that is
    required makes all of them so."""
    star = '<span class="asteriskField">*</span>' if field.field.required else ""
    boxes = "".join(_pill(box, is_first=not place) for place, box in enumerate(field))
    errors = "".join(f'<div class="invalid-feedback d-block">{escape(sentence)}</div>' for sentence in field.errors)
    help_text = f'<div class="form-text">{conditional_escape(field.help_text)}</div>' if field.help_text else ""
    return mark_safe(  # noqa: S308 - escaped
        f'<fieldset class="pills" id="id_{field.name}"><legend class="form-label">{conditional_escape(field.label)}{star}</legend>'
        f'<div class="pill-row">{boxes}</div>{errors}{help_text}</fieldset>'
    )


def _pill(box, *, is_first: bool) -> str:
    drawn = _bare(box, left_out=("id",) if is_first else ("id", "required"))
    return f'<label class="pill">{drawn} <span>{escape(box.choice_label)}</span></label>'


def _bare(box, left_out: tuple[str, ...]) -> str:
    """One of several buttons or boxes, without these attributes."""
    attrs = {name: value for name, value in box.data["attrs"].items() if name not in left_out}
    return _input({**box.data, "attrs": attrs})


def _look(widget) -> str:
    return "form-select" if isinstance(widget, Select) else "form-control"


def _classes(field: BoundField, look: str) -> str:
    own = field.field.widget.attrs.get("class", "")
    return " ".join(part for part in (own, look, "is-invalid" if field.errors else "") if part)


def _label(field: BoundField, look: str = "form-label") -> str:
    is_needed = field.field.required or getattr(field.field, "is_starred", False)
    star = '<span class="asteriskField">*</span>' if is_needed else ""
    more = " requiredField" if is_needed else ""
    return f'<label for="{field.id_for_label}" class="{look}{more}">{conditional_escape(field.label)}{star}</label>'


def _said(field: BoundField) -> str:
    """Errors, then help."""
    errors = "".join(f'<div class="invalid-feedback d-block">{escape(sentence)}</div>' for sentence in field.errors)
    help_text = field.help_text
    return errors + (
        f'<div id="{field.auto_id}_helptext" class="form-text">{conditional_escape(help_text)}</div>'
        if help_text
        else ""
    )


def _ticks(field: BoundField) -> str:
    """Tick boxes; where the field knows groups, and there are several, each under its head. They have no numbers of their own:
    their label is around them, and a list of fifty units weighs half as much."""
    group_of = getattr(field.field, "group_of", lambda key: "")
    groups: dict[str, list[str]] = {}
    for box in field.subwidgets:
        groups.setdefault(group_of(str(box.data["value"])), []).append(_tick(box))
    search = " data-search" if field.field.widget.attrs.get("data-search") else ""
    if len(groups) < 2:
        return f"<div{search}>{''.join(row for rows in groups.values() for row in rows)}</div>"
    sets = (
        f'<fieldset class="tick-group"><legend>{escape(group)}</legend>{"".join(rows)}</fieldset>'
        for group, rows in groups.items()
    )
    return f"<div{search}>{''.join(sets)}</div>"


def _tick(box) -> str:
    drawn = _bare(box, left_out=("id", "data-search"))
    return f'<label class="form-check">{drawn} {escape(box.choice_label)}</label>'


# --- Django's widget templates, as strings ----------------------------------------------------------------------------


def _attributes(attrs: dict) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: dict) -> str:
    value = widget["value"]
    given = "" if value is None else f' value="{escape(str(value))}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{given}{_attributes(widget["attrs"])}>'


def _option(widget: dict) -> str:
    """A radio button or tick box of several."""
    box = _input(widget)
    if not widget.get("wrap_label"):
        return box
    number = widget["attrs"].get("id")
    to = f' for="{escape(number)}"' if number else ""
    return f"<label{to}>{box} {escape(widget['label'])}</label>"


def _text_area(widget: dict) -> str:
    value = widget["value"]
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>\n{escape(value or "")}</textarea>'


def _select(widget: dict) -> str:
    parts = []
    for group, options, _ in widget["optgroups"]:
        inside = "".join(map(_choice, options))
        parts.append(f'<optgroup label="{escape(group)}">{inside}</optgroup>' if group else inside)
    return f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>{"".join(parts)}</select>'


def _choice(one: dict) -> str:
    """An option; its value is its text where none is written."""
    value, label = str(one["value"]), str(one["label"])
    given = "" if value == label == " ".join(label.split()) else f' value="{escape(value)}"'
    return f"<option{given}{_attributes(one['attrs'])}>{escape(one['label'])}</option>"


DRAWN = {
    **{f"{FOLDER}{name}.html": _input for name in INPUTS},
    **{f"{FOLDER}{name}_option.html": _option for name in ("checkbox", "radio")},
    f"{FOLDER}textarea.html": _text_area,
    f"{FOLDER}select.html": _select,
}
