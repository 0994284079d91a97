"use strict";
const root = document.documentElement;
root.classList.add("scripted");

document.addEventListener("DOMContentLoaded", () => {
  const at = (id) => document.getElementById(id);
  const plans = [...document.querySelectorAll(".plan")];
  const tip = at("tip");
  const off = new Set();
  let shown = null, lit = [], spot = -1;

  // One plan at a time, or the list of all: the address says which, so a link can lead to a plan or a place in it.
  function show() {
    const found = at(location.hash.slice(1));
    const plan = found?.closest(".plan") ?? (plans.length === 1 ? plans[0] : null);
    if (plan !== shown || !root.dataset.drawn) {
      shown?.classList.remove("shown");
      plan?.classList.add("shown");
      at("all").classList.toggle("shown", !plan || plans.length === 1);
      shown = plan;
      spot = -1;
      document.title = plan?.querySelector("h1").textContent ?? document.querySelector(".brand .zh").textContent;
    }
    if (!found || found === plan || found === at("all")) scrollTo(0, 0);
    else if (found.tagName === "MARK") go(found);
    else found.scrollIntoView();
  }
  addEventListener("hashchange", show);

  function translate() {
    for (const each of document.querySelectorAll("[data-zh]")) {
      each[each.hasAttribute("aria-label") ? "ariaLabel" : "title"] = each.dataset[root.dataset.lang];
    }
  }
  at("language").addEventListener("click", () => {
    root.dataset.lang = root.dataset.lang === "en" ? "zh" : "en";
    translate();
  });

  // What was read, and where, point at each other.
  const parts = (item, fact) => item.querySelectorAll(`[data-f="${fact}"]`);
  const chip = (item, fact) => item.querySelector(`.chip[data-f="${fact}"]`);
  const covering = (mark) => {
    const found = [];
    for (let each = mark; each?.tagName === "MARK"; each = each.parentElement.closest("mark, .original")) {
      if (!off.has(each.className.split(" ")[0])) found.push(each.dataset.f);
    }
    return found;
  };
  function light(item, facts) {
    for (const each of lit) each.classList.remove("on", "also");
    lit = [];
    facts.forEach((fact, order) => {
      for (const each of parts(item, fact)) {
        each.classList.add(order ? "also" : "on");
        lit.push(each);
      }
    });
  }
  function tell(item, facts, box) {
    tip.replaceChildren(...facts.map((fact) => {
      const of = chip(item, fact), line = document.createElement("p"), kind = document.createElement("strong");
      line.className = of.closest("dd").className;
      kind.append(...[...of.closest("dd").previousElementSibling.children].map((each) => each.cloneNode(true)));
      line.append(kind, " ", ...[...of.childNodes].map((each) => each.cloneNode(true)));
      return line;
    }));
    tip.hidden = false;
    const width = tip.offsetWidth, height = tip.offsetHeight;
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
    tip.style.top = `${box.top - height - 8 > 0 ? box.top - height - 8 : box.bottom + 8}px`;
  }
  function quiet() {
    tip.hidden = true;
    light(null, []);
  }
  document.addEventListener("pointerover", (event) => {
    const part = event.target.closest?.(".item mark, a.chip");
    if (!part) { if (lit.length) quiet(); return; }
    const item = part.closest(".item");
    if (part.matches(".chip")) { tip.hidden = true; light(item, [part.dataset.f]); return; }
    const facts = covering(part);
    light(item, facts);
    if (!facts.length) return quiet();
    const boxes = [...part.getClientRects()];
    tell(item, facts, boxes.find((box) => event.clientY >= box.top && event.clientY <= box.bottom) ?? boxes[0]);
  });
  document.addEventListener("focusin", (event) => {
    const part = event.target.closest("a.chip");
    if (!part || !part.matches(":focus-visible")) return;
    const item = part.closest(".item"), mark = item.querySelector(`mark[data-f="${part.dataset.f}"]`);
    light(item, [part.dataset.f]);
    tell(item, [part.dataset.f], mark.getClientRects()[0]);
  });
  document.addEventListener("focusout", quiet);
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  // To a place in the text.
  function go(mark) {
    const item = mark.closest(".item");
    const box = mark.getBoundingClientRect();
    if (box.top < 90 || box.bottom > innerHeight - 40) mark.scrollIntoView({ block: "center" });
    for (const each of document.querySelectorAll(".here")) each.classList.remove("here");
    void item.offsetWidth; // so that the same place flashes again
    for (const each of parts(item, mark.dataset.f)) each.classList.add("here");
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.chip, .spot"), mark = event.target.closest(".item mark");
    if (link) {
      event.preventDefault();
      const target = at(link.getAttribute("href").slice(1));
      if (link.matches(".spot")) spot = spots().indexOf(target);
      go(target);
    } else if (mark && covering(mark).length) {
      chip(mark.closest(".item"), covering(mark)[0]).focus({ preventScroll: true });
    }
    const kind = event.target.closest("[data-kind]")?.dataset.kind;
    if (kind) toggle(kind);
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (step) move(Number(step));
  });

  // The legend shows and hides a kind, in every plan.
  function toggle(kind) {
    const hide = !off.has(kind);
    off[hide ? "add" : "delete"](kind);
    root.classList.toggle(`off-${kind}`, hide);
    for (const each of document.querySelectorAll(`[data-kind="${kind}"]`)) each.setAttribute("aria-pressed", !hide);
  }

  // From one unread stretch to the next.
  const spots = () => (shown ? [...shown.querySelectorAll("mark.unread[id]")] : []);
  function move(step) {
    const all = spots();
    if (!all.length) return;
    spot = spot < 0 ? (step > 0 ? 0 : all.length - 1) : (spot + step + all.length) % all.length;
    go(all[spot]);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") quiet();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") move(1);
    if (event.key === "p") move(-1);
  });

  show();
  root.dataset.drawn = "yes";
});
