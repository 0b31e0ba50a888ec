// "Leave this page". Without this file its links are ordinary links.
"use strict";

(() => {
  const bar = document.querySelector(".exit-bar");
  if (!bar) return; // The moderators' pages have none.

  const home = bar.parentElement;
  const words = home.dataset;
  const status = bar.querySelector("[role=status]");
  const lights = bar.querySelector(".exit-lights");
  const PRESSES = 3;
  const PATIENCE = 5000; // Milliseconds for the next press, and for which "expired" stands.

  // --- leaving -----------------------------------------------------------------------------

  const title = document.title;
  let curtain = null;

  function leave() {
    forgetPresses("");
    if (!curtain) {
      curtain = document.createElement("div");
      curtain.className = "exit-curtain";
      curtain.setAttribute("role", "alert");
      document.documentElement.classList.add("is-left");
      document.body.append(curtain);
      curtain.textContent = words.leaving; // After it is there, so that it is spoken.
      document.title = words.leaving;
    }
    // The page's own entry in the tab's history goes with it: "Back" does not lead here.
    window.location.replace(bar.querySelector("[data-exit]").href);
  }

  document.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest?.("[data-exit]")) return;
      event.preventDefault();
      event.stopPropagation();
      leave();
    },
    true,
  );

  // A page that the browser brings back is whole again. (The first showing comes with the last
  // file of the page, perhaps while the reader is leaving: it restores nothing.)
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    forgetPresses("");
    if (!curtain) return;
    curtain.remove();
    curtain = null;
    document.documentElement.classList.remove("is-left");
    document.title = title;
  });

  // --- three times Shift -------------------------------------------------------------------

  let presses = 0;
  let timer = 0;
  let isChord = false; // Shift together with something else: a capital, a layout switch, a click.

  function show(sentence) {
    status.textContent = sentence;
    lights.hidden = presses === 0;
    Array.from(lights.children, (light, number) => light.classList.toggle("is-on", number < presses));
  }

  function forgetPresses(sentence) {
    clearTimeout(timer);
    presses = 0;
    show(sentence);
  }

  function expire() {
    forgetPresses(words.expired);
    timer = setTimeout(() => show(""), PATIENCE);
  }

  function countPress() {
    clearTimeout(timer);
    presses += 1;
    if (presses === PRESSES) {
      leave();
      return;
    }
    show(presses === PRESSES - 1 ? words.oneMore : words.twoMore);
    timer = setTimeout(expire, PATIENCE);
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Shift") isChord = true;
      else if (!event.repeat) isChord = event.altKey || event.ctrlKey || event.metaKey;
    },
    true,
  );

  document.addEventListener(
    "keyup",
    (event) => {
      const isAlone = !isChord && !event.altKey && !event.ctrlKey && !event.metaKey;
      if (event.key === "Shift" && isAlone) countPress();
      else if (presses) forgetPresses("");
    },
    true,
  );

  document.addEventListener(
    "pointerdown",
    (event) => {
      if (event.shiftKey) isChord = true;
    },
    true,
  );

  // --- above every dialog ------------------------------------------------------------------

  // A modal dialog covers the page and makes it deaf, whatever stands above what. So the bar
  // moves into the dialog that was opened last, and home again when it closes.
  let dialogs = [];

  function place() {
    const open = [...document.querySelectorAll("dialog:modal")];
    dialogs = dialogs.filter((each) => open.includes(each));
    dialogs.push(...open.filter((each) => !dialogs.includes(each)));
    const host = dialogs.at(-1) ?? home;
    if (bar.parentElement === host) return;
    const hadFocus = bar.contains(document.activeElement);
    host.prepend(bar);
    const isRaised = host !== home;
    bar.classList.toggle("is-raised", isRaised);
    if (isRaised) bar.popover = "manual";
    else bar.removeAttribute("popover");
    if (isRaised) bar.showPopover?.();
    if (hadFocus) bar.querySelector("[data-exit]").focus();
  }

  new MutationObserver(place).observe(document.documentElement, {
    attributeFilter: ["open"],
    childList: true,
    subtree: true,
  });
  place();

  bar.querySelector(".exit-hint").hidden = false;
})();
