"use strict";
// Runs before the terminal's own script: what that script may do here, and which keys stay the browser's.
(() => {
  const nonce = document.currentScript.dataset.nonce;
  const make = document.createElement.bind(document);
  // The terminal makes style elements while it runs; the page's policy admits those with the nonce only.
  document.createElement = (name, options) => {
    const made = make(name, options);
    if (String(name).toLowerCase() === "style") made.nonce = nonce;
    return made;
  };
  window.open = () => null; // an address in a contract is text, never a way out of the page

  // Full screen, the browser's own tools, and zoom are the browser's; so is ctrl+v, which pastes here.
  const browsers = (event) =>
    event.key === "F11" || event.key === "F12" ||
    (event.ctrlKey && !event.altKey && ["=", "+", "-", "0"].includes(event.key)) ||
    (event.ctrlKey && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "v");
  window.addEventListener("keydown", (event) => { if (browsers(event)) event.stopImmediatePropagation(); }, true);

  const focus = () => document.querySelector(".xterm-helper-textarea")?.focus();

  document.addEventListener("DOMContentLoaded", () => {
    const start = window.onload; // the terminal measures its letters when it starts: they must be there
    window.onload = null;
    const faces = ["15px", "bold 15px", "italic 15px"].map((one) => document.fonts.load(`${one} 'Roboto Mono'`));
    Promise.allSettled(faces).then(() => { start(); focus(); });

    window.addEventListener("focus", focus);
    new MutationObserver(() => {
      if (document.body.classList.contains("-closed")) document.getElementById("again").focus();
    }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
    document.getElementById("again").addEventListener("click", async () => {
      try {
        if ((await fetch(location.pathname)).ok) { location.reload(); return; }
      } catch { /* nobody listens any more */ }
      document.getElementById("told").textContent =
        "negotiate serve has ended on this machine. What was typed is kept; start it again in the terminal.";
    });
  });
})();
