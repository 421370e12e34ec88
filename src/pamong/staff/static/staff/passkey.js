// Passkeys: asks the browser, puts its answer into the form as JSON and sends the form. Nothing else needs a script.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function register(question) {
    const user = { ...question.user, id: bytes(question.user.id) };
    const publicKey = { ...question, challenge: bytes(question.challenge), user, excludeCredentials: known(question.excludeCredentials) };
    const made = await navigator.credentials.create({ publicKey });
    return answer(made, { attestationObject: text(made.response.attestationObject) });
  }

  async function sign(question) {
    const publicKey = { ...question, challenge: bytes(question.challenge), allowCredentials: known(question.allowCredentials) };
    const made = await navigator.credentials.get({ publicKey });
    const held = made.response;
    return answer(made, {
      authenticatorData: text(held.authenticatorData),
      signature: text(held.signature),
      userHandle: held.userHandle ? text(held.userHandle) : null,
    });
  }

  function answer(made, response) {
    const clientDataJSON = text(made.response.clientDataJSON);
    return JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, response: { clientDataJSON, ...response },
      clientExtensionResults: made.getClientExtensionResults(),
    });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    const ask = form.dataset.passkey === "register" ? register : sign;
    form.querySelector("button").disabled = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      form.querySelector("[role=alert]").hidden = true;
      try {
        form.elements.answer.value = await ask(JSON.parse(form.dataset.question));
        form.submit();
      } catch {
        form.querySelector("[role=alert]").hidden = false;
      }
    });
  }
})();
