// Passkeys: the one thing at the desk that no browser does without a script.
"use strict";

const knowsPasskeys = window.PublicKeyCredential?.parseRequestOptionsFromJSON;

async function askPasskey(form) {
  const asked = JSON.parse(form.dataset.options);
  const isNew = form.dataset.passkey === "create";
  const publicKey = isNew
    ? PublicKeyCredential.parseCreationOptionsFromJSON(asked)
    : PublicKeyCredential.parseRequestOptionsFromJSON(asked);
  const how = isNew ? "create" : "get";
  const credential = await navigator.credentials[how]({ publicKey });
  form.elements.credential.value = JSON.stringify(credential);
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
