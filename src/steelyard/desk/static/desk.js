// Small exchanges: a link or form marked data-swap asks its own address for the parts of the page that it changes, and puts
// them in place. Without this file every link and form works as it stands.
"use strict";
(() => {
  const HEADER = "x-steelyard-parts";
  const PARTS = {
    drawer: "matrix,drawer",
    matrix: "matrix,drawer,state",
    facts: "state,facts,matrix,questions,drawer",
    all: "state,facts,matrix,questions,drawer",
    questions: "state,facts,matrix,questions,drawer",
  };
  let last = 0;

  // What was unfolded stays so: by its place where the part keeps its shape, by its name where questions come and go.
  const unfolded = (section) => {
    if (section.id === "drawer") return [];
    const all = [...section.querySelectorAll("details")].map((part, n) => [part, part.dataset.keep || String(n)]);
    return section.id === "questions" ? all.filter(([part]) => part.dataset.keep) : all;
  };

  const place = (text) => {
    const got = new DOMParser().parseFromString(text, "text/html");
    if (got.querySelector("main")) return got;
    for (const one of [...got.body.children]) {
      const old = one.id && document.getElementById(one.id);
      if (!old) continue;
      const scrolls = [...old.querySelectorAll(".scroll")].map((part) => part.scrollLeft);
      const opened = new Set(unfolded(old).filter(([part]) => part.open).map(([, name]) => name));
      const fresh = document.adoptNode(one);
      old.replaceWith(fresh);
      fresh.querySelectorAll(".scroll").forEach((part, n) => { part.scrollLeft = scrolls[n] || 0; });
      unfolded(fresh).forEach(([part, name]) => { if (opened.has(name)) part.open = true; });
    }
    return null;
  };

  const heading = (swap) => {
    const errors = document.getElementById("errors");
    if (errors) return errors;
    const name = { drawer: "drawer-heading", facts: "facts-heading", matrix: "matrix-heading", all: "matrix-heading", questions: "questions-heading" }[swap];
    return document.getElementById(name);
  };

  const exchange = async (address, swap, options, push) => {
    const mine = ++last;
    const main = document.getElementById("main");
    main.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { ...options, headers: { [HEADER]: PARTS[swap] }, credentials: "same-origin" });
      const text = await answer.text();
      if (mine !== last) return;
      const whole = place(text);
      if (whole) {
        if (answer.redirected || options.method !== "POST") { window.location.assign(answer.url); return; }
        main.replaceWith(document.adoptNode(whole.querySelector("main")));
      }
      if (push || answer.redirected) {
        const shown = new URL(answer.url);
        if (!shown.pathname.includes("/facts/")) history.pushState({}, "", shown.pathname + shown.search);
      }
      const to = heading(swap);
      if (to) to.focus();
      later();
    } catch {
      if (options.method !== "POST") { window.location.assign(address); return; }
      const told = document.createElement("p");
      told.className = "alert error";
      told.textContent = "The desk did not answer, and nothing was saved. Try again.";
      document.getElementById("state")?.replaceChildren(told);
    } finally {
      document.getElementById("main").removeAttribute("aria-busy");
    }
  };

  // What takes the desk some seconds comes after the drawer that it belongs to, if nobody has gone on meanwhile.
  const later = async () => {
    const link = document.querySelector("#drawer a[data-later]");
    if (!link) return;
    const mine = last;
    try {
      const answer = await fetch(link.href, { headers: { [HEADER]: "drawer" }, credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("ways");
      const old = document.getElementById("ways");
      if (mine !== last || !answer.ok || !fresh || !old || !old.contains(link)) return;
      if (old.contains(document.activeElement)) document.getElementById("drawer-heading").focus();
      old.replaceChildren(...document.adoptNode(fresh).childNodes);
    } catch {
      // The link stays, and does the same.
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    exchange(link.href, link.dataset.swap, {}, !link.pathname.includes("/facts/"));
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-swap]");
    if (!form) return;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form, event.submitter));
    if (form.method === "post") data.set("view", window.location.search.slice(1));
    if (form.method === "get") exchange(`${form.getAttribute("action")}?${data}`, form.dataset.swap, {}, true);
    else exchange(form.getAttribute("action"), form.dataset.swap, { method: "POST", body: data }, false);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.views[data-swap]");
    if (form && event.target.matches("input[type=checkbox]")) form.requestSubmit();
  });

  window.addEventListener("popstate", () => window.location.reload());
  later();
})();
