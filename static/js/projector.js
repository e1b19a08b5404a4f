/* Turning the screens of a dispatch by keyboard or remote control. Without this file the links do the same. */
(function () {
  "use strict";

  const STEPS = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "prev", ArrowUp: "prev", PageUp: "prev", Backspace: "prev",
  };

  function room(step) {
    const page = document.documentElement;
    return step === "next" ? page.scrollHeight - page.clientHeight - window.scrollY > 4 : window.scrollY > 4;
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "A" && event.key === "Enter") return;
    const step = event.key === "Escape" ? "leave" : STEPS[event.key];
    if (!step) return;
    // A screen that is longer than the wall is scrolled first.
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && room(step)) return;
    const link = document.querySelector(step === "leave" ? "[data-leave]" : '[rel="' + step + '"]');
    if (link) { event.preventDefault(); link.click(); }
  });
})();
