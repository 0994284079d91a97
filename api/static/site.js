"use strict";

// An item's text and the list of what it says point at each other.
(() => {
  const parts = [...document.querySelectorAll("[data-facts]")].filter((part) => part.dataset.facts);
  const factsOf = (part) => part.dataset.facts.split(" ");
  const show = (facts) => {
    for (const part of parts) {
      part.classList.toggle("on", factsOf(part).some((fact) => facts.includes(fact)));
    }
  };
  for (const part of parts) {
    // In the text the innermost fact comes first; an entry means all its places.
    const facts = part.tagName === "MARK" ? [factsOf(part)[0]] : factsOf(part);
    part.addEventListener("pointerenter", () => show(facts));
    part.addEventListener("pointerleave", () => show([]));
    part.addEventListener("focusin", () => show(facts));
    part.addEventListener("focusout", () => show([]));
    if (part.tagName === "MARK") {
      part.addEventListener("click", () => {
        show(facts);
        const entry = parts.find((other) => other.tagName === "LI" && factsOf(other).includes(facts[0]));
        entry?.scrollIntoView({ block: "nearest", behavior: "smooth" });
      });
    } else {
      part.querySelector(".goto")?.addEventListener("click", () => show(facts));
    }
  }
})();

// Ctrl+Enter runs a query.
document.getElementById("query")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

// "/" goes to the search, as on other sites.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const box = document.querySelector("input[type=search]");
  if (box) {
    event.preventDefault();
    box.focus();
  }
});
