// A proof of work for a comment, by ALTCHA's protocol. Loaded with the notice that asks for it.
"use strict";

(() => {
  const { challenge, worker: url } = document.currentScript.dataset;
  const place = document.currentScript.closest(".form-problem");
  const form = place?.closest("form");
  const said = place?.querySelector("[data-calculating]");
  const field = form?.elements.altcha;
  if (!field) return; // The notice has gone already.

  const AGAIN = 1000; // Milliseconds: a form that is on its way is not sent at the same time.
  const STEP = 0.2; // So much more is done until it is said again.

  function send() {
    if (!field.isConnected) return;
    form.requestSubmit(form.querySelector("[type=submit]"));
    setTimeout(send, AGAIN);
  }

  // Browsers have no hashes where the connection is not secure. Then moderators read first.
  if (!window.isSecureContext || !window.Worker) {
    send();
    return;
  }

  const asked = JSON.parse(challenge);
  const worker = new Worker(url);
  let told = 0;

  function say(share) {
    if (share < told + STEP) return;
    told = share;
    const number = share.toLocaleString(document.documentElement.lang, { style: "percent" });
    said.textContent = said.dataset.calculating.replace("%(share)s", number);
  }

  function end(number) {
    worker.terminate();
    if (number !== undefined) {
      const { algorithm, challenge: hash, salt, signature } = asked;
      field.value = btoa(JSON.stringify({ algorithm, challenge: hash, number, salt, signature }));
    }
    send();
  }

  worker.addEventListener("error", () => end());
  worker.addEventListener("message", ({ data: { share, number } }) => {
    if (!field.isConnected) worker.terminate();
    else if (share === undefined) end(number);
    else say(share);
  });
  worker.postMessage(asked);
})();
