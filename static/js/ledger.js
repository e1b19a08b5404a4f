/* Tick every row of the page at once. Without script each row is ticked by itself. */
(function () {
  "use strict";
  document.querySelectorAll("[data-tick-all]").forEach(function (box) {
    box.hidden = false;
    box.addEventListener("change", function () {
      document.querySelectorAll('input[type=checkbox][name="' + box.dataset.tickAll + '"]').forEach(function (one) {
        one.checked = box.checked;
      });
    });
  });
})();
