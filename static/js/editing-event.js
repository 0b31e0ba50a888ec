// The dates of an event said in words while they are typed, and a button for what is not known yet.
"use strict";

(() => {
  const QUIET = 400; // Milliseconds.
  let timer;
  let latest = 0;

  async function sayWhen(group) {
    const { form } = group.querySelector("input");
    const asked = (latest += 1);
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
    for (const field of group.querySelectorAll("input")) body.set(field.name, field.value);
    try {
      const response = await fetch(group.dataset.when, { method: "POST", body });
      const words = response.ok && !response.redirected ? await response.text() : "";
      if (asked === latest) group.querySelector(".when-said").innerHTML = words;
    } catch {
      // It is said by the next one.
    }
  }

  // A name that stands in no list can be added.
  function followName(field) {
    const button = document.querySelector(`[data-make="${field.id}"]`);
    if (!button) return;
    const typed = field.value.trim().toLowerCase();
    const isKnown = [...field.list.options].some((option) => option.value.toLowerCase() === typed);
    button.hidden = !typed || isKnown;
  }

  document.addEventListener("input", ({ target }) => {
    const group = target.closest?.("[data-when]");
    if (target.matches("input[list]") && target.id) followName(target);
    if (!group) return;
    clearTimeout(timer);
    timer = setTimeout(() => sayWhen(group), QUIET);
  });
})();
