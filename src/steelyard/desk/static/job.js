// Keeps a running job's page up to date. Without this the link on the page does.
(function () {
  "use strict";
  const bar = document.getElementById("job-progress");
  const state = document.getElementById("job-state");
  const share = document.getElementById("job-share");
  const rate = document.getElementById("job-rate");
  if (!bar || !state || !share || !rate || !window.fetch) return;
  const address = "/jobs/" + bar.dataset.job;

  async function look() {
    try {
      const answer = await fetch(address + "/progress", { headers: { accept: "application/json" } });
      if (!answer.ok) return;
      const told = await answer.json();
      if (told.state !== "queued" && told.state !== "running") { window.location.assign(address); return; }
      bar.value = told.percent;
      share.textContent = told.percent + " %";
      rate.textContent = (told.rows_a_second ? told.rows_a_second.toLocaleString("en-US") + " rows a second. " : "")
        + (told.seconds_left ? "About " + told.seconds_left + " seconds left." : "");
    } catch { /* the next look may do better */ }
    setTimeout(look, 2000);
  }
  setTimeout(look, 1000);
})();
