"use strict";
// Draws DATA's lanes into the canvas: wheel zooms at the pointer, dragging pans, the pointer shows the state of every row at its
// moment. A primitive's state is found by applying its events up to that moment, as the program itself does.
(() => {
  const $ = id => document.getElementById(id);
  const canvas = $("canvas"), tip = $("tip"), ctx = canvas.getContext("2d"), W = DATA.words;
  const NAMES = 170, AXIS = 24, ROW = 24, HEAD = 20;
  const KIND = { take: 2, give: 3, join: 4, part: 5, set: 6, push: 7, pop: 8 }; // as the program numbers them
  let from = 0, to = Math.max(DATA.end, 1), pointer = null, drag = null;

  const rows = [];
  const section = (title, items) => { if (items.length) { rows.push({ head: title }); items.forEach(x => rows.push(x)); } };
  section(W.workers, DATA.lanes.map(lane => ({ lane, name: lane.name, color: lane.color })));
  section(W.primitives, DATA.objs.map(obj => ({ obj, name: obj.name && obj.name !== obj.kind ? obj.kind + " " + obj.name : obj.kind })));
  section(W.counters, DATA.counters.map(counter => ({ counter, name: counter.name })));
  let y = AXIS;
  for (const r of rows) { r.y = y; r.h = r.head ? HEAD : ROW; y += r.h; }
  const height = y + 4;

  const plot = () => canvas.clientWidth - NAMES;
  const X = t => NAMES + (t - from) / (to - from) * plot();
  const T = x => from + (x - NAMES) / plot() * (to - from);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name);
  const laneName = n => (n > 0 && laneNames[n]) || String(n);
  const laneNames = [];
  DATA.lanes.forEach(l => { laneNames[l.id] = l.name; });

  // The number of elements of a sorted list that are at most t.
  const upTo = (list, t) => { let lo = 0, hi = list.length; while (lo < hi) { const m = (lo + hi) >> 1; if (list[m] <= t) lo = m + 1; else hi = m; } return lo; };

  const duration = ns => {
    const [unit, by] = ns < 1e3 ? [W.ns, 1] : ns < 1e6 ? [W.us, 1e3] : ns < 1e9 ? [W.ms, 1e6] : [W.s, 1e9];
    return String(Number((ns / by).toPrecision(4))).replace(".", W.decimal) + " " + unit;
  };

  // The state of a primitive at t.
  const stateAt = (obj, t) => {
    const s = { holders: [], rooms: [[], [], []], values: [], items: 0 };
    const e = obj.events;
    for (let i = 0; i < e.length && e[i] <= t; i += 5) {
      const kind = e[i + 1], lane = e[i + 2], slot = e[i + 3], value = e[i + 4];
      if (kind === KIND.take && !s.holders.includes(lane)) s.holders.push(lane);
      if (kind === KIND.give) s.holders = s.holders.filter(x => x !== lane);
      if (kind === KIND.join && s.rooms[slot] && !s.rooms[slot].includes(lane)) s.rooms[slot].push(lane);
      if (kind === KIND.part && s.rooms[slot]) s.rooms[slot] = s.rooms[slot].filter(x => x !== lane);
      if (kind === KIND.set) s.values[slot] = value;
      if (kind === KIND.push) s.items++;
      if (kind === KIND.pop) s.items = Math.max(0, s.items - 1);
    }
    return s;
  };
  const saidOf = (obj, t) => {
    const s = stateAt(obj, t), out = [];
    out.push(s.holders.length ? W.held + " " + s.holders.map(laneName).join(", ") : W.free);
    for (const v of obj.values) out.push(v.word + ": " + (s.values[v.slot] || 0));
    const wait = s.rooms.flat();
    out.push(W.waiting + ": " + (wait.length ? wait.map(laneName).join(", ") : W.nobody));
    return out.join("\n");
  };

  // Patterns beside the colours, so that states are told apart without them.
  const patterns = DATA.states.map(st => {
    const c = document.createElement("canvas"); c.width = c.height = 8;
    const p = c.getContext("2d");
    p.fillStyle = st.color; p.fillRect(0, 0, 8, 8); p.strokeStyle = p.fillStyle = "rgba(0,0,0,.38)"; p.beginPath();
    const line = (...v) => { for (let i = 0; i < v.length; i += 4) { p.moveTo(v[i], v[i + 1]); p.lineTo(v[i + 2], v[i + 3]); } };
    switch (st.stripe) {
      case 2: line(0, 1.5, 8, 1.5, 0, 6.5, 8, 6.5); break;
      case 3: line(-2, 2, 2, -2, 0, 8, 8, 0, 6, 10, 10, 6); break;
      case 4: line(0, 8, 8, 0, 0, 0, 8, 8); break;
      case 5: p.fillRect(1, 1, 2, 2); p.fillRect(5, 5, 2, 2); break;
      case 6: p.fillRect(3, 3, 2, 2); break;
      case 7: line(0, 2, 8, 2, 0, 6, 8, 6); break;
      case 8: line(2, 0, 2, 8, 6, 0, 6, 8); break;
    }
    p.stroke();
    return ctx.createPattern(c, "repeat");
  });

  const bar = (x0, x1, r, fill) => { const a = Math.max(x0, NAMES), b = Math.min(x1, canvas.clientWidth); if (b > a) { ctx.fillStyle = fill; ctx.fillRect(a, r.y + 3, Math.max(b - a, .6), r.h - 6); } };

  const drawLane = r => {
    const l = r.lane;
    if (l.bins) {
      const n = l.bins[0].length, w = DATA.end / n;
      for (let px = 0; px < plot(); px++) {
        const b = Math.floor(T(NAMES + px) / w);
        if (b < 0 || b >= n) continue;
        let top = r.y + r.h - 3;
        l.bins.forEach((shares, class_) => {
          if (!shares[b] || !DATA.states[class_]) return;
          const h = shares[b] / 100 * (r.h - 6);
          ctx.fillStyle = DATA.states[class_].color; ctx.fillRect(NAMES + px, top - h, 1, h); top -= h;
        });
      }
      return;
    }
    for (let i = Math.max(upTo(l.from, from) - 1, 0); i < l.from.length && l.from[i] < to; i++) {
      if (!l.state[i]) continue;
      const x0 = X(l.from[i]), x1 = X(i + 1 < l.from.length ? l.from[i + 1] : DATA.end), st = DATA.states[l.state[i] - 1];
      bar(x0, x1, r, x1 - x0 > 4 ? patterns[l.state[i] - 1] : st.color);
      const text = DATA.texts[l.text[i]];
      if (text && x1 - x0 > 60) label(text, Math.max(x0, NAMES), Math.min(x1, canvas.clientWidth), r);
    }
  };
  const label = (text, x0, x1, r) => {
    const w = Math.min(ctx.measureText(text).width + 6, x1 - x0 - 4), x = (x0 + x1 - w) / 2;
    ctx.save(); ctx.beginPath(); ctx.rect(x, r.y, w, r.h); ctx.clip();
    ctx.fillStyle = "rgba(255,255,255,.82)"; ctx.fillRect(x, r.y + 5, w, r.h - 10);
    ctx.fillStyle = "#1c1f23"; ctx.fillText(text, x + 3, r.y + r.h / 2 + 4); ctx.restore();
  };
  const drawObj = r => {
    const e = r.obj.events; let holders = [], depth = 0, last = 0;
    const draw = until => { if (holders.length && until > from && last < to) bar(X(last), X(until), r, colorOf(holders[0])); };
    const points = [];
    for (let i = 0; i < e.length; i += 5) {
      draw(e[i]); last = e[i];
      if (e[i + 1] === KIND.take && !holders.includes(e[i + 2])) holders.push(e[i + 2]);
      if (e[i + 1] === KIND.give) holders = holders.filter(x => x !== e[i + 2]);
      if (e[i + 1] === KIND.join) depth++;
      if (e[i + 1] === KIND.part) depth--;
      points.push([e[i], depth]);
    }
    draw(DATA.end);
    steps(points, r, "--text");
  };
  const colorOf = n => { const l = DATA.lanes.find(x => x.id === n); return l ? l.color : css("--muted"); };
  const steps = (points, r, ink) => {
    if (!points.length) return;
    let low = Math.min(0, ...points.map(p => p[1])), high = Math.max(...points.map(p => p[1]));
    if (high <= low) return;
    const Y = v => r.y + r.h - 3 - (v - low) / (high - low) * (r.h - 6);
    ctx.save(); ctx.beginPath(); ctx.rect(NAMES, r.y, plot(), r.h); ctx.clip();
    ctx.strokeStyle = css(ink); ctx.beginPath(); ctx.moveTo(X(points[0][0]), Y(points[0][1]));
    points.forEach((p, i) => { ctx.lineTo(X(p[0]), Y(i ? points[i - 1][1] : p[1])); ctx.lineTo(X(p[0]), Y(p[1])); });
    ctx.lineTo(X(DATA.end), Y(points[points.length - 1][1])); ctx.stroke(); ctx.restore();
  };

  const axis = () => {
    const want = (to - from) * 110 / plot(), p = 10 ** Math.floor(Math.log10(want)), step = [1, 2, 5, 10].map(m => m * p).find(s => s >= want);
    ctx.strokeStyle = css("--line"); ctx.fillStyle = css("--muted"); ctx.textAlign = "center";
    for (let t = Math.ceil(from / step) * step; t < to; t += step) {
      const x = X(t); ctx.beginPath(); ctx.moveTo(x, AXIS - 5); ctx.lineTo(x, height); ctx.globalAlpha = .5; ctx.stroke(); ctx.globalAlpha = 1;
      ctx.fillText(duration(t), x, 14);
    }
    ctx.textAlign = "left";
  };

  const draw = () => {
    const w = canvas.clientWidth, ratio = window.devicePixelRatio || 1;
    canvas.style.height = height + "px"; canvas.width = w * ratio; canvas.height = height * ratio;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0); ctx.font = "12px system-ui, sans-serif"; ctx.clearRect(0, 0, w, height);
    axis();
    for (const r of rows) {
      if (r.head) { ctx.fillStyle = css("--panel"); ctx.fillRect(0, r.y, w, r.h); ctx.fillStyle = css("--muted"); ctx.fillText(r.head, 8, r.y + 14); continue; }
      if (r.lane) drawLane(r); else if (r.obj) drawObj(r); else steps(r.counter.times.map((t, i) => [t, r.counter.value[i]]), r, "--accent");
      ctx.fillStyle = css("--ground"); ctx.fillRect(0, r.y, NAMES, r.h);
      if (r.color) { ctx.fillStyle = r.color; ctx.fillRect(3, r.y + 4, 4, r.h - 8); }
      ctx.save(); ctx.beginPath(); ctx.rect(0, r.y, NAMES - 6, r.h); ctx.clip(); ctx.fillStyle = css("--text"); ctx.fillText(r.name, 12, r.y + 16); ctx.restore();
    }
    if (pointer) { ctx.fillStyle = css("--accent"); ctx.fillRect(Math.max(pointer.x, NAMES), 0, 1, height); }
  };

  const clamp = () => { const least = 10, span = Math.min(Math.max(to - from, least), DATA.end * 1.1 + least); from = Math.min(Math.max(from, -span * .5), DATA.end - span * .5); to = from + span; };
  const zoom = (by, at) => { from = at - (at - from) * by; to = at + (to - at) * by; clamp(); draw(); };
  const fit = () => { from = 0; to = Math.max(DATA.end, 1); draw(); };

  const hover = () => {
    if (!pointer || pointer.x < NAMES) { tip.hidden = true; return; }
    const t = T(pointer.x), r = rows.find(x => pointer.y >= x.y && pointer.y < x.y + x.h);
    if (!r || r.head || t < 0 || t > DATA.end) { tip.hidden = true; return; }
    let text = r.name + "\n" + duration(t);
    if (r.lane && r.lane.from) {
      const i = upTo(r.lane.from, t) - 1;
      if (i >= 0 && r.lane.state[i]) {
        const until = i + 1 < r.lane.from.length ? r.lane.from[i + 1] : DATA.end, why = DATA.texts[r.lane.text[i]];
        text += "\n" + DATA.states[r.lane.state[i] - 1].word + (why ? ": " + why : "") + " (" + duration(until - r.lane.from[i]) + ")";
      }
    } else if (r.obj) text += "\n" + saidOf(r.obj, t);
    else if (r.counter) { const i = upTo(r.counter.times, t) - 1; if (i >= 0) text += "\n" + r.counter.value[i] + " " + r.counter.unit; }
    tip.textContent = text; tip.hidden = false;
    tip.style.left = Math.min(pointer.x + 14, canvas.clientWidth - tip.offsetWidth - 4) + "px";
    tip.style.top = Math.min(pointer.y + 14, Math.max(0, height - tip.offsetHeight)) + "px";
  };

  canvas.addEventListener("wheel", e => { e.preventDefault(); zoom(Math.exp(e.deltaY * .0015), T(Math.max(e.offsetX, NAMES))); hover(); }, { passive: false });
  canvas.addEventListener("pointerdown", e => { drag = { x: e.offsetX, from, to }; try { canvas.setPointerCapture(e.pointerId); } catch { /* a pointer that is not there */ } canvas.focus(); });
  canvas.addEventListener("pointerup", () => { drag = null; });
  canvas.addEventListener("pointermove", e => {
    pointer = { x: e.offsetX, y: e.offsetY };
    if (drag) { const by = (drag.x - e.offsetX) / plot() * (drag.to - drag.from); from = drag.from + by; to = drag.to + by; clamp(); }
    draw(); hover();
  });
  canvas.addEventListener("pointerleave", () => { pointer = null; tip.hidden = true; draw(); });
  canvas.addEventListener("keydown", e => {
    const pan = d => { from += d; to += d; clamp(); draw(); }, span = to - from;
    const act = { "+": () => zoom(.7, (from + to) / 2), "=": () => zoom(.7, (from + to) / 2), "-": () => zoom(1.4, (from + to) / 2), ArrowLeft: () => pan(-span * .15), ArrowRight: () => pan(span * .15), Home: fit }[e.key];
    if (act) { e.preventDefault(); act(); }
  });
  window.addEventListener("resize", draw);
  $("fit").textContent = W.fit; $("fit").addEventListener("click", fit);
  DATA.states.forEach(st => { const item = document.createElement("span"), box = document.createElement("i"); box.style.background = st.color; item.append(box, st.word); $("legend").append(item); });
  const notes = [];
  if (DATA.lanes.some(l => l.bins)) notes.push(W.binned);
  if (!DATA.stateful) notes.push(W.stateless);
  $("note").textContent = notes.join(" ");
  draw();
})();
