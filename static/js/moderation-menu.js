// The menu's “More” closes as menus do: by Escape, by a press beside it, when the focus leaves it.
// Without this file it closes by its own word.
"use strict";

(() => {
  const more = document.querySelector(".menu-more");
  if (!more) return;

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    const isWithin = more.contains(document.activeElement);
    more.open = false;
    if (isWithin) more.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
  more.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !more.contains(event.relatedTarget)) more.open = false;
  });
})();
