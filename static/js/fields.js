// Fields, and what stands beside them. Without this file forms are sent as they are.
"use strict";

function prepare(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  for (const place of root.querySelectorAll(".field-error")) {
    if (place.textContent.trim()) markField(place);
  }
  endInTime(root);
}

prepare(document);
window.addEventListener("pageshow", () => prepare(document));

// A field is invalid exactly as long as its error stands beside it.
function markField(place) {
  const field = document.getElementById(place.id.replace(/-error$/, ""));
  const isWrong = place.textContent.trim() !== "";
  if (isWrong) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
  place.closest(".field")?.classList.toggle("has-error", isWrong);
}

// An error that comes or goes moves the buttons below it. While one is being pressed that has to
// wait, or the press would end beside the button and nothing would be sent.
let isPressing = false;
let waiting = [];

document.addEventListener("pointerdown", () => (isPressing = true));
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () =>
    setTimeout(() => {
      isPressing = false; // After the click, which comes after this event.
      for (const [place, words] of waiting) {
        place.innerHTML = words;
        markField(place);
      }
      waiting = [];
    }),
  );
}

document.addEventListener("htmx:before:swap", (event) => {
  const { target, text } = event.detail.ctx;
  if (!isPressing || !target?.matches?.(".field-error")) return;
  event.preventDefault();
  waiting.push([target, text]);
});

document.addEventListener("htmx:after:settle", (event) => {
  prepare(document);
  if (event.target.matches?.(".field-error")) markField(event.target);
});

// Cancelling a reply closes its form where it stands; without htmx it leads back.
document.addEventListener("click", (event) => {
  const cancel = event.target.closest?.(".reply-slot .cancel");
  if (!cancel) return;
  event.preventDefault();
  const slot = cancel.closest(".reply-slot");
  const isTyped = [...slot.querySelectorAll("textarea")].some((field) => field.value.trim());
  if (isTyped && !window.confirm(cancel.dataset.question)) return;
  const [kind] = slot.id.split("-");
  const opener = slot.parentElement.querySelector(`:scope > p > [data-opens="${kind}"]`);
  slot.replaceChildren();
  opener?.focus();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const field = button.closest(".own-link").querySelector("input");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return; // The browser says no; what is marked can be copied by hand.
  }
  button.focus();
  button.textContent = button.dataset.copy;
  document.getElementById("announcer").textContent = button.dataset.copy;
});

// What may be done for a while only goes when that is over; the server says no by itself.
function endInTime(root) {
  for (const element of root.querySelectorAll("[data-ends]:not([data-is-ending])")) {
    element.dataset.isEnding = "";
    setTimeout(() => element.remove(), Number(element.dataset.ends) * 1000);
  }
}

// A link within an error summary leads to the field and its label, not just near it.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.labels?.[0] ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});
