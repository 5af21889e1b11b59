// Search as one types: a combobox with a list, as the ARIA Authoring Practices describe it. Without this the form works alone.
(function () {
  "use strict";
  const input = document.getElementById("find");
  const state = document.getElementById("state");
  const status = document.getElementById("find-status");
  if (!input || !state || !status || !window.fetch) return;

  const list = document.createElement("ul");
  list.id = "find-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Offenses");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let found = [];
  let at = -1;
  let asked = 0;
  let timer = 0;

  function close() {
    clearTimeout(timer);
    asked += 1; // an answer on its way does not open the list again
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    at = place;
    Array.from(list.children).forEach(function (item, number) {
      item.setAttribute("aria-selected", String(number === at));
      if (number === at) item.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", "find-" + at);
  }

  function show(lines) {
    found = lines;
    list.replaceChildren();
    lines.forEach(function (line, number) {
      const item = document.createElement("li");
      item.id = "find-" + number;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = line.citation + ": " + line.title + (line.draft ? " (draft)" : "");
      item.addEventListener("mousedown", function (event) { event.preventDefault(); go(number); });
      list.append(item);
    });
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = lines.length === 0;
    input.setAttribute("aria-expanded", String(lines.length > 0));
    status.textContent = lines.length === 0 ? "No citation or title is like these words."
      : lines.length === 1 ? "1 offense." : lines.length + " offenses, the likeliest first.";
  }

  function go(place) {
    window.location.assign(found[place].href);
  }

  async function ask() {
    const text = input.value.trim();
    const mine = ++asked;
    if (!text) { close(); status.textContent = ""; return; }
    const query = new URLSearchParams({ find: text, state: state.value });
    try {
      const answer = await fetch("/offenses/found?" + query, { headers: { accept: "application/json" } });
      if (mine !== asked) return;
      if (!answer.ok) { close(); status.textContent = "The search did not answer. The button still works."; return; }
      const lines = await answer.json();
      if (mine === asked) show(lines);
    } catch {
      if (mine === asked) { close(); status.textContent = "The search did not answer. The button still works."; }
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, 80);
  }

  input.addEventListener("input", soon);
  state.addEventListener("change", function () { if (document.activeElement === input) soon(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", function (event) {
    const last = found.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) { soon(); return; }
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(at < 0 ? (step > 0 ? 0 : last) : (at + step + found.length) % found.length);
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      go(at);
    } else if (event.key === "Escape") {
      if (!list.hidden) { event.preventDefault(); close(); }
      else input.value = "";
    }
  });
})();
