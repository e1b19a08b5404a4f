/* Forms marked data-in-place are handed in without leaving the page: a refusal comes back into it with the chosen files
   still chosen, and a session that has ended is opened again in a window of the same page. Without this file, and in
   browsers that cannot do it, the form is sent in the ordinary way. */
(function () {
  "use strict";
  if (!window.fetch || !window.FormData || !window.DOMParser) return;

  function send(url, options) {
    options.credentials = "same-origin";
    options.headers = Object.assign({ "X-In-Place": "1", "Accept": "text/html" }, options.headers || {});
    return window.fetch(url, options).then(function (answer) {
      const goes = answer.headers.get("X-Goes-To");
      return answer.text().then(function (html) { return { status: answer.status, goes: goes, html: html }; });
    });
  }

  function isLogin(url) { return /^\/login\//.test(url || ""); }

  function read(html) { return new DOMParser().parseFromString(html, "text/html"); }

  /* The new state of the form, its chosen files carried over. */
  function swap(form, html) {
    const fresh = read(html).getElementById(form.id);
    if (!fresh) { document.open(); document.write(html); document.close(); return; }
    const kept = {};
    form.querySelectorAll("input[type=file]").forEach(function (input, at) { kept[at] = input; });
    while (form.firstChild) form.removeChild(form.firstChild);
    while (fresh.firstChild) form.appendChild(document.adoptNode(fresh.firstChild));
    form.querySelectorAll("input[type=file]").forEach(function (input, at) {
      if (kept[at]) input.parentNode.replaceChild(kept[at], input);
    });
    form.querySelectorAll("[data-files-lost]").forEach(function (said) { said.hidden = true; });
    if (window.htmx) window.htmx.process(form);
    form.dispatchEvent(new CustomEvent("form:again", { bubbles: true }));
    const fault = form.querySelector("[role=alert], .invalid-feedback");
    if (fault) fault.scrollIntoView({ block: "center" });
  }

  function token(form, value) {
    form.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (field) { field.value = value; });
  }

  /* The login page in a window over this one; `then` runs when somebody is logged in again. */
  function logIn(url, then) {
    const dialog = document.createElement("dialog");
    dialog.className = "login-here";
    document.body.appendChild(dialog);
    function close() { dialog.remove(); }
    function show(html) {
      const page = read(html), form = page.querySelector("main form[method=post], form[method=post]");
      if (!form) { window.location.reload(); return; }
      dialog.textContent = "";
      const said = document.createElement("p");
      said.className = "notice";
      said.textContent = "登录已过期。请在这里重新登录，您填的内容都在，登录后自动提交。";
      dialog.appendChild(said);
      dialog.appendChild(document.adoptNode(form));
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        event.stopPropagation();
        send(form.getAttribute("action") || url, { method: "POST", body: new FormData(form) }).then(function (answer) {
          if (answer.goes && !isLogin(answer.goes)) { close(); then(); }
          else if (answer.goes) open(answer.goes);
          else show(answer.html);
        });
      });
      if (dialog.showModal && !dialog.open) dialog.showModal();
      const first = form.querySelector("input:not([type=hidden])");
      if (first) first.focus();
    }
    function open(address) { send(address, {}).then(function (answer) { show(answer.html); }); }
    open(url);
  }

  /* After a login the page needs the token of the new session; somebody else's login never hands this text in. */
  function renewed(form, again) {
    send(window.location.href, {}).then(function (answer) {
      const page = read(answer.html), field = page.querySelector("input[name=csrfmiddlewaretoken]");
      const before = document.body.dataset.account, now = page.body.dataset.account;
      if (!field || (before && now && before !== now)) { window.location.reload(); return; }
      token(document, field.value);
      again();
    });
  }

  function handIn(form, submitter) {
    if (form.dataset.going) return;
    form.dataset.going = "yes";
    const data = new FormData(form);
    if (submitter && submitter.name) data.append(submitter.name, submitter.value);
    send(form.getAttribute("action") || window.location.href, { method: "POST", body: data }).then(function (answer) {
      delete form.dataset.going;
      delete form.dataset.sent;  // frame.js: a second press counts again
      if (isLogin(answer.goes)) logIn(answer.goes, function () { renewed(form, function () { handIn(form, submitter); }); });
      else if (answer.goes) window.location.assign(answer.goes);
      else swap(form, answer.html);
    }, function () {
      delete form.dataset.going;
      delete form.dataset.sent;
      form.dispatchEvent(new CustomEvent("form:unsent", { bubbles: true }));
      window.alert("暂时连不上服务器，没有提交。您填的内容都在，请稍后再按一次。");
    });
  }

  document.addEventListener("submit", function (event) {
    const form = event.target, pressed = event.submitter;
    if (!form.hasAttribute("data-in-place") || event.defaultPrevented) return;
    if (pressed && pressed.hasAttribute("formtarget")) return;
    event.preventDefault();
    handIn(form, pressed);
  });
})();
