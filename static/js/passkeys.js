// Passkeys: the one thing at the desk that no browser does without a script.
"use strict";

// Passkeys belong to a name: a site that is tried out at a bare IP has none.
const hasName = !/^[\d.]+$|^\[/.test(location.hostname);
const knowsPasskeys = hasName && window.PublicKeyCredential?.parseRequestOptionsFromJSON;

async function askPasskey(form) {
  const asked = JSON.parse(form.dataset.options);
  const isNew = form.dataset.passkey === "create";
  const publicKey = isNew
    ? PublicKeyCredential.parseCreationOptionsFromJSON(asked)
    : PublicKeyCredential.parseRequestOptionsFromJSON(asked);
  const how = isNew ? "create" : "get";
  const credential = await navigator.credentials[how]({ publicKey });
  form.querySelector("[data-credential]").value = JSON.stringify(credential);
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!knowsPasskeys) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const problem = form.querySelector("[role=alert]");
    problem.hidden = true;
    askPasskey(form).catch(() => {
      problem.hidden = false;
    });
  });
}
