// Rows of a form are added, moved and taken out at once, without a request: what is being typed
// stays, and a button that was pressed keeps the focus. Without this file the form does it.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const PRESSED = /^(up|down|remove):([a-z_]+)\.\d+$/;
  const NUMBERED = ["id", "for", "name", "value", "aria-describedby", "data-make", "list"];

  // What stands in names and ids behind the name of the rows becomes the number of the row.
  function renumber(list, name) {
    [...list.children].forEach((row, index) => {
      for (const element of [row, ...all("*", row)]) {
        for (const attribute of NUMBERED) {
          const value = element.getAttribute(attribute);
          // What was typed stands in the same attribute of a field.
          const isTyped = attribute === "value" && element.localName !== "button";
          if (value && !isTyped) element.setAttribute(attribute, numbered(value, name, index + 1));
        }
      }
      for (const words of all("button .visually-hidden", row)) words.textContent = words.textContent.replace(/\d+(?=\D*$)/, index + 1);
    });
  }

  function numbered(value, name, number) {
    return value
      .replace(new RegExp(`((?:^|[.:\\s])${name}\\.)\\d+`, "g"), `$1${number}`)
      .replace(new RegExp(`((?:^|\\s)f-${name}-)\\d+`, "g"), `$1${number}`);
  }

  function told(list) {
    // The form counts as typed in, so that the draft is saved.
    list.querySelector("input, select, textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const MOVES = {
    up: (row) => row.previousElementSibling?.before(row),
    down: (row) => row.nextElementSibling?.after(row),
  };

  function say(button) {
    const place = document.getElementById("announcer");
    if (place) place.textContent = button.textContent.replace(/\s+/g, " ").trim();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[name=do]");
    const [, verb, name] = PRESSED.exec(button?.value || "") || [];
    const row = verb in MOVES && button.closest("li");
    if (!row) return;
    event.preventDefault();
    const list = row.parentElement;
    const before = [...list.children].indexOf(row);
    MOVES[verb](row);
    button.focus();
    if (before === [...list.children].indexOf(row)) return;
    renumber(list, name);
    say(button);
    told(list);
  });
})();
