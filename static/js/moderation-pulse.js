// An open page of the moderators stays right while others work: it asks now and then, as long as
// somebody works on it. A page that is left open asks nothing, and keeps no session alive.
"use strict";

(() => {
  const EVERY = 20000; // Milliseconds.
  const form = document.getElementById("pulse");
  if (!form) return;

  let isInUse = true;
  for (const sign of ["keydown", "pointerdown", "focusin"]) {
    document.addEventListener(sign, () => (isInUse = true), { passive: true });
  }

  function pulse() {
    if (!isInUse || document.hidden || !window.htmx) return;
    isInUse = false;
    const row = document.activeElement?.closest?.("#rows > .row");
    form.elements.comment.value = row?.dataset.commentId ?? "";
    form.dispatchEvent(new Event("pulse"));
  }

  setInterval(pulse, EVERY);
  document.addEventListener("visibilitychange", () => {
    isInUse = true;
    pulse();
  });

  // Who looks at what is told in the rows.
  document.addEventListener("htmx:after:settle", (event) => {
    if (event.target.id !== "pulse-news") return;
    const said = new Map();
    for (const each of event.target.querySelectorAll("[data-comment]")) {
      const { comment } = each.dataset;
      said.set(comment, `${said.get(comment) ?? ""} ${each.textContent.trim()}`.trim());
    }
    for (const row of document.querySelectorAll("#rows > .row")) {
      const place = row.querySelector("[data-looking]");
      const words = said.get(row.dataset.commentId) ?? "";
      if (place && place.textContent.trim() !== words) place.textContent = words;
    }
  });
})();
