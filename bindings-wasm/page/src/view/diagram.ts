// The state diagram of each region: where the case stands is lit, the ways open from there are drawn solid.

import type { RegionRule, StateRule } from "aftersales";
import { html, nothing, svg } from "lit-html";
import { until } from "lit-html/directives/until.js";
import type { Arrow, Box, Placed } from "../layout.js";
import type { CaseCtx, View } from "./parts.js";

const LINE = 17;
const FONT = 13;

export function diagram(c: CaseCtx): View {
  return html`<section class="card diagram" aria-labelledby="diagram-title">
    <h2 id="diagram-title">${c.t.diagram}</h2>
    <p class="hint">${c.t.diagramHelp}</p>
    <div class="regions">${c.o.view.regions.map((region) => region_(c, region))}</div>
  </section>`;
}

interface Drawing { boxes: Box[]; placed: Placed }
const drawn = new Map<string, Promise<Drawing> | Drawing>();

/** Laid out once for each procedure, region and language; what is lit changes without a new layout. */
function layout(c: CaseCtx, region: RegionRule, states: readonly StateRule[]): Promise<Drawing> | Drawing {
  const key = `${c.o.view.info.hash}|${region.id}|${c.lang}`;
  const known = drawn.get(key);
  if (known) return known;
  const boxes = states.map((state) => box(state.id, c.say(state.label), c.lang));
  const arrows = arrowsOf(c, new Set(boxes.map((b) => b.id)));
  const promise = import("../layout.js").then(({ place }) => {
    const done = { boxes, placed: place(boxes, arrows, "TB") };
    drawn.set(key, done);
    return done;
  });
  drawn.set(key, promise);
  return promise;
}

/** One arrow for each pair of states, however many steps take it. */
function arrowsOf(c: CaseCtx, ids: ReadonlySet<string>): Arrow[] {
  const pairs = new Map<string, Arrow>();
  for (const step of c.o.view.steps) for (const from of step.from) for (const to of step.to) {
    if (from !== to && ids.has(from) && ids.has(to)) pairs.set(`${from}>${to}`, { from, to, key: `${from}>${to}` });
  }
  return [...pairs.values()];
}

function box(id: string, text: string, lang: "zh" | "en"): Box {
  const label = wrap(text, lang === "zh" ? 10 : 20);
  const width = Math.max(...label.map(measure)) + 26;
  return { id, label, width: Math.max(width, 76), height: label.length * LINE + 18 };
}

/** About how wide a line is; full-width characters take a whole em. */
const measure = (line: string): number => [...line].reduce((sum, ch) => sum + ((ch.codePointAt(0) ?? 0) > 0x2e7f ? FONT : FONT * 0.56), 0);

function wrap(text: string, most: number): string[] {
  const pieces = text.includes(" ") ? text.split(" ").map((word, i) => (i ? ` ${word}` : word)) : [...text];
  const lines = [""];
  for (const piece of pieces) {
    const last = lines.length - 1;
    if (lines[last] && [...`${lines[last]}${piece}`].length > most) lines.push(piece.trimStart());
    else lines[last] += piece;
  }
  return lines;
}

function region_(c: CaseCtx, region: RegionRule): View {
  const states = c.o.view.states.filter((state) => state.region === region.id);
  if (states.length === 0) return nothing;
  const waiting = html`<p class="hint">${c.t.diagramLoading}</p>`;
  const drawing = layout(c, region, states);
  return html`<figure class="region-figure">
    ${c.o.view.regions.length > 1 ? html`<figcaption>${c.say(region.label)}</figcaption>` : nothing}
    <div class="scroll" tabindex="0" role="group" aria-label=${c.t.diagramOf(c.say(region.label))}>
      ${drawing instanceof Promise ? until(drawing.then((d) => draw(c, region, states, d)), waiting) : draw(c, region, states, drawing)}
    </div>
  </figure>`;
}

