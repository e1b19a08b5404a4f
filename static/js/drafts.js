/* Drafts: what is typed into <form data-draft="key"> is kept on the server every few seconds and when a field is left.
   While the server cannot take it (expired session, no network) it stays in this tab (sessionStorage) and is saved
   again after the next login. Everything works without this file: then a form keeps its text only over an error. */
(function () {
  "use strict";

  const EVERY = 4000;
  const MEMORY = "draft:";

  /* A login in another tab changes the token; the cookie always has the present one. */
  function token() {
    const cookie = /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie);
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    return cookie ? cookie[1] : field ? field.value : "";
  }

  function values(form) {
    const payload = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.disabled || field.name === "csrfmiddlewaretoken") return;
      if (/^(file|password|submit|button|image|reset)$/.test(field.type)) return;
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) return;
      const list = payload[field.name] = payload[field.name] || [];
      if (field.type === "select-multiple") {
        Array.prototype.forEach.call(field.selectedOptions, function (option) { list.push(option.value); });
      } else {
        list.push(field.value);
      }
    });
    return payload;
  }

  function put(form, payload) {
    const seen = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || /^(file|password|hidden|submit|button|image|reset)$/.test(field.type)) return;
      const list = payload[field.name];
      const at = seen[field.name] = field.name in seen ? seen[field.name] + 1 : 0;
      if (field.type === "checkbox" || field.type === "radio") field.checked = !!list && list.indexOf(field.value) >= 0;
      else if (field.type === "select-multiple") {
        Array.prototype.forEach.call(field.options, function (option) { option.selected = !!list && list.indexOf(option.value) >= 0; });
      } else if (list && at < list.length) field.value = list[at];
      else return;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true, detail: payload }));
  }

  /* Two payloads say the same if everything visible is equal; hidden fields (revision, counts) do not matter. */
  function visible(form, payload) {
    const hidden = {};
    form.querySelectorAll("input[type=hidden]").forEach(function (field) { hidden[field.name] = true; });
    const kept = {};
    Object.keys(payload).sort().forEach(function (name) {
      const list = payload[name].filter(function (value) { return value !== ""; });
      if (!hidden[name] && list.length) kept[name] = list;
    });
    return JSON.stringify(kept);
  }

  function remember(key, copy) {
    try { window.sessionStorage.setItem(MEMORY + key, JSON.stringify(copy)); } catch (full) { /* private mode: nothing to do */ }
  }
  function recall(key) {
    try { return JSON.parse(window.sessionStorage.getItem(MEMORY + key) || "null"); } catch (broken) { return null; }
  }
  function forget(key) {
    try { window.sessionStorage.removeItem(MEMORY + key); } catch (denied) { /* as above */ }
  }

  function cameFromLogin() {
    return document.referrer.indexOf(window.location.origin + "/login") === 0;
  }

  function button(words, primary, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm " + (primary ? "btn-primary" : "btn-outline-primary");
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function watch(form) {
    const key = form.dataset.draft;
    const url = form.dataset.draftUrl || "/drafts/" + encodeURIComponent(key) + "/";
    const state = form.querySelector("[data-draft-state]") || form.appendChild(document.createElement("p"));
    state.classList.add("sub", "draft-state");
    state.setAttribute("role", "status");
    let owner = null, last = visible(form, values(form)), timer = null, busy = false, again = false, stopped = false;

    let abort = window.AbortController ? new AbortController() : null;

    function ask(method, payload) {
      const options = { method: method, signal: abort ? abort.signal : undefined, credentials: "same-origin", redirect: "follow", headers: { "X-CSRFToken": token(), "Accept": "application/json" } };
      if (payload) {
        options.headers["Content-Type"] = "application/json";
        options.body = JSON.stringify(payload);
        options.keepalive = options.body.length < 20000;  // survives leaving the page; browsers allow 64 KB for it
      }
      return window.fetch(url, options).then(function (answer) {
        const isJson = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
        if (!isJson) throw new Error(answer.redirected ? "login" : "server");
        return answer.json().then(function (data) {
          if (!answer.ok) throw new Error(data.error || "server");
          return data;
        });
      });
    }

    function keepHere(payload, why) {
      remember(key, { owner: owner, payload: payload, at: Date.now() });
      state.textContent = why === "login" ? "登录已过期，内容暂存在本页，请在新标签页登录后继续，不会丢失。"
        : /[\u4e00-\u9fff]/.test(why) ? why : "暂时连不上服务器，内容暂存在本页，稍后自动重试。";
      state.classList.add("draft-unsaved");
    }

    function save() {
      window.clearTimeout(timer);
      timer = null;
      if (stopped) return;
      const payload = values(form), now = visible(form, payload);
      if (now === last) return;
      if (busy) { again = true; return; }
      busy = true;
      ask("POST", payload).then(function (data) {
        busy = false;
        owner = data.owner;
        last = now;
        if (!stopped) forget(key);
        state.classList.remove("draft-unsaved");
        state.textContent = "已自动保存 " + data.saved_at;
        if (again) { again = false; save(); }
      }, function (error) {
        busy = again = false;
        if (stopped) return;  // being handed in: the copy made there is the newer one
        keepHere(payload, error.message);
        timer = window.setTimeout(save, EVERY * 3);
      });
    }

    function offer(payload, when) {
      const bar = document.createElement("div");
      bar.className = "notice soon draft-offer";
      bar.setAttribute("role", "status");
      const words = document.createElement("p");
      words.className = "mb-2";
      words.textContent = "有" + (when ? " " + when + " 自动保存、" : "") + "尚未提交的内容。";
      bar.appendChild(words);
      const buttons = document.createElement("div");
      buttons.className = "buttons";
      buttons.appendChild(button("恢复未提交的内容", true, function () {
        function here() { put(form, payload); bar.remove(); save(); }
        if (!form.dataset.draftRestore) { here(); return; }
        // The server shows the form anew with the kept text, rows that a script had added included.
        ask("POST", payload).then(function () {
          forget(key);
          stopped = true;
          window.location.href = form.dataset.draftRestore;
        }, here);
      }));
      buttons.appendChild(button("丢弃", false, function () {
        forget(key);
        ask("DELETE").then(function () { bar.remove(); }, function () { bar.remove(); });
      }));
      bar.appendChild(buttons);
      form.parentNode.insertBefore(bar, form);
    }

    form.addEventListener("input", function () { if (!timer) timer = window.setTimeout(save, EVERY); });
    form.addEventListener("change", function () { if (!timer) timer = window.setTimeout(save, EVERY); });
    form.addEventListener("focusout", save);
    document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") save(); });
    form.addEventListener("submit", function (event) {
      if (event.defaultPrevented || (event.submitter && event.submitter.hasAttribute("formtarget"))) return;
      // The session may have ended: if the answer is the login page, this copy is offered when the form comes back.
      stopped = true;
      const field = form.querySelector("input[name=csrfmiddlewaretoken]");
      if (field) field.value = token();
      if (busy && abort) abort.abort();  // a late save would bring back a draft the server has just dropped
      remember(key, { owner: owner, payload: values(form), at: Date.now(), submitted: true });
    });
    // Refused, or not sent at all (inplace.js): typing goes on.
    function goOn() { stopped = busy = again = false; abort = window.AbortController ? new AbortController() : null; }
    form.addEventListener("form:again", goOn);
    form.addEventListener("form:unsent", goOn);
    // Who logs out leaves no copy in the tab: frame.js clears it, and no late answer brings it back.
    document.addEventListener("submit", function (event) { if (/\/logout\/$/.test(event.target.action)) stopped = true; });
    window.addEventListener("pageshow", function (event) {
      if (!event.persisted) return;  // back from the history: the form lives on
      stopped = busy = again = false;
      abort = window.AbortController ? new AbortController() : null;
    });

    ask("GET").then(function (data) {
      owner = data.owner;
      let copy = recall(key);
      // Somebody else's copy in this tab is thrown away; so is one that was handed in successfully.
      if (copy && copy.owner !== null && copy.owner !== owner) { forget(key); copy = null; }
      if (copy && copy.submitted && !cameFromLogin()) { forget(key); copy = null; }
      const payload = copy ? copy.payload : data.payload;
      if (!payload || visible(form, payload) === visible(form, values(form))) return;
      if (copy) ask("POST", copy.payload).then(function () { forget(key); }, function () { /* stays in the tab */ });
      offer(payload, copy ? "" : data.saved_at);
    }, function () { /* no draft to be had: typing goes on */ });
  }

  if (window.fetch) document.querySelectorAll("form[data-draft]").forEach(watch);
})();
