// What the page is given, and its language. The scripts run in one function, one after the other.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const at = (id) => document.getElementById(id);
const root = document.documentElement;
const say = (text) => (Array.isArray(text) ? text[root.dataset.lang === "en" ? 1 : 0] : text);
const scene = read("scene");
const nodes = read("nodes");
const edges = read("edges");
const FAMILY = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';
const HEAD = 36, FADED = 0.13;
let scale = 1, network = null, lit = null, pinned = null, over = null, found = [], turn = 0;

function translate() {
  for (const each of document.querySelectorAll("[data-zh]")) {
    each[each.tagName === "INPUT" ? "placeholder" : "title"] = each.dataset[root.dataset.lang];
  }
}
at("language").addEventListener("click", () => {
  root.dataset.lang = root.dataset.lang === "en" ? "zh" : "en";
  translate();
  if (network) { place(); list(); pin(pinned); }
});
if (!nodes.length) { root.dataset.drawn = String(performance.now()); return; }

