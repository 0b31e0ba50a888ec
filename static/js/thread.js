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

  // --- links that open in place ------------------------------------------------------------

  // htmx learns of such a link when it is first pressed, before the press arrives there: a
  // thread of a hundred comments carries nothing for it.
  const MORE = { "data-hx-target": "closest .more-item", "data-hx-swap": "outerHTML" };

  function openInPlace(link) {
    if (!window.htmx || link.hasAttribute("data-hx-get")) return;
    const comment = link.closest(".comment");
    const where = comment ? { "data-hx-target": `#${slotIn(comment, link.dataset.opens).id}` } : MORE;
    const how = { "data-hx-get": link.getAttribute("href"), "data-hx-sync": "this:drop", ...where };
    for (const [name, value] of Object.entries(how)) link.setAttribute(name, value);
    window.htmx.process(link);
  }

  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.(".comment [data-opens], .more-item a");
      if (link) openInPlace(link);
    },
    true,
  );

  // Where a reply, or a report, is written: made when it is first needed, the reply's first.
  function slotIn(comment, kind) {
    const id = `${kind}-${comment.dataset.commentId}`;
    const known = comment.querySelector(`:scope > [id="${id}"]`);
    if (known) return known;
    const slot = document.createElement("div");
    slot.id = id;
    slot.className = "reply-slot";
    if (kind === "reply") comment.querySelector(".comment-actions").after(slot);
    else comment.append(slot);
    return slot;
  }

  // --- what is open within the thread ------------------------------------------------------

  // A reply that is being written, or a receipt, outlives the thread that it stands in: it
  // steps out before another order comes, and back to its comment if that is there again.
  function stepOut(thread) {
    for (const slot of all(".reply-slot", thread)) {
      if (slot.childElementCount) thread.after(slot);
    }
  }

  function moveIn(slot, comment) {
    const [kind] = slot.id.split("-");
    const home = slotIn(comment, kind);
    if (!home.childElementCount) home.append(...slot.childNodes);
    if (!slot.childElementCount) slot.remove();
  }

  function stepIn() {
    for (const slot of all("#thread ~ .reply-slot")) {
      const [, id] = slot.id.split("-");
      const comment = document.querySelector(`#thread [data-comment-id="${id}"]`);
      if (comment) moveIn(slot, comment);
    }
  }

  // A comment that was shown as new and comes again in its place stands there alone.
  function dropDoubles() {
    for (const fresh of all("#latest .node")) {
      const inPlace = document.querySelector(`#thread [id="${fresh.id}"]`);
      if (!inPlace) continue;
      const comment = inPlace.querySelector(":scope > article");
      for (const slot of comment ? all(":scope > .comment > .reply-slot", fresh) : []) {
        if (slot.childElementCount) moveIn(slot, comment);
      }
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
      const opener = event.target.closest?.('.comment [data-opens="reply"]');
      const slot = opener && slotIn(opener.closest(".comment"), "reply");
      const field = slot?.querySelector("textarea");
      if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      field.focus();
    },
    true,
  );
})();
