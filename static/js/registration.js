/* Registration: only the fields of the chosen channel, purpose and step are shown; rows for people are added in place;
   files may be dropped and pasted; a proposal is taken with one click. Without this file every field stands on the page. */
(function () {
  "use strict";
  const form = document.getElementById("register");
  if (!form) return;

  function chosen(name) {
    const box = form.querySelector('input[name="' + name + '"]:checked');
    if (box) return box.value;
    const kept = form.querySelector('input[type=hidden][name="' + name + '"]');
    return kept ? kept.value : "";
  }

  function show(part, visible) {
    part.hidden = !visible;
  }

  function legalClass() {
    const purpose = chosen("purpose"), given = form.elements["case_class"];
    const known = { demand: "claim", appeal: "claim", suggestion: "suggestion", accusation: "accusation" };
    return known[purpose] || (given && given.value) || "claim";
  }

  function refresh() {
    const channel = chosen("channel"), purpose = chosen("purpose"), kind = legalClass();
    form.querySelectorAll("[data-channels]").forEach(function (part) {
      show(part, part.dataset.channels.split(" ").indexOf(channel) >= 0);
    });
    form.querySelectorAll("[data-purpose]").forEach(function (part) {
      show(part, part.dataset.purpose === purpose || (part.dataset.purpose === "accusation" && kind === "accusation"));
    });
    form.querySelectorAll("[data-classes]").forEach(function (part) {
      const open = part.dataset.classes.split(" ").indexOf(kind) >= 0;
      show(part, open);
      const box = part.querySelector("input[name=now]");
      if (!open && box && box.checked) {
        const first = form.querySelector('input[name=now][value=register]');
        if (first) first.checked = true;
      }
    });
    const now = chosen("now");
    form.querySelectorAll("[data-step]").forEach(function (part) {
      const here = part.dataset.step.split(" ").indexOf(now) >= 0;
      show(part, here && (!part.dataset.class || part.dataset.class === kind));
      // What several steps need stands below the step that was chosen.
      if (here) {
        const box = form.querySelector('input[name=now][value="' + now + '"]');
        if (box) box.closest(".step").appendChild(part);
      }
    });
  }

  form.addEventListener("change", function (event) {
    if (/^(channel|purpose|case_class|now)$/.test(event.target.name)) refresh();
  });
  form.addEventListener("draft:restored", refresh);

  /* People: another one is the first row once more, emptied */
  function empty(person) {
    person.querySelectorAll("input, select").forEach(function (field) { field.value = ""; });
  }
  function rows() { return document.getElementById("persons"); }
  form.addEventListener("click", function (event) {
    const add = event.target.closest("[data-add-person]"), drop = event.target.closest("[data-drop-person]");
    const persons = rows(), total = form.elements["p-TOTAL_FORMS"];
    if (add && persons) {
      event.preventDefault();
      const row = document.createElement("div");
      row.innerHTML = persons.querySelector("[data-person]").outerHTML.replace(/p-\d+-/g, "p-" + total.value + "-");
      const person = row.firstElementChild;
      empty(person);
      person.classList.remove("gone");
      person.querySelectorAll(".invalid-feedback").forEach(function (said) { said.remove(); });
      person.querySelectorAll(".is-invalid").forEach(function (field) { field.classList.remove("is-invalid"); });
      person.querySelectorAll("[data-drop-person]").forEach(function (button) { button.hidden = false; });
      persons.appendChild(person);
      total.value = String(Number(total.value) + 1);
      if (window.htmx) window.htmx.process(person);
      const name = person.querySelector('input[type=text]');
      if (name) name.focus();
    } else if (drop) {
      // The row stays as a blank one, which is passed over: no other row changes its number, and no file is lost.
      event.preventDefault();
      const person = drop.closest("[data-person]");
      empty(person);
      person.classList.add("gone");
    }
  });
  function hideSpare() {
    form.querySelectorAll("[data-needs-no-script]").forEach(function (button) { button.hidden = true; });
  }
  hideSpare();

  /* Enter goes to the next field; a long form is handed in with its button only. */
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing || !/^(INPUT|SELECT)$/.test(event.target.tagName)) return;
    if (/^(submit|button|file)$/.test(event.target.type)) return;
    event.preventDefault();
    const fields = Array.prototype.filter.call(form.elements, function (field) {
      return field.offsetParent && !field.closest("details:not([open])") && !field.disabled && !/^(hidden|submit|button)$/.test(field.type) && field.tabIndex >= 0;
    });
    const next = fields[fields.indexOf(event.target) + 1];
    if (next) next.focus();
  });

  /* Proposals */
  function fill(name, value) {
    const boxes = form.querySelectorAll('input[type=radio][name="' + name + '"]');
    let target = null;
    if (boxes.length) boxes.forEach(function (box) { if (box.value === value) { box.checked = true; target = box; } });
    else if (form.elements[name]) { target = form.elements[name]; target.value = value; }
    if (target) target.dispatchEvent(new Event("change", { bubbles: true }));
  }
  /* What follows from the address is filled in while nobody has chosen anything there. */
  const touched = {};
  form.addEventListener("change", function (event) { if (event.isTrusted) touched[event.target.name] = true; });
  function arm(scope) {
    scope.querySelectorAll("[data-fill]").forEach(function (button) { button.hidden = false; });
    scope.querySelectorAll("[data-auto]").forEach(function (button) {
      const field = form.elements[button.dataset.fill];
      if (field && !field.value && !touched[field.name]) fill(field.name, button.dataset.value);
    });
  }
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.fill === "lead_unit") {
      const now = chosen("now");
      if (now !== "assign" && now !== "accept_assign") fill("now", "accept_assign");
    }
    fill(button.dataset.fill, button.dataset.value);
  });
  document.body.addEventListener("htmx:afterSwap", function (event) { arm(event.target); });
  form.addEventListener("change", function (event) {
    if (event.target.name === "repeat_of") fill("repeat", "repeat");
  });

  /* Files: dropped, pasted, photographed */
  function zone() { return form.querySelector("[data-dropzone]"); }
  function shown() {
    const list = form.querySelector("[data-picked]");
    if (!list) return;
    list.textContent = "";
    zone().querySelectorAll("input[type=file]").forEach(function (one) {
      Array.prototype.forEach.call(one.files, function (file) {
        const row = document.createElement("li");
        row.textContent = file.name + "（" + Math.max(1, Math.round(file.size / 1024)) + " KB）";
        list.appendChild(row);
      });
    });
  }
  function take(files) {
    const input = zone() && zone().querySelector("input[type=file]:not([capture])");
    if (!input || !files.length || !window.DataTransfer) return;
    const all = new DataTransfer();
    Array.prototype.forEach.call(input.files, function (file) { all.items.add(file); });
    Array.prototype.forEach.call(files, function (file) { all.items.add(file); });
    input.files = all.files;
    shown();
  }
  function over(event) { return zone() && event.target.closest && event.target.closest("[data-dropzone]"); }
  form.addEventListener("dragover", function (event) { if (over(event)) { event.preventDefault(); zone().classList.add("over"); } });
  form.addEventListener("dragleave", function () { if (zone()) zone().classList.remove("over"); });
  form.addEventListener("drop", function (event) {
    if (!over(event)) return;
    event.preventDefault();
    zone().classList.remove("over");
    take(event.dataTransfer.files);
  });
  form.addEventListener("change", function (event) { if (over(event)) shown(); });
  document.addEventListener("paste", function (event) {
    const files = event.clipboardData ? event.clipboardData.files : [];
    if (zone() && files.length) { event.preventDefault(); take(files); }
  });

  // The form came back into the page with what has to be changed (inplace.js).
  form.addEventListener("form:again", function () { hideSpare(); refresh(); arm(document); shown(); });

  refresh();
  arm(document);
})();
