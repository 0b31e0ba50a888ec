// Looks for the number behind a challenge, beside the page, which goes on as ever.
"use strict";

const BATCH = 1000; // Numbers that are tried at once.
const encoder = new TextEncoder();

function hexOf(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

self.addEventListener("message", async ({ data: { algorithm, challenge, maxnumber, salt } }) => {
  const hashOf = async (number) =>
    hexOf(await crypto.subtle.digest(algorithm, encoder.encode(`${salt}${number}`)));
  for (let first = 0; first <= maxnumber; first += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, index) => first + index);
    const found = (await Promise.all(numbers.map(hashOf))).indexOf(challenge);
    if (found >= 0) {
      self.postMessage({ number: first + found });
      return;
    }
    self.postMessage({ share: Math.min((first + BATCH) / maxnumber, 1) });
  }
  self.postMessage({});
});
