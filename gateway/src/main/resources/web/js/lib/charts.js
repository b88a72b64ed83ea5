// Small pictures as SVG, each with words beside it.
import { h, s, uid } from './dom.js';
import { number } from './format.js';

const token = (name) => `var(--${name})`;

/** A line of the best so far over its readings; `summary` is its text. */
export function sparkline({ values, bests, summary }) {
  const step = Math.max(1, Math.ceil(bests.length / 60));
  const keep = bests.map((_, i) => i).filter((i) => i % step === 0 || i === bests.length - 1);
  const all = keep.flatMap((i) => [values[i], bests[i]]);
  const low = Math.min(...all);
  const span = Math.max(...all) - low || 1;
  const x = (i) => 2 + (116 * i) / Math.max(1, bests.length - 1);
  const y = (value) => 22 - (20 * (value - low)) / span;
  return s('svg', { class: 'spark', viewBox: '0 0 120 24', role: 'img', 'aria-label': summary, preserveAspectRatio: 'none' },
    keep.map((i) => s('circle', { class: 'dot', cx: x(i), cy: y(values[i]), r: 1.1 })),
    s('polyline', { class: 'line', points: keep.map((i) => `${x(i).toFixed(1)},${y(bests[i]).toFixed(1)}`).join(' ') }));
}

/**
 * Signed bars from zero, or one behind another from `base` (a waterfall).
 * @param parts [{label, value, text}]
 * @param total optional {label, value, text}: closes a waterfall
 */
export function signedBars({ caption, parts, base = 0, total, chain = false }) {
  const rows = [];
  let at = base;
  if (chain && base !== 0) rows.push({ label: 'base', from: 0, to: base, text: number(base), tone: 'edge' });
  for (const part of parts) {
    const from = chain ? at : 0;
    at = from + part.value;
    rows.push({ label: part.label, from, to: at, text: part.text ?? number(part.value), tone: part.value >= 0 ? 'blue' : 'ember' });
  }
  if (total) rows.push({ label: total.label, from: 0, to: total.value, text: total.text ?? number(total.value), tone: 'ink', strong: true });
  const low = Math.min(0, ...rows.flatMap((each) => [each.from, each.to]));
  const high = Math.max(0, ...rows.flatMap((each) => [each.from, each.to]));
  const span = high - low || 1;
  const left = 168;
  const width = 560 - left - 96;
  const x = (value) => left + (width * (value - low)) / span;
  const height = rows.length * 24 + 8;
  const title = h('figcaption', { id: uid('chart') }, caption);
  return h('figure', { 'aria-labelledby': title.id }, title,
    s('svg', { class: 'chart', viewBox: `0 0 560 ${height}`, role: 'list' },
      s('line', { class: 'axis', x1: x(0), x2: x(0), y1: 0, y2: height }),
      rows.map((row, i) => {
        const top = 4 + i * 24;
        const from = Math.min(x(row.from), x(row.to));
        const wide = Math.max(1, Math.abs(x(row.to) - x(row.from)));
        return s('g', { role: 'listitem' },
          s('text', { x: left - 8, y: top + 13, 'text-anchor': 'end', class: 'strong', 'font-weight': row.strong ? 600 : 400 }, cut(row.label)),
          s('rect', { x: from, y: top + 2, width: wide, height: 15, rx: 2, fill: token(row.tone) }),
          s('text', { x: Math.max(x(row.from), x(row.to)) + 6, y: top + 13, class: 'strong', 'font-weight': row.strong ? 600 : 400 }, row.text));
      })));
}

const cut = (text) => (text.length > 26 ? `${text.slice(0, 25)}…` : text);

/** A colour between cold and hot for 0..1. */
export const heat = (share) => `color-mix(in oklab, ${token('ember')} ${Math.round(100 * Math.min(1, Math.max(0, share)))}%, ${token('blue')})`;

/** The legend of a colour scale. */
export const heatScale = (low, high, label) => h('p', { class: 'scale' }, `${label}: `, low, h('i', { style: { background: `linear-gradient(in oklab to right, ${heat(0)}, ${heat(1)})` } }), high);

/**
 * Points in a triangle of three fractions.
 * @param corners three labels, at the bottom left, the bottom right and the top
 * @param points [{a, b, c (not negative), share (0..1 for colour), text}]
 */
