"use strict";

/* Live tail: entries as they come, the newest on top. The browser itself resumes by Last-Event-ID. */
(() => {
  const list = document.getElementById("tail");
  if (!list) return;
  const state = document.getElementById("tail-state");
  const pause = document.getElementById("tail-pause");
  const MOST = 300;
  const waiting = [];
  let paused = false;

  const span = (name, text) => {
    const made = document.createElement("span");
    made.className = name;
    made.textContent = text;
    return made;
  };
  const link = (href, text) => {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = text;
    return made;
  };
  const row = (entry) => {
    const item = document.createElement("li");
    item.className = entry.outcome.toLowerCase().replace("_", "-") + " fresh";
    const line = document.createElement("div");
    line.className = "line";
    const time = document.createElement("time");
    time.dateTime = entry.time;
    time.textContent = entry.time.slice(11, 23).replace("Z", "");
    const what = span("what", "");
    const summary = entry.summary.charAt(0).toUpperCase() + entry.summary.slice(1);
    what.append(link(list.dataset.here + "/events/" + encodeURIComponent(entry.event), summary), " ",
      span("outcome", entry.outcome.toLowerCase().replace("_", " ")));
    line.append(time, what);
    const about = document.createElement("p");
    about.className = "about";
    const type = document.createElement("code");
    type.textContent = entry.type;
    about.append(type);
    for (const key of ["subject", "client", "grant", "session"]) {
      if (!entry[key]) continue;
      const pair = span("pair", "");
      const named = key === "subject" && entry.subjectName && entry.subjectName.value;
      pair.append(span("key", key), " ",
        link(list.dataset.here + "/events?" + key + "=" + encodeURIComponent(entry[key]), named || entry[key]));
      about.append(pair);
    }
    item.append(line, about);
    return item;
  };
  const show = (entry) => {
    list.prepend(row(entry));
    while (list.children.length > MOST) list.lastChild.remove();
  };
  state.textContent = "Connecting…";
  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = paused ? "Go on" : "Pause";
    if (!paused) waiting.splice(0).forEach(show);
  });
  const source = new EventSource(list.dataset.tail);
  source.onopen = () => { state.textContent = "Listening. Your own looking in isn’t shown."; };
  source.onerror = () => { state.textContent = "The connection is away; it is tried again."; };
  source.addEventListener("entry", (message) => {
    const entry = JSON.parse(message.data);
    if (!paused) show(entry);
    else if (waiting.push(entry) > MOST) waiting.shift();
  });
})();

/* Export with progress: the file is put together here; what breaks off goes on from the last whole line. */
(() => {
  const progress = document.getElementById("export-progress");
  if (!progress || !window.fetch) return;
  const bar = progress.querySelector("progress");
  const text = progress.querySelector("span");
  const TRIES = 5;

  const save = (parts, type, name) => {
    const url = URL.createObjectURL(new Blob(parts, { type }));
    const made = document.createElement("a");
    made.href = url;
    made.download = name;
    made.click();
    URL.revokeObjectURL(url);
  };

  const run = async (href, kind) => {
    const parts = [];
    let after = "";
    let entries = 0;
    for (let tries = 0; ; tries++) {
      try {
        const answer = await fetch(href + (after ? (href.includes("?") ? "&" : "?") + "after=" + encodeURIComponent(after) : ""));
        if (!answer.ok) throw new Error("the export was answered " + answer.status);
        const first = Date.parse(answer.headers.get("Symbolon-First-Time"));
        const last = Date.parse(answer.headers.get("Symbolon-Last-Time"));
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let rest = "";
        let header = kind === "csv";
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
          const lines = (rest + piece.value).split("\n");
          rest = lines.pop();
          for (const line of lines) {
            if (header) {
              header = false;
              if (parts.length === 0) parts.push(line + "\n");
              continue;
            }
            parts.push(line + "\n");
            entries++;
          }
          if (parts.length > (kind === "csv" ? 1 : 0)) {
            const line = parts[parts.length - 1];
            after = kind === "csv" ? line.slice(0, line.indexOf(",")).replaceAll("\"", "") : JSON.parse(line).cursor;
            const time = Date.parse(kind === "csv" ? line.split(",")[1].replaceAll("\"", "") : JSON.parse(line).time);
            bar.value = first === last ? 1 : Math.abs((time - first) / (last - first));
          }
          text.textContent = entries.toLocaleString("en") + " entries";
        }
        if (rest) throw new Error("the export broke off");
        return { parts, entries };
      } catch (problem) {
        if (tries + 1 >= TRIES) throw problem;
        text.textContent = "It broke off; going on from entry " + entries.toLocaleString("en");
        await new Promise((done) => setTimeout(done, 500 * (tries + 1)));
      }
    }
  };

  document.querySelectorAll("a[data-export]").forEach((button) => button.addEventListener("click", async (click) => {
    click.preventDefault();
    const kind = button.dataset.export;
    progress.hidden = false;
    bar.value = 0;
    try {
      const { parts, entries } = await run(button.href, kind);
      save(parts, kind === "csv" ? "text/csv" : "application/x-ndjson", "audit." + kind);
      bar.value = 1;
      text.textContent = entries.toLocaleString("en") + " entries exported";
    } catch (problem) {
      text.textContent = "It failed: " + problem.message;
    }
  }));
})();

/* Time slider: what the form would bring comes into the page as the slider moves. */
(() => {
  const form = document.getElementById("slider");
  if (!form || !window.fetch) return;
  const slide = document.getElementById("slide");
  const at = document.getElementById("at");
  let due = 0;
  let asked = 0;

  const look = async () => {
    const mine = ++asked;
    const address = form.action + "?" + new URLSearchParams(new FormData(form));
    const answer = await fetch(address);
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const then = page.getElementById("then");
    if (!then || mine !== asked) return;
    // Only a region that stays is read out when it changes.
    document.getElementById("then").replaceChildren(...then.childNodes);
    at.value = page.getElementById("at").value;
    slide.setAttribute("aria-valuetext", page.getElementById("slide").getAttribute("aria-valuetext"));
    form.elements.slid.value = slide.value;
    history.replaceState(null, "", form.action + "?at=" + encodeURIComponent(at.value));
  };
  slide.addEventListener("input", () => {
    clearTimeout(due);
    due = setTimeout(look, 120);
  });
})();
