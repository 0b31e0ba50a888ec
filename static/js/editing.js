// The editors' forms: what is typed is saved by itself, and a text is shown as readers would see
// it. Without this file the buttons of the form do both.
"use strict";

const QUIET = 2000; // Milliseconds without typing, after which a draft is saved,
const LONGEST = 8000; // and how long it waits at most while somebody goes on typing.
const RETRY = 5000;
const TIMEOUT = 15000;

let typed = 0; // How often something was typed,
let saved = 0; // and up to which of these the draft is saved.
let since = 0; // When the first of those was typed that are not saved.
let timer;
let saving; // The save that is under way.
let isStopped = false; // By a problem that only a button can settle, or by that button.

function editor() {
  return document.querySelector("form[data-autosave]:not([data-foreign])");
}

function tell(sentence) {
  const place = document.getElementById("saved");
  if (place && place.textContent !== sentence) place.textContent = sentence;
}

function plan(wait) {
  clearTimeout(timer);
  if (!isStopped) timer = setTimeout(begin, wait);
}

function begin() {
  saving ??= save().finally(() => (saving = undefined));
}

async function save() {
  const form = editor();
  if (!form) return;
  const upTo = typed;
  try {
    const response = await send(form.action, new FormData(form), { do: "autosave" });
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.status >= 500 || response.status === 429) throw new Error(response.status);
    if (response.status === 403 || response.redirected) return stop(form.dataset.signedOut);
    if (!isOurs) return stop(form.dataset.failed);
    const news = await response.json();
    if (news.problem) return stop(news.problem);
    saved = upTo;
    tell(news.said);
    history.replaceState(null, "", news.url);
    if (typed > saved) plan(QUIET);
  } catch {
    tell(form.dataset.offline);
    plan(RETRY);
  }
}

function send(url, data, more) {
  const body = new URLSearchParams(data);
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  return fetch(url, { method: "POST", body, signal: AbortSignal.timeout(TIMEOUT) });
}

function stop(sentence) {
  isStopped = true;
  tell(sentence);
}

function isOfEditor(field) {
  return field.form && field.form === editor() && field.name.startsWith("f.");
}

document.addEventListener("input", (event) => {
  if (!isOfEditor(event.target)) return;
  if (typed === saved) since = Date.now();
  typed += 1;
  plan(Math.min(QUIET, Math.max(0, since + LONGEST - Date.now())));
});

// A button sends everything itself. What is being saved comes first, or it would come after.
document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== editor()) return;
    clearTimeout(timer);
    if (saving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      saving.then(() => event.target.requestSubmit(event.submitter));
      return;
    }
    isStopped = true;
    // A file is sent by the browser itself: htmx would send its name alone.
    if (event.submitter?.formEnctype === "multipart/form-data") event.stopImmediatePropagation();
  },
  { capture: true },
);

// What the button's response brings was saved; where none came, saving goes on.
document.addEventListener("htmx:after:settle", (event) => {
  if (!event.target.querySelector?.("form[data-autosave]") && !event.target.form) return;
  typed = saved = 0;
  isStopped = false;
  for (const field of document.querySelectorAll("[data-preview]")) show(field);
});

document.addEventListener("htmx:error", () => {
  isStopped = false;
  if (typed > saved) plan(RETRY);
});

window.addEventListener("online", () => typed > saved && plan(0));

window.addEventListener("beforeunload", (event) => {
  if (typed > saved && !isStopped) event.preventDefault();
});

// --- the text as readers would see it -------------------------------------------------------

let showing;

async function show(field) {
  const place = document.getElementById(`${field.id}-shown`);
  if (!field.value.trim()) {
    place.hidden = true;
    return;
  }
  const { csrf_token: token } = field.form.elements;
  try {
    const data = { csrf_token: token.value, [field.name]: field.value };
    const response = await send(field.dataset.preview, {}, data);
    if (!response.ok || response.redirected) return;
    place.innerHTML = await response.text();
    place.hidden = false;
  } catch {
    // It is shown by the next one.
  }
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-preview]")) return;
  clearTimeout(showing);
  showing = setTimeout(() => show(event.target), 500);
});

for (const field of document.querySelectorAll("[data-preview]")) show(field);
