(() => {
"use strict";
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const at = (id) => document.getElementById(id);
const root = document.documentElement;
const say = (text) => (Array.isArray(text) ? text[root.dataset.lang === "en" ? 1 : 0] : text);
const scene = read("scene");
const nodes = read("nodes");
const edges = read("edges");
const FAMILY = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';
const HEAD = 36, FADED = 0.13;
const byId = new Map(nodes.map((node) => [node.id, node]));
let scale = 1, network = null, lit = null, pinned = null, over = null, found = [], turn = 0;

// ---- language
function translate() {
  for (const each of document.querySelectorAll("[data-zh]")) {
    each[each.tagName === "INPUT" ? "placeholder" : "title"] = each.dataset[root.dataset.lang];
  }
}
at("language").addEventListener("click", () => {
  root.dataset.lang = root.dataset.lang === "en" ? "zh" : "en";
  translate();
  if (network) { place(); list(); network.redraw(); }
});
if (!nodes.length) { root.dataset.drawn = String(performance.now()); return; }

// ---- drawing
function write(ctx, lines, x, y, width) {
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const [name, runs] of lines) {
    const face = scene.faces[name];
    ctx.font = `${face.weight} ${face.size}px ${FAMILY}`;
    const texts = runs.map(([text]) => say(text));
    const widths = texts.map((text) => ctx.measureText(text).width);
    const squeeze = Math.min(1, width / widths.reduce((sum, each) => sum + each, 0));
    let left = x;
    runs.forEach(([, mark], place) => {
      const wide = widths[place] * squeeze;
      if (mark) {
        ctx.fillStyle = scene.colors.mark;
        ctx.fillRect(left, y + 1, wide, face.leading - 2);
      }
      ctx.fillStyle = scene.colors[face.color];
      if (wide > 0) ctx.fillText(texts[place], left, y + face.leading / 2 + 0.5, wide);
      left += wide;
    });
    y += face.leading;
  }
}
function tall(lines) { return lines.reduce((sum, [name]) => sum + scene.faces[name].leading, 0); }
function card(ctx, node) {
  const box = node.box, tone = scene.tones[box.tone];
  ctx.save();
  ctx.globalAlpha = lit && !lit.has(node.id) ? FADED : 1;
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.w, box.h, box.small ? box.h / 2 : 5);
  ctx.fillStyle = scene.colors.paper;
  ctx.fill();
  ctx.fillStyle = tone.fill;
  ctx.fill();
  ctx.lineWidth = pinned === node || found[turn] === node ? 2.5 : 1;
  ctx.strokeStyle = tone.line;
  if (!box.small) { ctx.save(); ctx.clip(); ctx.fillStyle = tone.line; ctx.fillRect(box.x, box.y, 5, box.h); ctx.restore(); }
  ctx.stroke();
  const indent = box.number ? 26 : 0, top = box.y + (box.h - tall(box.lines)) / 2;
  if (box.number) {
    ctx.font = `600 13px ${FAMILY}`;
    ctx.fillStyle = tone.line;
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    ctx.fillText(String(box.number), box.x + 22, top + scene.faces[box.lines[0][0]].leading / 2 + 0.5, 28);
  }
  write(ctx, box.lines, box.x + 14 + indent, top, box.w - 28 - indent);
  ctx.restore();
}
function curves(points) {
  return points.slice(1).map((to, index) => {
    const from = points[index], middle = (from[0] + to[0]) / 2;
    return [from, [middle, from[1]], [middle, to[1]], to];
  });
}
function wire(ctx, edge, strong) {
  const stroke = scene.strokes[edge.wire.stroke];
  ctx.strokeStyle = ctx.fillStyle = stroke.color;
  ctx.lineWidth = stroke.width + (strong ? 1 : 0);
  ctx.setLineDash(stroke.dash === "dashed" ? [6, 4] : stroke.dash === "dotted" ? [2, 4] : []);
  ctx.beginPath();
  for (const [a, b, c, d] of edge.curves) {
    ctx.moveTo(a[0], a[1]);
    ctx.bezierCurveTo(b[0], b[1], c[0], c[1], d[0], d[1]);
  }
  ctx.stroke();
  ctx.setLineDash([]);
  if (stroke.arrow) {
    const [x, y] = edge.wire.points[edge.wire.points.length - 1];
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - 9, y - 5);
    ctx.lineTo(x - 9, y + 5);
    ctx.fill();
  }
}
function behind(ctx, each) {
  if (each.style === "unknown" || each.style === "absent") {
    ctx.save();
    ctx.beginPath();
    ctx.roundRect(each.x, each.y, each.w, each.h, 6);
    if (each.style === "unknown") {
      ctx.fillStyle = scene.tones.unknown.fill;
      ctx.fill();
      ctx.save();
      ctx.clip();
      ctx.strokeStyle = scene.colors.rule;
      ctx.lineWidth = 2;
      ctx.beginPath();
      for (let x = each.x - each.h; x < each.x + each.w; x += 14) { ctx.moveTo(x, each.y + each.h); ctx.lineTo(x + each.h, each.y); }
      ctx.stroke();
      ctx.restore();
    }
    ctx.setLineDash([5, 4]);
    ctx.lineWidth = 1;
    ctx.strokeStyle = scene.tones[each.style].line;
    ctx.stroke();
    ctx.restore();
    if (each.style === "unknown") {
      ctx.fillStyle = scene.tones.unknown.fill;
      ctx.fillRect(each.x + 8, each.y + 8, each.w - 16, tall(each.lines) + 4);
    }
    write(ctx, each.lines, each.x + 12, each.y + 10, each.w - 24);
    return;
  }
  write(ctx, each.lines, each.x, each.y, each.w);
  if (each.style === "band") {
    ctx.fillStyle = scene.colors.rule;
    ctx.fillRect(each.x, each.y + each.h + 4, each.w, 1);
  }
}
function backdrop(ctx) {
  const area = visible();
  for (const each of scene.backdrops) if (each.y < area.bottom && each.y + each.h > area.top) behind(ctx, each);
  const shown = edges.filter((edge) => edge.top < area.bottom && edge.bottom > area.top);
  for (const strong of [false, true]) {
    for (const edge of shown) {
      const chosen = Boolean(lit) && lit.has(edge.id);
      if (chosen !== strong) continue;
      ctx.globalAlpha = chosen ? 1 : lit ? FADED : scene.strokes[edge.wire.stroke].arrow ? 1 : 0.55;
      wire(ctx, edge, strong);
    }
  }
  for (const edge of shown) {
    const label = edge.wire.label;
    if (!label) continue;
    ctx.globalAlpha = lit && !lit.has(edge.id) ? FADED : 1;
    ctx.fillStyle = scene.colors.paper;
    ctx.strokeStyle = scene.colors.rule;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.roundRect(label.x, label.y - label.h / 2, label.w, label.h, 4);
    ctx.fill();
    ctx.stroke();
    write(ctx, label.lines, label.x + 6, label.y - label.h / 2 + 2, label.w - 12);
  }
  ctx.globalAlpha = 1;
}
for (const edge of edges) {
  edge.curves = curves(edge.wire.points);
  const heights = edge.wire.points.map((point) => point[1]);
  edge.top = Math.min(...heights) - 40;
  edge.bottom = Math.max(...heights) + 40;
}

