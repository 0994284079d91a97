// Drawing: the cards, and behind them the wires and fields.
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
function measure(ctx, [name, runs]) {
  ctx.font = `${scene.faces[name].weight} ${scene.faces[name].size}px ${FAMILY}`;
  return runs.reduce((sum, [text]) => sum + ctx.measureText(say(text)).width, 0);
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
function hatch(ctx, each, outline) {
  ctx.save();
  ctx.clip(outline);
  ctx.fillStyle = scene.tones.unknown.fill;
  ctx.fill(outline);
  ctx.strokeStyle = scene.colors.rule;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (let x = each.x - each.h; x < each.x + each.w; x += 14) {
    ctx.moveTo(x, each.y + each.h);
    ctx.lineTo(x + each.h, each.y);
  }
  ctx.stroke();
  ctx.fillRect(each.x, each.y, each.w, tall(each.lines) + 16);
  ctx.restore();
}
function behind(ctx, each) {
  if (each.style === "unknown" || each.style === "absent") {
    const outline = new Path2D();
    outline.roundRect(each.x, each.y, each.w, each.h, 6);
    if (each.style === "unknown") hatch(ctx, each, outline);
    ctx.setLineDash([5, 4]);
    ctx.lineWidth = 1;
    ctx.strokeStyle = scene.tones[each.style].line;
    ctx.stroke(outline);
    ctx.setLineDash([]);
    write(ctx, each.lines, each.x + 12, each.y + 8, each.w - 24);
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
      ctx.globalAlpha = chosen ? 1 : lit ? FADED : scene.strokes[edge.wire.stroke].arrow ? 1 : scene.strokes[edge.wire.stroke].dash ? 0.4 : 0.6;
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
    const wide = Math.min(label.w, Math.max(...label.lines.map((line) => measure(ctx, line))) + 12);
    const left = label.x + label.w - wide;
    ctx.beginPath();
    ctx.roundRect(left, label.y - label.h / 2, wide, label.h, 4);
    ctx.fill();
    ctx.stroke();
    write(ctx, label.lines, left + 6, label.y - label.h / 2 + 2, wide - 12);
  }
  ctx.globalAlpha = 1;
}
for (const edge of edges) {
  edge.curves = curves(edge.wire.points);
  const heights = edge.wire.points.map((point) => point[1]);
  edge.top = Math.min(...heights) - 40;
  edge.bottom = Math.max(...heights) + 40;
}

