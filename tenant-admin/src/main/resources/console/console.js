"use strict";

/* Copying: a button beside what it copies, or naming it. Without a script there is none, and what is shown can be marked by hand. */
document.querySelectorAll("button[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const from = button.dataset.copy ? document.getElementById(button.dataset.copy) : button.previousElementSibling;
    await navigator.clipboard.writeText(from.textContent);
    const said = [...button.childNodes];
    button.replaceChildren("Copied");
    setTimeout(() => { button.replaceChildren(...said); }, 2000);
  });
});

/* On a wide screen the sections stand open. */
(() => {
  const menu = document.getElementById("menu");
  if (!menu) return;
  const wide = window.matchMedia("(min-width: 861px)");
  const fit = () => { menu.open = wide.matches; };
  fit();
  wide.addEventListener("change", fit);
})();

/* Live activity, the newest on top. The browser itself goes on where it stopped, by Last-Event-ID. */
(() => {
  const list = document.getElementById("live");
  if (!list) return;
  const state = document.getElementById("live-state");
  const pause = document.getElementById("live-pause");
  const MOST = 200;
  const waiting = [];
  let paused = false;

  const made = (tag, text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };
  const show = (entry) => {
    document.getElementById("live-empty").hidden = true;
    const item = made("li", "");
    item.className = "fresh";
    const time = made("time", entry.at.slice(11, 19));
    time.dateTime = entry.at;
    item.append(time, made("strong", entry.text));
    const about = made("div", "");
    about.className = "about";
    if (entry.href) {
      const link = made("a", entry.name);
      link.href = entry.href;
      about.append(link);
    }
    about.append(made("span", "by " + entry.by));
    item.append(about);
    list.prepend(item);
    while (list.children.length > MOST) list.lastChild.remove();
  };
  const tell = () => { state.textContent = paused ? "Paused; " + waiting.length + " waiting." : "Listening. Times are UTC."; };
  state.textContent = "Connecting…";
  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = paused ? "Go on" : "Pause";
    if (!paused) waiting.splice(0).forEach(show);
    tell();
  });
  const source = new EventSource(list.dataset.stream);
  source.onopen = tell;
  source.onerror = () => {
    state.textContent = source.readyState === EventSource.CLOSED
      ? "The connection ended. Load the page again to listen on."
      : "The connection is away; it is tried again.";
  };
  source.addEventListener("gap", () => { state.textContent = "Some of what happened meanwhile isn’t kept here; the lists have it."; });
  source.onmessage = (message) => {
    const entry = JSON.parse(message.data);
    if (!paused) show(entry);
    else if (waiting.push(entry) > MOST) waiting.shift();
    if (paused) tell();
  };
})();