// ---- the network, and the scrolling that moves it
const stage = at("stage"), world = at("world"), view = at("view"), heads = at("heads");
let shift = 0;
function visible() {
  const corner = network.DOMtoCanvas({x: 0, y: 0}), end = network.DOMtoCanvas({x: view.clientWidth, y: view.clientHeight});
  return {top: corner.y, bottom: end.y};
}
function place() {
  const wide = scene.width * scale;
  shift = Math.max(0, (stage.clientWidth - wide) / 2);
  world.style.width = `${Math.max(wide, stage.clientWidth)}px`;
  world.style.height = `${scene.height * scale + HEAD}px`;
  view.style.width = `${stage.clientWidth}px`;
  view.style.height = `${stage.clientHeight - HEAD}px`;
  heads.replaceChildren(...scene.heads.map((head) => {
    const cell = document.createElement("div");
    cell.textContent = say(head.words);
    cell.className = head.state;
    cell.style.left = `${head.x * scale + shift}px`;
    cell.style.width = `${head.width * scale}px`;
    return cell;
  }));
  if (network) { network.setSize(`${view.clientWidth}px`, `${view.clientHeight}px`); follow(); }
}
function follow() {
  network.moveTo({
    position: {
      x: (stage.scrollLeft + view.clientWidth / 2 - shift) / scale,
      y: (stage.scrollTop + view.clientHeight / 2) / scale,
    },
    scale, animation: false,
  });
}
function fitting() { return Math.min(1.15, Math.max(0.8, stage.clientWidth / scene.width)); }
function zoom(to) {
  const x = (stage.scrollLeft + stage.clientWidth / 2 - shift) / scale, y = (stage.scrollTop + stage.clientHeight / 2) / scale;
  scale = Math.min(2.5, Math.max(0.08, to));
  place();
  stage.scrollTo(x * scale + shift - stage.clientWidth / 2, y * scale - stage.clientHeight / 2);
  follow();
  network.redraw();
}
scale = fitting();
place();
for (const node of nodes) node.ctxRenderer = ({ctx}) => ({
  drawNode() { card(ctx, node); },
  nodeDimensions: {width: node.box.w, height: node.box.h},
});
network = new vis.Network(view, {nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges)}, read("options"));
window.__network = network;
network.on("beforeDrawing", backdrop);
network.once("afterDrawing", () => {
  place();
  network.redraw();
  view.dataset.nodes = String(nodes.length);
  view.dataset.edges = String(edges.length);
  root.dataset.drawn = String(performance.now());
});
stage.addEventListener("scroll", () => { follow(); hide(); }, {passive: true});
let width = stage.clientWidth, height = stage.clientHeight;
new ResizeObserver(() => {
  if (stage.clientWidth === width && stage.clientHeight === height) return;
  if (stage.clientWidth !== width) scale = fitting();
  width = stage.clientWidth;
  height = stage.clientHeight;
  place();
  network.redraw();
}).observe(stage);
at("larger").addEventListener("click", () => zoom(scale * 1.2));
at("smaller").addEventListener("click", () => zoom(scale / 1.2));
at("whole").addEventListener("click", () => {
  zoom(Math.min(fitting(), (stage.clientHeight - HEAD) / scene.height, stage.clientWidth / scene.width));
});

// ---- pointing
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

// ---- printing: the whole picture, as wide as the sheet
let before = null;
addEventListener("beforeprint", () => {
  before = {scale, left: stage.scrollLeft, top: stage.scrollTop};
  scale = Math.min(1020 / scene.width, 16000 / scene.height, 1);
  place();
  view.style.height = `${scene.height * scale}px`;
  view.style.width = world.style.width = `${scene.width * scale}px`;
  shift = 0;
  place.printing = true;
  network.setSize(view.style.width, view.style.height);
  network.moveTo({position: {x: scene.width / 2, y: scene.height / 2}, scale, animation: false});
  network.redraw();
});
addEventListener("afterprint", () => {
  scale = before.scale;
  place();
  stage.scrollTo(before.left, before.top);
  follow();
  network.redraw();
});
translate();
})();
