// The queue: long texts are shortened, many comments are selected, and the next one comes after
// each decision. Without this file every text is whole, and each button leads to a page.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const isWaiting = (row) => row.querySelector(".decide") !== null;

  // --- long texts ----------------------------------------------------------------------------

  // A text that is cut nowhere needs no button.
  function shorten(row) {
    const button = row.querySelector(".show-all");
    if (!button || "shortened" in row.dataset) return;
    row.dataset.shortened = "";
    row.classList.add("is-short");
    const isCut = all(".row-text .comment-body", row).some(
      (body) => body.scrollHeight > body.clientHeight + 1,
    );
    row.classList.toggle("is-short", isCut);
    button.hidden = !isCut;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".show-all");
    if (!button) return;
    const isShort = button.closest(".row").classList.toggle("is-short");
    button.setAttribute("aria-expanded", String(!isShort));
  });

  // --- selecting -----------------------------------------------------------------------------

  function countPicked() {
    const place = document.querySelector("[data-bulk-count]");
    if (!place) return;
    const picks = all(".pick input");
    const picked = picks.filter((pick) => pick.checked).length;
    const number = picked.toLocaleString(document.documentElement.lang);
    const words = place.dataset.bulkCount.replace("%(num)s", number);
    if (place.textContent !== words) place.textContent = words;
    const link = document.querySelector("[data-pick-all]");
    if (!link) return;
    link.textContent = picked > 0 && picked === picks.length ? link.dataset.none : link.dataset.all;
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches(".pick input")) countPicked();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-pick-all]")) return;
    event.preventDefault();
    const picks = all(".pick input");
    const isOn = picks.some((pick) => !pick.checked);
    for (const pick of picks) pick.checked = isOn;
    countPicked();
  });

  function prepare() {
    all("#rows[data-moves-on] > .row").filter(isWaiting).forEach(shorten);
    countPicked();
  }

  prepare();
  window.addEventListener("pageshow", prepare);

  // --- the next one --------------------------------------------------------------------------

  let deciding = ""; // The id of the row whose decision is on its way.

  document.addEventListener("htmx:before:request", (event) => {
    const form = event.detail.ctx.sourceElement?.closest?.("#rows[data-moves-on] .decide");
    if (form) deciding = form.closest(".row").id;
  });

  function moveOn() {
    const row = document.getElementById(deciding);
    if (!row || isWaiting(row)) return;
    deciding = "";
    if (row.querySelector(".notice")) return; // Nothing was done, and it says why.
    if (document.activeElement?.matches("textarea, input:not([type=checkbox])")) return;
    let next = row.nextElementSibling;
    while (next && !(next.matches(".row") && isWaiting(next))) next = next.nextElementSibling;
    const place = next ?? document.querySelector("#rows .pager a:last-of-type");
    place?.focus();
  }

  document.addEventListener("htmx:after:settle", () => {
    prepare();
    if (deciding) moveOn();
  });
})();