function present(c: CaseCtx, region: string): Set<string> {
  const at = c.o.state?.state[region];
  return new Set(at === null || at === undefined ? [] : typeof at === "string" ? [at] : Object.values(at));
}

function draw(c: CaseCtx, region: RegionRule, states: readonly StateRule[], d: Drawing): View {
  const lit = present(c, region.id);
  const open = new Set(c.o.next.filter((step) => step.open).flatMap((step) => step.from.flatMap((from) => step.to.map((to) => `${from.id}>${to.id}`))));
  const here = states.filter((state) => lit.has(state.id)).map((state) => c.say(state.label)).join(", ");
  const marker = `tip-${region.id}`;
  const frame = bounds(d);
  return html`<svg class="states-svg" role="img" aria-label=${`${c.t.diagramOf(c.say(region.label))}${here ? `. ${c.t.standsAt}: ${here}` : ""}`}
    viewBox=${`${frame.x} ${frame.y} ${frame.width} ${frame.height}`} width=${frame.width} height=${frame.height}>
    ${svg`<defs>${tip(marker, "tip")}${tip(`${marker}-open`, "tip open")}</defs>`}
    ${d.placed.arrows.map((arrow) => {
      const way = open.has(arrow.key) && lit.has(arrow.from);
      return svg`<path class=${way ? "edge open" : "edge"} d=${curve(arrow.points)} marker-end=${`url(#${marker}${way ? "-open" : ""})`}/>`;
    })}
    ${d.placed.boxes.map((at) => {
      const shape = d.boxes.find((b) => b.id === at.id);
      const state = states.find((s) => s.id === at.id);
      return shape && state ? node(c, state, shape, at, lit.has(at.id)) : nothing;
    })}
  </svg>`;
}

const tip = (id: string, kind: string): unknown => svg`<marker id=${id} viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse"
  markerWidth="9" markerHeight="9" orient="auto-start-reverse"><path d="M0 0.500 7.500 4 0 7.500Z" class=${kind}/></marker>`;

/** The rectangle that holds every box and every bend of an arrow. */
function bounds(d: Drawing): { x: number; y: number; width: number; height: number } {
  const corners = d.placed.boxes.flatMap((at) => {
    const { width, height } = d.boxes.find((b) => b.id === at.id) ?? { width: 0, height: 0 };
    return [{ x: at.x - width / 2, y: at.y - height / 2 }, { x: at.x + width / 2, y: at.y + height / 2 }];
  });
  const points = [...corners, ...d.placed.arrows.flatMap((arrow) => arrow.points)];
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  const [x, y] = [Math.min(...xs) - 14, Math.min(...ys) - 14];
  return { x, y, width: Math.ceil(Math.max(...xs) + 14 - x), height: Math.ceil(Math.max(...ys) + 14 - y) };
}

function node(c: CaseCtx, state: StateRule, shape: Box, at: { x: number; y: number }, lit: boolean): unknown {
  const kind = ["node", lit ? "lit" : "", state.end ? "end" : "", state.rests ? "rests" : "", state.start ? "start" : ""].filter(Boolean).join(" ");
  const top = at.y - ((shape.label.length - 1) * LINE) / 2;
  return svg`<g class=${kind} data-state=${state.id}>
    <rect x=${at.x - shape.width / 2} y=${at.y - shape.height / 2} width=${shape.width} height=${shape.height} rx=${state.end ? shape.height / 2 : 8}/>
    ${shape.label.map((line, i) => svg`<text x=${at.x} y=${top + i * LINE} text-anchor="middle" dominant-baseline="central">${line}</text>`)}
    ${state.rests ? svg`<title>${c.say(state.rests)}</title>` : nothing}
  </g>`;
}

/** A smooth line through the points. */
function curve(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${first.x} ${first.y}`;
  rest.forEach((p, i) => {
    const next = rest[i + 1];
    path += next ? `Q${p.x} ${p.y} ${(p.x + next.x) / 2} ${(p.y + next.y) / 2}` : `L${p.x} ${p.y}`;
  });
  return path;
}
