// Typing Markdown: a toolbar that works on what is selected, shortcuts, and pasting. Everything is
// typed as if by hand, so that the browser can undo it.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Puts a text in the place of what is selected, and selects a part of it.
  function type(field, text, { from, to, select = [text.length, text.length] }) {
    field.focus();
    field.setSelectionRange(from, to);
    // The one way that leaves undo as it is; browsers without it lose that alone.
    const isDone = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!isDone && field.value.slice(from, to) !== text) {
      field.setRangeText(text, from, to, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
    }
    field.setSelectionRange(from + select[0], from + select[1]);
  }

  // --- marks around words --------------------------------------------------------------------

  // Blanks at the edges of a selection stay outside: marks beside a blank mark nothing.
  function around(field, mark) {
    const { value } = field;
    let { selectionStart: from, selectionEnd: to } = field;
    while (from < to && /\s/.test(value[from])) from += 1;
    while (to > from && /\s/.test(value[to - 1])) to -= 1;
    const inner = value.slice(from, to);
    const size = mark.length;
    if (isMarked(value, { from, to, mark })) {
      type(field, inner, { from: from - size, to: to + size, select: [0, inner.length] });
      return;
    }
    type(field, `${mark}${inner}${mark}`, { from, to, select: [size, size + inner.length] });
  }

  function isMarked(value, { from, to, mark }) {
    const before = value.slice(0, from);
    const after = value.slice(to);
    const isSame = before.endsWith(mark) && after.startsWith(mark);
    // One star of two is not the mark of italics.
    const isLonger = mark.length === 1 && /\*\*$/.test(before) && !/\*\*\*$/.test(before);
    return isSame && !isLonger;
  }

  function link(field) {
    const { value, selectionStart: from, selectionEnd: to } = field;
    const chosen = value.slice(from, to);
    const isUrl = /^(?:https?:\/\/|mailto:)\S+$/.test(chosen.trim());
    const words = isUrl ? field.dataset.sayLinkText : chosen || field.dataset.sayLinkText;
    const url = isUrl ? chosen.trim() : "https://";
    const text = `[${words}](${url})`;
    // What is still to be typed is selected: the words of a URL, or the URL of words.
    const select = isUrl || !chosen ? [1, 1 + words.length] : [text.length - 1 - url.length, text.length - 1];
    type(field, text, { from, to, select });
  }

  // --- marks before lines ----------------------------------------------------------------------

  const LINE_MARKS = {
    heading: { sign: () => "## ", found: /^#{1,6} / },
    list: { sign: () => "- ", found: /^[-*] / },
    numbers: { sign: (index) => `${index + 1}. `, found: /^\d+[.)] / },
    quote: { sign: () => "> ", found: /^> ?/ },
  };

  function before(field, { sign, found }) {
    const { value } = field;
    const from = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const end = value.indexOf("\n", Math.max(from, field.selectionEnd - (field.selectionEnd > field.selectionStart ? 1 : 0)));
    const to = end < 0 ? value.length : end;
    const lines = value.slice(from, to).split("\n");
    const typed = lines.filter((line) => line.trim());
    const isOn = typed.length > 0 && typed.every((line) => found.test(line));
    const others = Object.values(LINE_MARKS).map((mark) => mark.found);
    let count = 0;
    const changed = lines.map((line) => {
      if (!line.trim() && lines.length > 1) return line;
      const bare = others.reduce((text, mark) => text.replace(mark, ""), line);
      return isOn ? line.replace(found, "") : sign(count++) + bare;
    });
    // A list or a quote is one only after a blank line, for some readers of Markdown.
    const gap = !isOn && /[^\n]\n$/.test(value.slice(0, from)) && !others.some((mark) => mark.test(lineBefore(value, from))) ? "\n" : "";
    const text = gap + changed.join("\n");
    const isOne = field.selectionStart === field.selectionEnd;
    type(field, text, { from, to, select: isOne ? [text.length, text.length] : [gap.length, text.length] });
  }

  function lineBefore(value, from) {
    return value.slice(value.lastIndexOf("\n", from - 2) + 1, from - 1);
  }

  const MARKS = {
    bold: (field) => around(field, "**"),
    italic: (field) => around(field, "*"),
    link,
    ...Object.fromEntries(Object.entries(LINE_MARKS).map(([name, mark]) => [name, (field) => before(field, mark)])),
  };
  const KEYS = { b: "bold", i: "italic", k: "link" };

  // --- the toolbar -------------------------------------------------------------------------------

  const fieldOf = (toolbar) => document.getElementById(toolbar.getAttribute("aria-controls"));

  function prepare(root) {
    for (const toolbar of all("[data-marks]", root)) {
      toolbar.hidden = false;
      all("button", toolbar).forEach((button, index) => (button.tabIndex = index ? -1 : 0));
      all(`[data-marks-hint="${toolbar.getAttribute("aria-controls")}"]`).forEach((hint) => (hint.hidden = false));
    }
  }

  // One stop for the Tab key; the arrows go from button to button.
  function walk(event) {
    const toolbar = event.target.closest?.("[data-marks]");
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -99, End: 99 };
    if (!toolbar || !(event.key in steps)) return;
    const buttons = all("button", toolbar);
    const here = buttons.indexOf(event.target);
    const step = document.dir === "rtl" ? -steps[event.key] : steps[event.key];
    const next = buttons[Math.min(Math.max(here + step, 0), buttons.length - 1)];
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
    event.preventDefault();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-marks] button");
    if (button) MARKS[button.dataset.mark](fieldOf(button.closest("[data-marks]")));
  });

  document.addEventListener("keydown", (event) => {
    walk(event);
    const mark = KEYS[event.key.toLowerCase()];
    const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isShortcut || !mark || !event.target.matches("textarea[data-markdown]")) return;
    event.preventDefault();
    MARKS[mark](event.target);
  });

  // --- pasting -------------------------------------------------------------------------------------

  function tell(field, left) {
    const note = document.getElementById(`${field.id}-pasted`);
    const parts = pastedMarkdown.KINDS.filter((kind) => left[kind]);
    if (!note) return;
    const words = parts.map((kind) => `${note.getAttribute(`data-say-${kind.toLowerCase()}`)} (${left[kind]})`);
    note.textContent = words.length ? `${note.dataset.sayLeftOut} ${words.join(", ")}. ${note.dataset.sayUndo}` : "";
  }

  document.addEventListener("paste", (event) => {
    const field = event.target;
    if (!field.matches?.("textarea[data-markdown]") || field.readOnly) return;
    const { clipboardData: pasted } = event;
    const html = pasted.getData("text/html");
    // What an editor for code copies is Markdown, or what stands there, already.
    if (!html || pasted.types.includes("vscode-editor-data")) return;
    const found = pastedMarkdown.convert(html);
    if (!found) return;
    event.preventDefault();
    const { selectionStart: from, selectionEnd: to } = field;
    type(field, found.text, { from, to });
    tell(field, found.left);
  });

  prepare(document);
  document.addEventListener("htmx:after:settle", () => prepare(document));
})();
