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

document.addEventListener("htmx:after:settle", (event) => {
  const news = [...(event.target.querySelectorAll?.("[data-announce]") ?? [])].at(-1);
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
