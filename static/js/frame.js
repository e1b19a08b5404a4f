/* Keyboard, double submission, and the tables that fold on phones. Everything works without this file. */
(function () {
  "use strict";

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function toggleKeys() {
    const dialog = document.getElementById("keys");
    if (!dialog || !dialog.showModal) return;
    if (dialog.open) dialog.close(); else dialog.showModal();
  }

  let going = 0; // when `g` was pressed: a letter within a second goes to its hub

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const key = event.key.toLowerCase(); // Caps Lock does no harm
    const goes = Date.now() - going < 1000 && /^[a-z]$/.test(key) && document.querySelector('nav.side [data-go="' + key + '"]');
    going = key === "g" ? Date.now() : 0;
    if (goes) { event.preventDefault(); goes.click(); return; }
    if (key === "/") {
      const box = document.querySelector('[data-key="/"]');
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if (key === "n") {
      // The page's own "new" comes before the one of the navigation.
      const link = document.querySelector('main [data-key="n"]') || document.querySelector('[data-key="n"]');
      if (link) { event.preventDefault(); link.click(); }
    } else if (key === "?" || key === "？") {
      event.preventDefault();
      toggleKeys();
    }
  });

  // What names a key is said where there are keys: not on a phone.
  if (window.matchMedia("(min-width: 768px) and (hover: hover)").matches) {
    document.querySelectorAll("[data-with-keys]").forEach(function (box) { box.placeholder += box.dataset.withKeys; });
  }

  // Tabs that do not fit a phone are pushed aside: the chosen one comes into sight, the page itself does not move.
  document.querySelectorAll("nav.tabs").forEach(function (tabs) {
    const chosen = tabs.querySelector("a.on");
    if (chosen) tabs.scrollLeft = chosen.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - chosen.offsetWidth) / 2;
  });

  // A second click on 提交 sends nothing. The server refuses doubles by itself; this only spares the question.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.hasAttribute("data-autosubmit")) return; // filters hand nothing in: a second choice overtakes the first
    if (event.submitter && event.submitter.hasAttribute("formtarget")) return; // a preview in another tab hands nothing in
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    window.setTimeout(function () { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // Copies of forms that drafts.js keeps in this tab hold whatever was typed. Those that were handed in go with the next
  // page (unless it is the way back from the login page, where they are still needed), all of them with the log-out.
  function forgetCopies(onlyHandedIn) {
    try {
      Object.keys(window.sessionStorage).forEach(function (key) {
        if (key.indexOf("draft:") !== 0) return;
        if (!onlyHandedIn || /"submitted":true/.test(window.sessionStorage.getItem(key))) window.sessionStorage.removeItem(key);
      });
    } catch (denied) { /* private mode: nothing is kept there */ }
  }
  const fromLogin = document.referrer.indexOf(window.location.origin + "/login") === 0;
  if (document.querySelector("form.leave") && !fromLogin) forgetCopies(true);
  document.addEventListener("submit", function (event) {
    if (/\/logout\/$/.test(event.target.action)) forgetCopies(false);
  });

  // Filters marked data-autosubmit apply when a choice is made; without script their button does the same.
  document.addEventListener("change", function (event) {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) form.requestSubmit ? form.requestSubmit() : form.submit();
  });

  // Units and people are found by a few characters of name or unit; without script the list itself is there.
  const LONG = 12;
  function rowsOf(list) {
    return list.tagName === "SELECT" ? list.options : list.closest("[id^=div_]").querySelectorAll(".form-check");
  }
  function searchable(list) {
    const box = list.closest("[id^=div_]");
    if (!box || box.querySelector(".pick-search") || rowsOf(list).length <= LONG) return;
    const input = document.createElement("input");
    input.type = "search";
    input.className = "form-control pick-search";
    input.placeholder = "输入几个字查找";
    input.setAttribute("aria-label", "查找");
    input.addEventListener("input", function (event) {
      event.stopPropagation();  // nothing was chosen yet
      const wanted = input.value.trim();
      let first = null;
      Array.prototype.forEach.call(rowsOf(list), function (row) {
        const ticked = row.selected || (row.querySelector && row.querySelector("input:checked"));
        row.hidden = !!wanted && row.textContent.indexOf(wanted) < 0 && !ticked;
        if (!row.hidden && row.value && !first && row.textContent.indexOf(wanted) >= 0) first = row;
      });
      if (wanted && first && list.tagName === "SELECT" && !list.multiple) {
        list.value = first.value;
        list.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    input.addEventListener("keydown", function (event) { if (event.key === "Enter") event.preventDefault(); });
    const before = list.tagName === "SELECT" ? list : (rowsOf(list)[0].closest(".tick-group") || rowsOf(list)[0]).parentNode;
    before.parentNode.insertBefore(input, before);
  }
  // 全选 for each group of ticks, or for the whole list; only what the box of search shows. A second click takes them away.
  const SOME = 2;
  function tickable(box) {
    const groups = box.querySelectorAll(".tick-group");
    (groups.length ? Array.prototype.slice.call(groups) : [box]).forEach(function (group) {
      const rows = group.querySelectorAll(".form-check");
      if (rows.length <= SOME || group.querySelector(".tick-all")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm btn-link tick-all";
      button.textContent = "全选";
      button.addEventListener("click", function () {
        const boxes = Array.prototype.filter.call(group.querySelectorAll(".form-check:not([hidden]) input"), function (one) { return !one.disabled; });
        const wanted = !boxes.every(function (one) { return one.checked; });
        boxes.forEach(function (one) { one.checked = wanted; });
        if (boxes.length) boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
      });
      (group.querySelector("legend") || rows[0].parentNode).insertAdjacentElement(group.querySelector("legend") ? "beforeend" : "beforebegin", button);
    });
  }
  function armPickers() {
    const seen = {};
    document.querySelectorAll("[data-search]").forEach(function (list) {
      const key = list.name || list.closest("[id^=div_]").id;
      if (seen[key]) return;
      seen[key] = true;
      searchable(list);
      if (list.tagName !== "SELECT") tickable(list.closest("[id^=div_]"));
    });
  }
  armPickers();
  document.addEventListener("form:again", armPickers);
  document.addEventListener("htmx:afterSwap", armPickers);  // a list that came later

  // What only an act of an earlier day needs (补录凭据) is out of the way while the day is today.
  function showProof(root) {
    root.querySelectorAll("[data-before]").forEach(function (field) {
      const day = field.form && field.form.elements[field.dataset.day];
      const box = field.closest("[id^=div_]");
      if (day && box) box.hidden = !(day.value && day.value < field.dataset.before) && !field.value && !box.querySelector(".invalid-feedback");
    });
  }
  document.addEventListener("change", function (event) { if (event.target.form) showProof(event.target.form); });
  showProof(document);

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
