// A thread that grows under its readers. Without this file its links are ordinary links.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- new comments ----------------------------------------------------------------------

  // They are offered, and nothing moves until the reader asks for them. A hidden tab does not
  // ask, nor does a browser that is to save data.
  const news = document.querySelector("[data-news]");
  const savesData = () =>
    navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;

  async function askForNews() {
    if (document.hidden || savesData()) return;
    try {
      const since = news.dataset.since;
      const url = `${news.dataset.news}?since=${since}`;
      const response = await fetch(url, { headers: { "HX-Request": "true" } });
      if (response.status !== 200) return;
      const words = await response.text();
      if (since !== news.dataset.since) return; // Shown while this was on its way.
      if (words === news.dataset.words) return; // Said already: do not say it again.
      news.dataset.words = words;
      const hadFocus = news.contains(document.activeElement);
      news.innerHTML = words;
      window.htmx?.process(news);
      if (hadFocus) news.querySelector("a").focus({ preventScroll: true });
    } catch {
      // Without a connection there is nothing new; the next time may be better.
    }
  }

  if (news) setInterval(askForNews, Number(news.dataset.every) * 1000);

  function takeInNews(latest) {
    const shown = all("[data-since]", latest).at(-1);
    if (!news || !shown) return;
    news.dataset.since = shown.dataset.since;
    news.replaceChildren();
    askForNews(); // Many come in parts.
  }

  // --- what is open within the thread ------------------------------------------------------

  // A reply that is being written, or a receipt, outlives the thread that it stands in: it
  // steps out before another order comes, and back to its comment if that is there again.
  function stepOut(thread) {
    for (const slot of all(".reply-slot", thread)) {
      if (slot.childElementCount) thread.after(slot);
    }
  }

  function moveIn(slot, home) {
    if (!home.childElementCount) home.append(...slot.childNodes);
    if (!slot.childElementCount) slot.remove();
  }

  function stepIn() {
    for (const slot of all("#thread ~ .reply-slot")) {
      const home = document.querySelector(`#thread [id="${slot.id}"]`);
      if (home) moveIn(slot, home);
    }
  }

  // A comment that was shown as new and comes again in its place stands there alone.
  function dropDoubles() {
    for (const fresh of all("#latest .node")) {
      const inPlace = document.querySelector(`#thread [id="${fresh.id}"]`);
      if (!inPlace) continue;
      const slots = [fresh, inPlace].map((node) => node.querySelector(".comment .reply-slot"));
      if (slots[0]?.childElementCount && slots[1]) moveIn(...slots);
      const hadFocus = fresh.contains(document.activeElement);
      fresh.remove();
      if (hadFocus) inPlace.focus();
    }
    for (const list of all("#latest .branch")) {
      if (!list.childElementCount) list.parentElement.remove();
    }
  }

  document.addEventListener("htmx:before:swap", (event) => {
    const target = event.detail.ctx.target;
    if (target?.id === "thread") stepOut(target);
  });

  document.addEventListener("htmx:after:settle", (event) => {
    if (event.target.id === "latest") takeInNews(event.target);
    stepIn();
    dropDoubles();
    const heading = all("[data-heading]", event.target.parentElement ?? document).at(-1);
    const title = document.getElementById("comments-title");
    if (heading && title && ["latest", "thread"].includes(event.target.id)) {
      title.textContent = heading.dataset.heading;
    }
  });

  // A second press on “Reply” leads to the reply that is being written already.
  document.addEventListener(
    "click",
    (event) => {
      const opener = event.target.closest?.('[data-hx-target^="#reply-"]');
      const field = opener && document.querySelector(`${opener.dataset.hxTarget} textarea`);
      if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      field.focus();
    },
    true,
  );
})();
