// Reading an article with ease. Without this file its links are ordinary links, and its times are
// those of the event.
"use strict";

(() => {
  const share = document.querySelector(".share");
  if (!share) return;

  // The one URL of the page: nothing of how somebody came here goes along.
  const url = () => document.querySelector("link[rel=canonical]")?.href ?? location.href;

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return; // The browser says no; the link can be copied by hand.
    }
    document.getElementById("announcer").textContent = share.dataset.copied;
  }

  // --- sharing, by what the device offers itself ---------------------------------------------

  const send = share.querySelector("[data-share]");
  const copyLink = share.querySelector("[data-copy-link]");
  send.hidden = !navigator.share;
  copyLink.hidden = !navigator.clipboard;
  send.addEventListener("click", () => {
    const title = document.getElementById("title").textContent;
    navigator.share({ title, url: url() }).catch(() => {}); // Whoever closes the sheet shares nothing.
  });
  copyLink.addEventListener("click", async () => {
    await copy(url());
    copyLink.textContent = share.dataset.copied;
  });

  // A link to a section leads there, and is copied as well.
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.(".anchor");
    if (anchor && navigator.clipboard) copy(url() + anchor.getAttribute("href"));
  });

  // --- the hours of the event as the reader's clock shows them ---------------------------------

  const own = document.querySelector(".own-time");
  const moment = /([+-])(\d\d):(\d\d)$/.exec(own?.dataset.begins ?? "");
  if (!moment) return; // Nobody knows the zone.
  const [, sign, hours, minutes] = moment;
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const begins = new Date(own.dataset.begins);
  if (-begins.getTimezoneOffset() === offset) return; // The reader's clock shows the same.
  const format = new Intl.DateTimeFormat(own.dataset.format, {
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
  });
  const { until } = own.dataset;
  const time = until ? format.formatRange(begins, new Date(until)) : format.format(begins);
  own.textContent = own.dataset.words.replace("{}", time);
})();
