// What the author will see stands there as soon as a reason is chosen. Without this file a step of
// its own shows it.
"use strict";

{
  const form = document.querySelector("form[data-declines]");
  const view = document.getElementById("author-view");
  let told = "";

  function show() {
    const chosen = form.querySelector("[name=reason]:checked");
    const words = form.elements.message.value.trim();
    view.hidden = !chosen;
    if (!chosen) return;
    for (const name of ["page", "mailbox"]) {
      view.querySelector(`[data-told=${name}]`).textContent = chosen.dataset[name];
    }
    view.querySelector(".message-text").textContent = words;
    for (const part of view.querySelectorAll("[data-told-message]")) part.hidden = !words;
  }

  // Spoken once for each choice, and not for each letter of the message.
  function announce() {
    const words = view.hidden ? "" : view.querySelector("[data-told=page]").textContent;
    if (words !== told) document.getElementById("announcer").textContent = words;
    told = words;
  }

  if (form) {
    form.querySelector("[data-without-scripts]").hidden = true;
    form.querySelector("[data-with-scripts]").hidden = false;
    form.addEventListener("input", show);
    form.addEventListener("change", announce);
    window.addEventListener("pageshow", show);
    show();
  }
}
