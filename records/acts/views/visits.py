"""One request to the page of one act: it is shown, its form is filled in, judged and handed to the action, and what came of it is said."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from records.acts.actions.drafts import drop_draft
from records.acts.actions.turns import NOT_FOUND, STALE, table_of
from records.acts.forms import ActForm
from records.acts.queries import load_draft
from records.acts.rules.doors import Step
from records.matters.models.events import Event
from records.notices.rules.reached import Reached, not_told
from township.actors import NotAllowed, OutOfScope, ensure_may
from township.directory.queries.recipients import unreached, untold
from township.frame.addresses import address
from township.permissions import CAPABILITIES
from township.refusals import Refused
from township.words import whole_number

if TYPE_CHECKING:
    from records.acts.views.acts import Act, ActPages, Verb

log = logging.getLogger(__name__)
DESK = "desk"


class Visit:
    """One request to the page of one act."""

    def __init__(self, pages: "ActPages", act: "Act", request: HttpRequest, pk: int, part: int):
        self.pages, self.act, self.request, self.part = pages, act, request, part
        self.row = pages.get(request.actor, pk)
        self.door = pages.doors.doors[act.name]

    def answer(self) -> HttpResponse:
        """What was posted twice, from two tabs or after somebody else acted, ends with a sentence and never with an error:
        whatever trips over a thing that has moved on since the page was made is that, and is noted in the log."""
        try:
            return self._answer()
        except (Refused, Http404, PermissionDenied):
            raise
        except Exception:
            if self.request.method != "POST" or not self._has_moved_on():
                raise
            log.warning("%s.%s: posted on a thing that has moved on", self.pages.kind, self.act.name, exc_info=True)
            messages.warning(self.request, STALE)
            return redirect(self._back())

    def _has_moved_on(self) -> bool:
        """Whether the thing is no longer what the posted page showed: gone from sight, changed, or the act not open any more."""
        try:
            row = self.pages.get(self.request.actor, self.row.pk)
        except OutOfScope:
            return True
        if str(row.revision) != self.request.POST.get("revision", ""):
            return True
        facts = self.pages.facts(self.request.actor, row)
        if self.act.part:
            return self.part not in getattr(facts, "parts", {}).get(self.act.name, ())
        return self.pages.doors.step(self.act.name, facts, table_of(row)) is None

    def _answer(self) -> HttpResponse:
        self._check_open()
        if self.request.method == "GET":
            return self._shown(self._restored())
        if self.act.form is None:
            return self._pressed()
        asked = self.request.POST.get("do", "save")
        verb = next((verb for verb in self.act.verbs if verb.key == asked), None)
        form = self._form()
        valid = form.is_valid()
        if verb and verb.kind == "fill":
            return self._shown(self._filled(form, verb))
        if valid and verb and verb.kind == "preview":
            return self._previewed(form, verb)
        if valid and (done := self._done(form, verb)):
            return done
        return self._shown(form)

    def _check_open(self) -> None:
        """Refused, as the action would, for an act that is not open here; only a page is kept from opening by that: what
        was posted goes to the action, which says what happened meanwhile."""
        if self.door.needs:
            ensure_may(self.request.actor, CAPABILITIES[self.door.needs])
        if self.request.method == "POST":
            return
        facts = self.pages.facts(self.request.actor, self.row)
        if self.act.part:
            in_sight = getattr(facts, "in_sight", None)
            if in_sight is not None and self.part not in in_sight:
                raise OutOfScope(NOT_FOUND)
            if self.part not in getattr(facts, "parts", {}).get(self.act.name, ()):
                raise Refused("这一步现在不能办理，请刷新页面查看最新情况。")
            return
        table = table_of(self.row)
        if self.pages.doors.step(self.act.name, facts, table) is None:
            move = self.pages.doors.move_of(self.door, table.names)
            if move:
                table.move(move, self.row.state)
            raise NotAllowed("您现在不能办理这一步，请回到页面查看可以办理的事项。")

    def _form(self) -> ActForm:
        posted = (self.request.POST, self.request.FILES) if self.request.method == "POST" else (None, None)
        return self._new_form(*posted)

    def _new_form(self, data, files) -> ActForm:
        form = self.act.form or ActForm
        return form(
            data,
            files,
            row=self.row,
            actor=self.request.actor,
            today=self.request.today,
            part=self.part,
            request=self.request,
        )

    def _filled(self, form: ActForm, verb: "Verb") -> ActForm:
        """The form as typed with what the verb puts in, and nothing judged yet."""
        data = self.request.POST.copy()
        for name, value in verb.run(form, self.row, self.request).items():
            data[name] = value
        again = self._new_form(None, None)
        again.initial |= {name: data.getlist(name) if len(data.getlist(name)) > 1 else data[name] for name in data}
        return again

    def _restored(self) -> ActForm:
        """The form; with ?restore the draft that was kept of it, on the revision it was typed on."""
        form = self._form()
        kept = load_draft(self.request.user.pk, self._draft_key()) if "restore" in self.request.GET else None
        for name, values in (kept or {}).items():
            form.initial[name] = values if len(values) > 1 else "".join(values)
        return form

    def _arguments(self, revision: int | None) -> dict:
        who = {self.act.id_name or self.pages.id_name: self.row.pk, "by": self.request.actor, "at": self.request.at}
        if self.act.part:
            who[self.act.part] = self.part
        return who if self.act.is_free else who | {"revision": revision}

    def _pressed(self) -> HttpResponse:
        """A button without a form: run the action, say what happened, go back."""
        revision = whole_number(self.request.POST.get("revision", ""), 9)
        try:
            with unreached() as missed:
                result = self.act.run(**self._arguments(-1 if revision is None else revision))
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            messages.warning(self.request, str(refusal))
            # What the desk offered and the thing does not allow is seen, and done another way, on the thing's own page.
            return redirect(self._page() if self._is_in_sight() else self._back())
        return self._left(self.act.done, result, missed)

    def _done(self, form: ActForm, verb: "Verb | None") -> HttpResponse | None:
        """Run the action. None when it refused: the sentence stands beside its field, the typed text is kept."""
        run, done = (verb.run, verb.done) if verb else (self.act.run, self.act.done)
        try:
            with unreached() as missed:
                result = run(**self._arguments(form.cleaned_data["revision"]), **form.values())
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.place_refusal(refusal)
            form.conflict = getattr(refusal, "conflict", None)
            if form.conflict is not None:
                form.meet(form.conflict)
            return None
        drop_draft(self.request.user.pk, self._draft_key())
        return self._left(done, result, missed)

    def _previewed(self, form: ActForm, verb: "Verb") -> HttpResponse:
        try:
            data = verb.run(form, self.row, self.request)
        except Refused as refusal:
            form.place_refusal(refusal)
            return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
        return HttpResponse(data, content_type="application/pdf", headers={"Cache-Control": "private, no-store"})

    def _left(self, done: str | Callable, result: object, missed: set[int]) -> HttpResponse:
        """missed: units that were to be told and have nobody; a reminder by hand says so itself."""
        messages.success(self.request, done(result) if callable(done) else done)
        if missed and not isinstance(result, Reached):
            for sentence in not_told(*untold(missed, self.request.today)):
                messages.warning(self.request, sentence)
        if self.act.leads_to:
            return redirect(self.act.leads_to(self.request, self.row, result))
        return redirect(self._back())

    def _back(self) -> str:
        """Where the person came from after something was done; the desk when the thing is not in sight any more."""
        return self._came_from() if self._is_from_desk or self._is_in_sight() else reverse("township:home")

    @property
    def _is_from_desk(self) -> bool:
        return self.request.GET.get("from") == DESK

    def _is_in_sight(self) -> bool:
        try:
            self.pages.get(self.request.actor, self.row.pk)
        except OutOfScope:
            return False
        return True

    def _came_from(self) -> str:
        """The desk or the page of the thing."""
        if self._is_from_desk:
            return reverse("township:home")
        return self._page()

    def _page(self) -> str:
        """The page of the thing, or where somebody who may not open it is led instead."""
        if self.pages.back:
            return self.pages.back(self.request, self.row)
        return address(self.pages.page, self.row.pk)

    def _shown(self, form: ActForm) -> HttpResponse:
        changes = self._changed_meanwhile(form)
        facts = self.pages.facts(self.request.actor, self.row)
        step = self.pages.doors.step(self.act.name, facts, table_of(self.row))
        context = {
            "act": self.act,
            "row": self.row,
            "matter": getattr(self.row, "matter", self.row),
            "step": step or Step(self.act.name, self.door.label or self.act.verb or self.act.name),
            "form": form,
            "verbs": [verb for verb in self.act.verbs if not verb.needs or verb.needs in form.fields],
            "changes": changes,
            "draft": self._draft_key() if self.act.form and self.act.keeps_draft else "",
            "back_url": self._came_from(),
            "facts": facts,
        }
        if self.act.beside:
            context |= self.act.beside(self.request, self.row, form)
        return render(self.request, self.act.template, context)

    def _changed_meanwhile(self, form: ActForm) -> list[Event]:
        """When the thing is no longer what the page showed: its latest events. The next click counts for the new state."""
        if not form.is_bound or self.act.is_free:
            return []
        self.row = self.pages.get(self.request.actor, self.row.pk)
        if str(self.row.revision) == str(form.data.get("revision")):
            return []
        form.data = form.data.copy()
        form.data["revision"] = str(self.row.revision)
        if not hasattr(self.row, "matter"):
            return []
        latest = list(Event.objects.filter(matter_id=self.row.pk).order_by("-pk")[:3])
        return [event for event in latest if event.by_id is None or event.by_id != self.request.actor.person_id]

    def _draft_key(self) -> str:
        part = f"-{self.part}" if self.act.part else ""
        return f"{self.pages.kind}-{self.row.pk}-{self.act.name}{part}"
