// Brings what forms need when somebody first does something on the page: whatever it is, so that
// the request tells nobody who is going to write. Without this file forms are sent as they are.
"use strict";

(() => {
  const url = document.currentScript.dataset.forms;
  let coming = null;
  let isThere = false;

  function bring() {
    if (isThere || coming) return coming;
    const script = document.createElement("script");
    script.src = url;
    coming = new Promise((arrived) => {
      script.addEventListener("load", () => arrived((isThere = true)));
      script.addEventListener("error", () => {
        script.remove();
        arrived();
        setTimeout(() => (coming = null), PATIENCE); // Then the next press tries again.
      });
    });
    document.head.append(script);
    return coming;
  }

  // Whoever leaves is kept by nothing, and asks for nothing more.
  function notice({ key, target }) {
    if (key !== "Shift" && !target.closest?.("[data-exit]")) bring();
  }

  for (const sign of ["pointerdown", "keydown", "focusin", "click", "selectionchange"]) {
    document.addEventListener(sign, notice, true);
  }

  // What is sent before that is there waits for it, and not for ever.
  const held = new WeakSet();
  let goes = null;

  async function sendLater(form, button) {
    held.add(form);
    await Promise.race([bring(), new Promise((over) => setTimeout(over, PATIENCE))]);
    await new Promise((over) => setTimeout(over)); // None is sent while it is being sent.
    goes = form;
    try {
      form.requestSubmit(button);
    } finally {
      goes = null;
      held.delete(form);
    }
  }

  document.addEventListener(
    "submit",
    (event) => {
      const { target: form, submitter } = event;
      if (isThere || form.method !== "post" || form === goes) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!held.has(form)) sendLater(form, submitter);
    },
    true,
  );
})();