export function simplex({ caption, corners, points, note }) {
  const title = h('figcaption', { id: uid('chart') }, caption);
  const at = ({ a, b, c }) => { const sum = a + b + c; return [40 + (420 * (b + c / 2)) / sum, 400 - (364 * c) / sum]; };
  const inner = [0.25, 0.5, 0.75].flatMap((t) => [[[t, 1 - t, 0], [t, 0, 1 - t]], [[1 - t, t, 0], [0, t, 1 - t]], [[1 - t, 0, t], [0, 1 - t, t]]]);
  const line = ([from, to]) => { const [x1, y1] = at({ a: from[0], b: from[1], c: from[2] }); const [x2, y2] = at({ a: to[0], b: to[1], c: to[2] }); return s('line', { class: 'gridline', x1, y1, x2, y2 }); };
  return h('figure', { 'aria-labelledby': title.id }, title,
    s('svg', { class: 'chart', viewBox: '0 0 500 440', role: 'img', 'aria-label': `${points.length} points between ${corners.join(', ')}`, style: { 'max-width': '32rem' } },
      s('polygon', { points: '40,400 460,400 250,36', fill: 'none', class: 'axis' }), inner.map(line),
      points.filter((each) => each.a + each.b + each.c > 0).map((each) => { const [cx, cy] = at(each); return s('circle', { cx: cx.toFixed(1), cy: cy.toFixed(1), r: 4.5, fill: heat(each.share), stroke: token('panel') }, s('title', null, each.text)); }),
      s('text', { x: 40, y: 420, 'text-anchor': 'middle', class: 'strong' }, corners[0]), s('text', { x: 460, y: 420, 'text-anchor': 'middle', class: 'strong' }, corners[1]), s('text', { x: 250, y: 26, 'text-anchor': 'middle', class: 'strong' }, corners[2])),
    note);
}

/**
 * Experiments as lines over parallel axes.
 * @param axes [{label, low, high, options?}]
 * @param lines [{values: [number|null], share, text}]
 */
export function parallel({ caption, axes, lines, note }) {
  const title = h('figcaption', { id: uid('chart') }, caption);
  const width = Math.max(560, axes.length * 150);
  const x = (i) => 50 + ((width - 100) * i) / Math.max(1, axes.length - 1);
  const y = (axis, value) => 230 - (190 * (value - axis.low)) / (axis.high - axis.low || 1);
  return h('figure', { 'aria-labelledby': title.id }, title, h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Parallel coordinates' },
    s('svg', { class: 'chart', viewBox: `0 0 ${width} 268`, role: 'img', 'aria-label': `${lines.length} experiments over ${axes.map((each) => each.label).join(', ')}`, style: { 'min-width': `${width * 0.75}px` } },
      lines.map((each) => s('polyline', {
        fill: 'none', stroke: heat(each.share), 'stroke-width': 0.7 + 1.5 * each.share, opacity: 0.25 + 0.7 * each.share,
        points: each.values.map((value, i) => (value === null ? null : `${x(i).toFixed(1)},${y(axes[i], value).toFixed(1)}`)).filter(Boolean).join(' '),
      }, s('title', null, each.text))),
      axes.map((axis, i) => s('g', null, s('line', { class: 'axis', x1: x(i), x2: x(i), y1: 40, y2: 230 }),
        s('text', { x: x(i), y: 16, 'text-anchor': i === 0 ? 'start' : i === axes.length - 1 ? 'end' : 'middle', dx: i === 0 ? -40 : i === axes.length - 1 ? 40 : 0, class: 'strong' }, axis.label),
        s('text', { x: x(i), y: 33, 'text-anchor': 'middle' }, axis.options?.at(-1) ?? number(axis.high, 3)),
        s('text', { x: x(i), y: 246, 'text-anchor': 'middle' }, axis.options?.[0] ?? number(axis.low, 3)))))), note);
}

/**
 * Beliefs above one another: a dot with one standard deviation, thin to an interval where there is one.
 * @param rows [{label, mean, half?, low?, high?, text, tone}]
 */
export function whiskers({ caption, rows }) {
  const ends = rows.flatMap((row) => [row.mean - (row.half ?? 0), row.mean + (row.half ?? 0), row.low ?? row.mean, row.high ?? row.mean]);
  const low = Math.min(...ends);
  const span = Math.max(...ends) - low || 1;
  const x = (value) => 150 + (230 * (value - low)) / span;
  const height = rows.length * 30 + 6;
  const title = h('figcaption', { id: uid('chart') }, caption);
  return h('figure', { 'aria-labelledby': title.id }, title,
    s('svg', { class: 'chart', viewBox: `0 0 560 ${height}`, role: 'list' }, rows.map((row, i) => {
      const y = 18 + i * 30;
      const color = token(row.tone ?? 'blue');
      return s('g', { role: 'listitem' },
        s('text', { x: 138, y: y + 4, 'text-anchor': 'end', class: 'strong' }, row.label),
        s('line', { class: 'gridline', x1: 150, x2: 380, y1: y, y2: y }),
        row.low === undefined || row.low === null ? null : s('line', { x1: x(row.low), x2: x(row.high), y1: y, y2: y, stroke: color, 'stroke-width': 1.5 }),
        row.half ? s('line', { x1: x(row.mean - row.half), x2: x(row.mean + row.half), y1: y, y2: y, stroke: color, 'stroke-width': 5, opacity: 0.55 }) : null,
        s('circle', { cx: x(row.mean), cy: y, r: 5, fill: color }),
        s('text', { x: 394, y: y + 4, class: 'strong' }, row.text));
    })));
}
