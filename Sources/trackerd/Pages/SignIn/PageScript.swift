import Tracker

/// The one script of the pages: it hands what a form asks to an authenticator, and the answer to the form. Without it no page
/// misses anything but passkeys.
enum PageScript {
    /// The name changes with what is in it, so that browsers may keep it for ever.
    static let address = "/script.js?\(Hash.sha256(Array(text.utf8)).hex.prefix(12))"
    static let element = "<script src=\"\(address)\" defer></script>\n"

    static let text = #"""
        "use strict";
        // Fills in the forms of class "passkey" by Web Authentication: one that names a person makes a passkey, one that holds a
        // statement signs it, any other signs in.
        (() => {
          const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
          const text = (buffer) =>
            btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
          const words = (list) => list.split(" ").filter((word) => word);

          const made = async (data) => {
            const { response } = await navigator.credentials.create({ publicKey: {
              rp: { id: data.place, name: data.place },
              user: { id: bytes(data.person), name: data.name, displayName: data.name },
              challenge: bytes(data.challenge),
              pubKeyCredParams: words(data.algorithms).map((alg) => ({ type: "public-key", alg: Number(alg) })),
              excludeCredentials: words(data.known).map((id) => ({ type: "public-key", id: bytes(id) })),
              authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
              attestation: "none",
            } });
            return { client: response.clientDataJSON, attestation: response.attestationObject };
          };

          const hash = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));
          const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

          // What is shown is what is signed: both are worked out here from the same bytes.
          const show = async (form, statement) => {
            const decode = (data) => new TextDecoder("utf-8", { fatal: true }).decode(data);
            const shown = decode(statement), words = JSON.parse(decode(bytes(form.elements["statement-words"].value)));
            const committed = JSON.parse(shown.slice(shown.indexOf("\n"))).words || {};
            const list = form.querySelector("dl");
            for (const [name, { sha256 }] of Object.entries(committed)) {
              const { salt, text } = words[name];
              const bytesOf = new TextEncoder().encode(text);
              const salted = Uint8Array.from([...salt.match(/../g).map((byte) => parseInt(byte, 16)), ...bytesOf]);
              if (hex(await hash(salted)) !== sha256) throw new Error("other words");
              for (const [kind, words] of [["dt", name], ["dd", text]])
                list.appendChild(document.createElement(kind)).textContent = words;
            }
            form.querySelector("pre").textContent = shown;
          };

          const signed = async (data, statement) => {
            const key = await navigator.credentials.get({ publicKey: {
              rpId: data.place, userVerification: "required",
              challenge: statement ? await hash(statement) : bytes(data.challenge),
              allowCredentials: words(data.known || "").map((id) => ({ type: "public-key", id: bytes(id) })),
            } });
            const { response } = key;
            return { passkey: key.rawId, client: response.clientDataJSON, authenticator: response.authenticatorData, signature: response.signature };
          };

          const reason = (error) =>
            error.name === "InvalidStateError" ? "There is a passkey for these pages on it already."
            : error.name === "NotAllowedError" ? "Nothing was done: it was broken off, or there is no passkey for these pages. Try once more."
            : error.name === "SecurityError" ? "These pages aren't at the address that passkeys belong to."
            : "It didn't work (" + error.name + "). Try once more, or another browser.";

          for (const form of document.querySelectorAll("form.passkey")) {
            const said = form.querySelector("[role=status]");
            const button = form.querySelector("button");
            const statement = form.elements.statement && bytes(form.elements.statement.value);
            form.querySelector(".hint").hidden = true;
            if (statement) {
              button.disabled = true;
              show(form, statement).then(() => { button.disabled = false; }, () => {
                said.textContent = "What is to be signed can't be shown as it is, so it isn't signed. Tell whoever runs these pages.";
              });
            }
            form.addEventListener("submit", async (event) => {
              event.preventDefault();
              said.textContent = "";
              if (!window.PublicKeyCredential) {
                said.textContent = "This browser knows no passkeys. Use one of these years.";
                return;
              }
              button.disabled = true;
              try {
                const answer = await (form.dataset.person ? made : signed)(form.dataset, statement);
                for (const [name, value] of Object.entries(answer)) form.elements[name].value = text(value);
                form.submit();
              } catch (error) {
                said.textContent = reason(error);
                button.disabled = false;
              }
            });
          }
        })();

        """#
}
