// Single keys for the queue. They act on the comment that has the focus and nowhere else, never
// within a field and never with a modifier; each moderator can switch them off.
"use strict";

(() => {
  const PAUSE = 200; // Milliseconds in which a key pressed twice cannot decide on the next comment.
  const list = document.getElementById("keys");
  if (!list) return;
  list.hidden = false;
  const isOn = list.dataset.keys === "on";

  const rows = () =>
    [...document.querySelectorAll("#rows > .row")].filter((row) => row.querySelector(".decide"));
  const current = () => document.activeElement?.closest?.("#rows > .row") ?? null;
  const onward = () => document.querySelector("#rows .pager a:last-of-type");

  let lastDecided = "";
  let isPaging = false;

  // Where the focus has just come to, a key waits a moment.
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("#rows > .row");
    if (!row || row.contains(event.relatedTarget)) return;
    row.classList.add("is-arriving");
    setTimeout(() => row.classList.remove("is-arriving"), PAUSE);
  });

  function frame(row) {
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function step(direction) {
    const [row, waiting] = [current(), rows()];
    if (!row) return void (waiting[0] ? frame(waiting[0]) : onward()?.focus());
    const isBeyond = (other) =>
      row.compareDocumentPosition(other) &
      (direction > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING);
    const beyond = waiting.filter((other) => other !== row && isBeyond(other));
    const next = direction > 0 ? beyond[0] : beyond.at(-1);
    if (next) frame(next);
    else if (direction > 0) onward()?.focus();
  }

  function goOn() {
    isPaging = true;
    document.activeElement.click();
  }

  function decide(key) {
    const row = current();
    if (!row) return step(1);
    const button = row.querySelector(`.decide [data-key="${key}"]`);
    if (!button || row.classList.contains("is-arriving")) return;
    lastDecided = row.id;
    button.click();
  }

  function undo() {
    const row = current()?.querySelector(".decided") ? current() : null;
    const place = row ?? document.getElementById(lastDecided);
    place?.querySelector(".decided button[type=submit]")?.click();
  }

  function toggleList() {
    list.open = !list.open;
    if (list.open) list.querySelector("summary").focus();
    else if (list.contains(document.activeElement)) step(1);
  }

  const DEEDS = {
    j: () => (document.activeElement === onward() ? goOn() : step(1)),
    k: () => step(-1),
    p: () => decide("p"),
    d: () => decide("d"),
    s: () => decide("s"),
    u: undo,
    x: () => current()?.querySelector(".pick input")?.click(),
    o: () => current()?.querySelector(".show-all:not([hidden])")?.click(),
    "?": toggleList,
  };

  // With another script on the keyboard, the letter is where it stands on a Latin one.
  function letterOf({ key, code }) {
    if (key === "?" || /^[a-z]$/i.test(key)) return key.toLowerCase();
    return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : "";
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list.open && list.contains(event.target)) return toggleList();
    if (!isOn || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.matches("textarea, select, input:not([type=checkbox])")) return;
    const letter = letterOf(event);
    if (!Object.hasOwn(DEEDS, letter)) return;
    event.preventDefault();
    if (!event.repeat) DEEDS[letter]();
  });

  // A page that was gone on to by a key begins with its first comment.
  document.addEventListener("htmx:after:settle", () => {
    if (!isPaging) return;
    isPaging = false;
    step(1);
  });
})();
