// Pointing at things, finding them, and the same as text.
function hit(event) {
  const frame = view.getBoundingClientRect();
  const {x, y} = network.DOMtoCanvas({x: event.clientX - frame.left, y: event.clientY - frame.top});
  const node = nodes.find(({box}) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h);
  if (node) return node;
  let best = null, nearest = (6 / scale) ** 2;
  for (const edge of edges) {
    if (y < edge.top || y > edge.bottom || !edge.wire.tips.length) continue;
    const label = edge.wire.label;
    if (label && x >= label.x && x <= label.x + label.w && Math.abs(y - label.y) <= label.h / 2) return edge;
    for (const [a, b, c, d] of edge.curves) {
      if (x < a[0] || x > d[0]) continue;
      for (let step = 0; step <= 40; step++) {
        const t = step / 40, u = 1 - t;
        const px = u * u * u * a[0] + 3 * u * u * t * b[0] + 3 * u * t * t * c[0] + t * t * t * d[0];
        const py = u * u * u * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t * t * t * d[1];
        const far = (px - x) ** 2 + (py - y) ** 2;
        if (far < nearest) { nearest = far; best = edge; }
      }
    }
  }
  return best;
}
function around(thing) {
  if (!thing) return found.length ? new Set(found.map((node) => node.id)) : null;
  const chosen = new Set([thing.id]);
  for (const edge of edges) {
    if (edge === thing || edge.from === thing.id || edge.to === thing.id) chosen.add(edge.id).add(edge.from).add(edge.to);
  }
  return chosen;
}
function light(thing) { lit = around(thing || pinned); network.redraw(); }
function paragraphs(thing) {
  return (thing.box || thing.wire).tips.map(([style, runs]) => {
    const each = document.createElement(style === "quote" ? "blockquote" : "p");
    each.className = style;
    for (const [text, mark] of runs) {
      const part = mark ? document.createElement("mark") : document.createTextNode(say(text));
      if (mark) part.textContent = say(text);
      each.append(part);
    }
    return each;
  });
}
function hide() { at("tip").hidden = true; }
function show(thing, event) {
  const box = at("tip");
  box.replaceChildren(...paragraphs(thing));
  box.hidden = false;
  const right = event.clientX + 16 + box.offsetWidth > innerWidth;
  box.style.left = `${Math.max(8, right ? event.clientX - 16 - box.offsetWidth : event.clientX + 16)}px`;
  box.style.top = `${Math.max(8, Math.min(event.clientY + 12, innerHeight - box.offsetHeight - 8))}px`;
}
function pin(thing) {
  pinned = thing;
  at("panel").hidden = !thing;
  if (thing) {
    at("said").replaceChildren(...paragraphs(thing));
    if (thing.box && thing.box.href) {
      const link = document.createElement("a");
      link.href = thing.box.href;
      link.textContent = say(["打开该事项", "Open this item"]);
      at("said").append(link);
    }
    at("panel").scrollTop = 0;
  }
  hide();
  light(null);
}
let pulled = null;
view.addEventListener("pointerdown", (event) => {
  pulled = {x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop, far: false};
});
view.addEventListener("pointermove", (event) => {
  if (event.pointerType !== "mouse") return;
  if (pulled && event.buttons) {
    const x = event.clientX - pulled.x, y = event.clientY - pulled.y;
    pulled.far = pulled.far || Math.abs(x) + Math.abs(y) > 5;
    if (pulled.far) stage.scrollTo(pulled.left - x, pulled.top - y);
    return;
  }
  const thing = hit(event);
  if (thing !== over) {
    over = thing;
    view.classList.toggle("over", Boolean(thing));
    light(thing);
    if (thing) show(thing, event); else hide();
  }
});
view.addEventListener("pointerleave", () => { over = null; hide(); light(null); });
view.addEventListener("click", (event) => { if (!pulled || !pulled.far) pin(hit(event)); });
at("close").addEventListener("click", () => pin(null));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") pin(null); });

// ---- finding
function go(node) {
  stage.scrollTo(
    (node.box.x + node.box.w / 2) * scale + shift - stage.clientWidth / 2,
    (node.box.y + node.box.h / 2) * scale - (stage.clientHeight - HEAD) / 2,
  );
}
function search() {
  const wanted = at("search").value.trim().toLowerCase();
  found = wanted ? nodes.filter((node) => node.label.toLowerCase().includes(wanted)) : [];
  turn = 0;
  tell(wanted);
}
function tell(wanted) {
  at("hits").textContent = wanted ? (found.length ? `${turn + 1} / ${found.length}` : "0") : "";
  if (found.length) go(found[turn]);
  light(null);
}
at("search").addEventListener("input", search);
at("search").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !found.length) return;
  turn = (turn + 1) % found.length;
  tell(true);
});

// ---- the same as text
function list() {
  if (!at("listing").open) return;
  at("list").replaceChildren(...nodes.map((node) => {
    const entry = document.createElement("li");
    entry.append(...paragraphs(node));
    return entry;
  }));
}
at("listing").addEventListener("toggle", list);

translate();
