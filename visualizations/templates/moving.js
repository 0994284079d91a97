// The network, and the scrolling that moves it: the canvas is as large as the window, not as the picture.
const stage = at("stage"), world = at("world"), view = at("view"), heads = at("heads");
let shift = 0, before = null;
function visible() {
  const corner = network.DOMtoCanvas({x: 0, y: 0}), end = network.DOMtoCanvas({x: view.clientWidth, y: view.clientHeight});
  return {top: corner.y, bottom: end.y};
}
function place() {
  const wide = scene.width * scale;
  shift = before ? 0 : Math.max(0, (stage.clientWidth - wide) / 2);
  world.style.width = `${Math.max(wide, stage.clientWidth)}px`;
  world.style.height = `${scene.height * scale + HEAD}px`;
  view.style.width = `${stage.clientWidth}px`;
  view.style.height = `${stage.clientHeight - HEAD}px`;
  heads.replaceChildren(...scene.heads.map((head, index) => {
    const next = scene.heads[index + 1];
    const cell = document.createElement("div");
    cell.textContent = say(head.words);
    cell.className = head.state;
    cell.style.left = `${head.x * scale + shift}px`;
    cell.style.width = `${(next ? next.x - head.x - 8 : head.width) * scale}px`;
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
function fitting() { return Math.min(1.15, Math.max(innerWidth < 640 ? 0.95 : 0.85, stage.clientWidth / scene.width)); }
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
  if (before || stage.clientWidth === width && stage.clientHeight === height) return;
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

// ---- printing: the whole picture as wide as the sheet, in strips that end between cards where they can
const FIRST_STRIP = 500, STRIP = 620;
function cut(from) {
  const end = from + (from ? STRIP : FIRST_STRIP) / scale;
  if (end >= scene.height) return scene.height;
  for (let y = end; y > end - 160; y -= 2) {
    if (!nodes.some(({box}) => box.y < y && y < box.y + box.h)) return y;
  }
  return end;
}
function strips() {
  const whole = view.querySelector("canvas"), ratio = whole.width / whole.clientWidth, pieces = [];
  for (let from = 0; from < scene.height;) {
    const to = cut(from), strip = document.createElement("canvas");
    strip.width = whole.width;
    strip.height = Math.max(1, Math.round((to - from) * scale * ratio));
    strip.style.width = `${whole.clientWidth}px`;
    strip.getContext("2d").drawImage(whole, 0, -Math.round(from * scale * ratio));
    pieces.push(strip);
    from = to;
  }
  return pieces;
}
addEventListener("beforeprint", () => {
  lit = null;
  before = {scale, left: stage.scrollLeft, top: stage.scrollTop};
  scale = Math.min(1020 / scene.width, 16000 / devicePixelRatio / scene.height, 1);
  place();
  view.style.width = `${scene.width * scale}px`;
  view.style.height = `${scene.height * scale}px`;
  network.setSize(view.style.width, view.style.height);
  network.moveTo({position: {x: scene.width / 2, y: scene.height / 2}, scale, animation: false});
  network.redraw();
  at("print").replaceChildren(...strips());
});
addEventListener("afterprint", () => {
  at("print").replaceChildren();
  const {left, top} = before;
  scale = before.scale;
  before = null;
  place();
  stage.scrollTo(left, top);
  follow();
  light(null);
});
