// Where in a text the line for a new picture or document goes: to where somebody last wrote.
"use strict";

(() => {
  document.addEventListener("focusout", ({ target }) => {
    if (!target.matches("[data-markdown]")) return;
    // Signs and not halves of them, as the site counts.
    const before = [...target.value.slice(0, target.selectionStart)].length;
    for (const place of document.querySelectorAll(`[data-place-in="${target.id}"]`)) place.value = before;
  });
})();
