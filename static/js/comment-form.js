// The comment form, with ease. Without this file it is sent as it is. Nothing is stored in the
// browser: what is typed lives in its field.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // One key for each filled-in form: a second click, or a retry after a lost response, is then
  // known to be the same comment. It is made as the form is sent, and not before: browsers write
  // down what stands in forms.
  function giveKey(form) {
    const field = form.elements.key;
    if (!field || field.value) return;
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    field.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  document.addEventListener("submit", (event) => giveKey(event.target), true);

  // --- the counter -------------------------------------------------------------------------

  // Counts as the server does: characters as people see them in a list of code points.
  const lengthOf = (text) => Array.from(text).length;
  const PAUSE = 1000; // Milliseconds without a key before the number is spoken.

  function wordsFor(counter, left) {
    const language = document.documentElement.lang;
    const what = left < 0 ? "over" : "left";
    // The page brings the words, one form for each kind of number: “one” and “few” and “other”.
    const kind = new Intl.PluralRules(language).select(Math.abs(left));
    const words = counter.getAttribute(`data-${what}-${kind}`);
    return words.replace("%(num)s", Math.abs(left).toLocaleString(language));
  }

  function count(field) {
    const counter = all(`[data-count-for="${field.id}"]`)[0];
    if (!counter) return "";
    const left = Number(field.dataset.limit) - lengthOf(field.value);
    // Near the limit only: a number that runs along disturbs whoever writes.
    const words = left > Number(counter.dataset.from) ? "" : wordsFor(counter, left);
    counter.textContent = words;
    counter.classList.toggle("too-many", left < 0);
    return words;
  }

  const timers = new WeakMap();

  function countAndSay(field) {
    const words = count(field);
    const spoken = all(`[data-count-said="${field.id}"]`)[0];
    clearTimeout(timers.get(field));
    if (spoken) timers.set(field, setTimeout(() => (spoken.textContent = words), PAUSE));
  }

  // --- the email ---------------------------------------------------------------------------

  // Where the box is not ticked the email is not sent; what was typed stays in the field.
  function followNotify(box) {
    const field = box.form.elements.email;
    if (field && "needsNotify" in field.dataset) field.disabled = !box.checked;
  }

  function prepare() {
    all("textarea[data-limit]").forEach(count);
    all('input[name="notify"]').forEach(followNotify);
  }

  prepare();
  window.addEventListener("pageshow", prepare);
  document.addEventListener("htmx:after:settle", prepare);
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-limit]")) countAndSay(event.target);
    if (event.target.matches('input[name="notify"]')) followNotify(event.target);
  });

  // --- sending -----------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    const isShortcut = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!isShortcut || event.repeat || event.isComposing) return;
    if (!event.target.matches(".comment-form textarea")) return;
    event.preventDefault();
    const { form } = event.target;
    form.requestSubmit(form.querySelector("[type=submit]"));
  });

  // While a text is on its way, what would be typed into it would be lost with its form.
  const isSending = ({ sourceElement: source }) => source?.matches?.(".comment-form form");

  function hold(form, isHeld) {
    for (const field of all("textarea, input[type=text], input[type=email]", form)) {
      field.readOnly = isHeld;
    }
  }

  document.addEventListener("htmx:before:request", (event) => {
    if (isSending(event.detail.ctx)) hold(event.detail.ctx.sourceElement, true);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (isSending(event.detail.ctx)) hold(event.detail.ctx.sourceElement, false);
  });

  // A comment that has arrived needs its key no more: nothing of it stays in the form that leaves
  // the page.
  document.addEventListener("htmx:before:swap", (event) => {
    const { sourceElement: form, response } = event.detail.ctx;
    if (!isSending(event.detail.ctx) || response?.status !== 201) return;
    form.reset();
    if (form.elements.key) form.elements.key.value = "";
  });

  // --- leaving with an unsent text -----------------------------------------------------------

  const TEXTS = "form[method=post] textarea:not([readonly]), input[name=note]";
  let sent = null; // A form that is sent by leaving the page; what stands in others is lost then.
  const isUnsent = (field) => field.value.trim() !== "" && field.value !== field.defaultValue;
  const isTypedBeside = (form, root) =>
    all(TEXTS, root).some((field) => field.form !== form && isUnsent(field));

  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sent = event.target;
  });
  window.addEventListener("pageshow", () => (sent = null));

  function ask(event) {
    const form = sent;
    sent = null; // Whoever stays has not sent it.
    // "Leave this page" is never held up.
    if (document.documentElement.classList.contains("is-left")) return;
    if (isTypedBeside(form, document)) event.preventDefault();
  }

  window.addEventListener("beforeunload", ask);

  // A response takes a moderator's whole row, or list, away with what is typed there beside.
  function askInPlace(event, form, root, { question } = root?.dataset ?? {}) {
    if (!window.htmx || !root || !isTypedBeside(form, root)) return;
    if (window.confirm(question)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  const IN_ROW = '[data-hx-target="closest .row"]';
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.matches(IN_ROW)) askInPlace(event, form, form.closest(".row"));
    },
    true,
  );
  document.addEventListener(
    "click",
    (event) => {
      const isInPlace = !event.ctrlKey && !event.metaKey && !event.shiftKey;
      const link = isInPlace && event.target.closest?.(".pager a");
      if (link) askInPlace(event, null, link.closest("#rows"));
      const cancel = event.target.closest?.("button[data-question]");
      if (cancel) askInPlace(event, null, cancel.form, cancel.dataset);
    },
    true,
  );

  // --- quoting -----------------------------------------------------------------------------

  let passage = ""; // The quote of what is marked within one comment, or was when its button was reached.
  const quotes = new Map(); // For forms that are on their way: by their slots' ids.

  function bodyOfSelection() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const { commonAncestorContainer: within } = chosen.getRangeAt(0);
    const element = within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement;
    return element.closest("[data-comment-body]");
  }

  // What is marked of one paragraph, with its ends of lines.
  function markedOf(paragraph, range) {
    const part = document.createRange();
    part.selectNodeContents(paragraph);
    if (range.comparePoint(part.startContainer, part.startOffset) < 0) {
      part.setStart(range.startContainer, range.startOffset);
    }
    if (range.comparePoint(part.endContainer, part.endOffset) > 0) {
      part.setEnd(range.endContainer, range.endOffset);
    }
    return part.toString().replace(/\n$/, "");
  }

  const quotesAround = (element, body) =>
    all("blockquote", body).filter((each) => each.contains(element));

  // The lines that quote it: what is quoted there already stands one level deeper.
  function asQuote(range, body) {
    const lines = [];
    let before = null;
    for (const paragraph of all("p, pre", body)) {
      if (!range.intersectsNode(paragraph)) continue;
      const text = markedOf(paragraph, range);
      if (!text.trim()) continue;
      const around = quotesAround(paragraph, body);
      if (before && before.length === around.length) {
        lines.push("> ".repeat(around.filter((each) => before.includes(each)).length + 1).trimEnd());
      }
      const marks = "> ".repeat(around.length + 1);
      lines.push(...text.split("\n").map((line) => `${marks}${line}`.trimEnd()));
      before = around;
    }
    return lines.join("\n");
  }

  function offerQuote() {
    if (!window.htmx || document.activeElement?.matches("[data-quote]")) return;
    const body = bodyOfSelection();
    const comment = body?.closest(".comment") ?? null;
    passage = comment ? asQuote(getSelection().getRangeAt(0), body) : "";
    const wanted = passage ? quoteButtonOf(comment) : null;
    for (const button of all("[data-quote]")) button.hidden = button !== wanted;
  }

  // It stands beside “Reply”, once there is something to quote.
  function quoteButtonOf(comment) {
    const known = comment.querySelector("[data-quote]");
    const reply = comment.querySelector('[data-opens="reply"]');
    if (known || !reply) return known;
    const made = document.getElementById("quote-button").content.cloneNode(true);
    made.querySelector("bdi").textContent = reply.querySelector("bdi").textContent;
    reply.after(" ", made);
    return comment.querySelector("[data-quote]");
  }

  function putQuote(field, text) {
    const before = field.value.trimEnd();
    field.value = `${before}${before && "\n\n"}${text}\n\n`;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  offerQuote(); // What was marked may have brought this file.
  document.addEventListener("selectionchange", offerQuote);
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.("[data-quote]")) event.preventDefault(); // The marking stays.
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-quote]");
    if (!button) return;
    const comment = button.closest(".comment");
    const slotId = `reply-${comment.dataset.commentId}`;
    const field = comment.querySelector(`[id="${slotId}"] textarea[name=body]`);
    if (field) putQuote(field, passage);
    else {
      quotes.set(slotId, passage);
      comment.querySelector('[data-opens="reply"]').click();
    }
    button.hidden = true;
  });
  document.addEventListener("htmx:after:settle", (event) => {
    const text = quotes.get(event.target.id);
    const field = event.target.querySelector?.("textarea[name=body]");
    if (!text || !field) return;
    quotes.delete(event.target.id);
    putQuote(field, text);
  });
})();
