/* The big screen looks for new numbers every minute. What it has stays while the line is down, under a bar that says how old it is;
   it goes on asking and recovers by itself. A screen that was switched off here (404) is emptied. */
(function () {
  "use strict";

  const EVERY = 60000, AGAIN = 10000, PATIENCE = 15000;
  const wall = document.getElementById("wall"), lost = document.getElementById("lost");
  let shown = wall.dataset.shown;

  function clock() {
    const now = new Date();
    return String(now.getHours()).padStart(2, "0") + ":" + String(now.getMinutes()).padStart(2, "0");
  }

  function say(words) {
    lost.textContent = words;
    lost.hidden = !words;
  }

  async function look() {
    const stop = new AbortController();
    const timer = setTimeout(function () { stop.abort(); }, PATIENCE);
    let next = AGAIN;
    try {
      const answer = await fetch(wall.dataset.part, { cache: "no-store", credentials: "omit", signal: stop.signal });
      if (answer.status === 404) {
        wall.replaceChildren();
        say("这个大屏已经停用，请联系联席办重新开通。");
      } else if (answer.ok) {
        wall.innerHTML = await answer.text();
        shown = clock();
        say("");
        next = EVERY;
      } else {
        throw new Error(String(answer.status));
      }
    } catch (error) {
      say("连接中断，显示的是 " + shown + " 的数字，正在重新连接");
    } finally {
      clearTimeout(timer);
      setTimeout(look, next);
    }
  }

  setTimeout(look, EVERY);
})();
