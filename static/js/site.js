// What htmx does not do by itself. Without this file the site works by page loads.
"use strict";

// --- htmx from the site's own copy when the CDN does not answer -------------------------

const PATIENCE = 4000; // Milliseconds that a silent CDN is waited for.

function takeOver(script) {
  if (window.htmx || !script.isConnected) return;
  // A script that has left its document no longer runs, even if it arrives after all.
  document.implementation.createHTMLDocument("").adoptNode(script);
  const copy = document.createElement("script");
  copy.id = "htmx-source";
  copy.src = script.dataset.copy;
  copy.integrity = script.integrity;
  document.head.append(copy);
}

const fromCdn = document.querySelector("script#htmx-source[data-copy]");
if (fromCdn && !window.htmx) {
  fromCdn.addEventListener("error", () => takeOver(fromCdn));
  setTimeout(() => takeOver(fromCdn), PATIENCE);
}

// --- forms -------------------------------------------------------------------------------

function prepare(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  endInTime(root);
}

prepare(document);
window.addEventListener("pageshow", () => prepare(document));

function slotOf(element) {
  return element?.closest("form")?.querySelector(".form-problem");
}

function say(slot, sentence) {
  const alert = document.createElement("div");
  alert.className = "notice";
  alert.tabIndex = -1;
  alert.setAttribute("role", "alert");
  const paragraph = document.createElement("p");
  paragraph.textContent = sentence;
  alert.append(paragraph);
  slot.replaceChildren(alert);
  alert.focus();
}

// --- htmx --------------------------------------------------------------------------------

// The check of one field sends that field alone.
document.addEventListener("htmx:config:request", (event) => {
  const { request, sourceElement } = event.detail.ctx;
  if (!sourceElement.matches("[data-limit], [type=email]")) return;
  for (const name of [...request.body.keys()]) {
    if (name !== sourceElement.name) request.body.delete(name);
  }
});

// Where an earlier response sent the focus is over when the next one comes.
document.addEventListener("htmx:before:request", () => {
  for (const element of document.querySelectorAll("[autofocus]")) {
    element.removeAttribute("autofocus");
  }
});

// Neither does a response take the focus from whoever writes elsewhere by now: what is typed next
// would land in another text.
function isWritingBeside({ sourceElement, target }) {
  const field = document.activeElement;
  if (!field?.matches("textarea, input[type=text], input[type=email]")) return false;
  return !sourceElement.closest("form")?.contains(field) && !target?.contains?.(field);
}

document.addEventListener("htmx:before:swap", (event) => {
  if (!isWritingBeside(event.detail.ctx)) return;
  for (const { fragment } of event.detail.tasks) {
    for (const element of fragment.querySelectorAll("[autofocus]")) {
      element.removeAttribute("autofocus");
    }
  }
});

// The page of a list that was loaded in place is the one that a reload shows. There is no history
// of pages loaded in place, see the configuration of htmx.
document.addEventListener("htmx:before:swap", (event) => {
  const { sourceElement } = event.detail.ctx;
  if (sourceElement?.matches(".pager a")) history.replaceState(null, "", sourceElement.href);
});

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
  const place = event.target;
  prepare(document);
  if (place.matches?.(".field-error")) markField(place);
  const news = [...(place.querySelectorAll?.("[data-announce]") ?? [])].at(-1);
  if (news) document.getElementById("announcer").textContent = news.textContent.trim();
});

// No response came: say so where the reader looks; what was typed stays where it is.
document.addEventListener("htmx:error", (event) => {
  const source = event.detail.ctx?.sourceElement;
  if (source?.matches("[data-limit], [type=email]")) return; // Sending checks again.
  const form = source?.closest("form");
  if (form?.dataset.lost) say(slotOf(form), form.dataset.lost);
  else if (source?.href) window.location.assign(source.href);
});

// Neither is it a response of ours if a server in between, or another network's page, gives it.
document.addEventListener("htmx:before:response", (event) => {
  const { sourceElement, response } = event.detail.ctx;
  const form = sourceElement.closest("form[data-lost]");
  if (!form || response.headers.get("Vary")?.includes("HX-Request")) return;
  event.preventDefault();
  if (sourceElement.matches("form, button")) say(slotOf(form), form.dataset.failed);
});

// A link that was refused has no place for the reason; the page that it leads to has.
document.addEventListener("htmx:response:error", (event) => {
  const source = event.detail.ctx.sourceElement;
  if (source.href && !slotOf(source)) window.location.assign(source.href);
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
