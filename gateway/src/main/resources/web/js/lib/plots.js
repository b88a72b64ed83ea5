// Plots over a numeric axis: points, lines, steps, error bars and bands, each with its values as a table for whoever asks.
import { h, put, uid } from './dom.js';
import { number, quantity } from './format.js';

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const scheme = matchMedia('(prefers-color-scheme: dark)');
const ROWS = 200;

/**
 * A figure with a plot.
 * @param caption content of the caption; say what bars and bands are
 * @param x {label, unit?, integer?}
 * @param y {label, unit?}
 * @param series [{label, color (token), kind: 'points'|'line'|'step', bars?: bool, band?: bool, dash?: bool}]
 * @param zero whether the y axis starts at zero
 * @returns {element, update({x: [], series: [{y: [], half?: [], halfX?: [], low?: [], high?: []}], summary?: text}), destroy()}
 */
export function plot({ caption, x, y, series, height = 260, zero = false }) {
  const host = h('div', { class: 'plot', 'aria-hidden': 'true' });
  const summary = h('p', { class: 'hidden' });
  const values = h('div', { class: 'scroll' });
  const details = h('details', { ontoggle: () => details.open && tabulate() }, h('summary', null, h('small', null, 'Values as a table')), values);
  const title = h('figcaption', { id: uid('figure') }, caption);
  const element = h('figure', { class: 'card', 'aria-labelledby': title.id }, title, summary, host, details);
  let data = { x: [], series: series.map(() => ({ y: [] })) };
  let chart = null;

  const columns = () => {
    const all = [data.x];
    series.forEach((each, i) => {
      all.push(data.series[i].y);
      if (each.band) all.push(data.series[i].low ?? data.x.map(() => null), data.series[i].high ?? data.x.map(() => null));
    });
    return all;
  };

  const range = () => {
    let from = Infinity;
    let to = -Infinity;
    const see = (value) => { if (value !== null && value !== undefined && Number.isFinite(value)) { from = Math.min(from, value); to = Math.max(to, value); } };
    for (const each of data.series) {
      each.y.forEach((value, i) => {
        if (value === null || value === undefined) return;
        const half = each.half?.[i] ?? 0;
        see(value - half);
        see(value + half);
      });
      each.low?.forEach(see);
      each.high?.forEach(see);
    }
    if (zero) see(0);
    if (from > to) return [0, 1];
    const room = (to - from || Math.abs(to) || 1) * 0.05;
    return [zero && from === 0 ? 0 : from - room, to + room];
  };

  function build() {
    const Plot = globalThis.uPlot;
    const axis = (label, size) => ({ stroke: css('soft'), font: '12px system-ui', labelFont: '12px system-ui', grid: { stroke: css('line'), width: 1 }, ticks: { stroke: css('line'), width: 1 }, label, labelSize: 20, size });
    const lines = [];
    const bands = [];
    series.forEach((each, i) => {
      const color = css(each.color);
      const points = each.kind === 'points';
      lines.push({
        label: each.label, stroke: color, width: 2, dash: each.dash ? [6, 4] : undefined,
        paths: points ? () => null : each.kind === 'step' ? Plot.paths.stepped({ align: 1 }) : Plot.paths.linear(),
        points: points ? { show: true, size: 6, fill: color, stroke: color } : { show: false },
        value: (_, value, __, at) => (at === null || at === undefined || value === null || value === undefined ? '' : quantity(value, data.series[i].half?.[at], y.unit)),
      });
      if (each.band) {
        const low = lines.push({ label: 'lower', class: 'band', stroke: 'transparent', points: { show: false } });
        const high = lines.push({ label: 'upper', class: 'band', stroke: 'transparent', points: { show: false } });
        bands.push({ series: [high, low], fill: `color-mix(in srgb, ${color} 18%, transparent)` });
      }
    });
    chart = new Plot({
      width: host.clientWidth || 480, height, bands, cursor: { drag: { x: true, y: false } },
      scales: { x: { time: false, range: spread }, y: { range } },
      axes: [{ ...axis(x.label, 40), incrs: x.integer ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 1e5, 1e6] : undefined }, axis(y.label, 62)],
      series: [{ label: x.label, value: (_, value) => (value === null || value === undefined ? '' : quantity(value, null, x.unit)) }, ...lines],
      hooks: { draw: series.map((each, i) => (each.bars ? bars(i, each.color) : null)).filter(Boolean) },
    }, columns(), put(host));
  }

  const spread = (_, low, high) => {
    if (low === null || low === undefined) return [0, 1];
    const room = (high - low || 1) * 0.02;
    return [low - room, high + room];
  };

  const place = (i) => 1 + series.slice(0, i).reduce((sum, each) => sum + (each.band ? 3 : 1), 0);

  const bars = (i, color) => (u) => {
    const { ctx, bbox } = u;
    const at = data.series[i];
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.strokeStyle = css(color);
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    u.data[place(i)].forEach((value, k) => {
      const half = at.half?.[k];
      if (value === null || value === undefined || !half) return;
      const left = u.valToPos(u.data[0][k], 'x', true);
      ctx.moveTo(left, u.valToPos(value - half, 'y', true));
      ctx.lineTo(left, u.valToPos(value + half, 'y', true));
      const wide = at.halfX?.[k];
      if (!wide) return;
      ctx.moveTo(u.valToPos(u.data[0][k] - wide, 'x', true), u.valToPos(value, 'y', true));
      ctx.lineTo(u.valToPos(u.data[0][k] + wide, 'x', true), u.valToPos(value, 'y', true));
    });
    ctx.stroke();
    ctx.restore();
  };

  function tabulate() {
    const step = Math.max(1, Math.ceil(data.x.length / ROWS));
    const rows = data.x.map((_, i) => i).filter((i) => i % step === 0 || i === data.x.length - 1);
    put(values, h('table', null,
      h('caption', null, step > 1 ? `Every ${step}th of ${data.x.length} rows` : `${data.x.length} rows`),
      h('thead', null, h('tr', null, h('th', { scope: 'col', class: 'number' }, x.label), series.map((each) => h('th', { scope: 'col', class: 'number' }, `${each.label}: ${y.label}`)))),
      h('tbody', null, rows.map((i) => h('tr', null, h('th', { scope: 'row', class: 'number' }, number(data.x[i])), data.series.map((each) => h('td', { class: 'number' }, said(each, i))))))));
  }

  const said = (each, i) => {
    const value = quantity(each.y[i], each.half?.[i], y.unit);
    return each.low?.[i] === undefined || each.low[i] === null ? value : `${value} (${number(each.low[i])} to ${number(each.high[i])})`;
  };

  const resize = new ResizeObserver(() => {
    if (!host.clientWidth) return;
    if (!chart) build();
    else if (Math.abs(chart.width - host.clientWidth) > 1) chart.setSize({ width: host.clientWidth, height });
  });
  const recolor = () => { if (chart) { chart.destroy(); build(); } };
  resize.observe(host);
  scheme.addEventListener('change', recolor);

  return {
    element,
    update(next) {
      data = next;
      summary.textContent = next.summary ?? '';
      if (chart) chart.setData(columns());
      if (details.open) tabulate();
    },
    destroy() {
      resize.disconnect();
      scheme.removeEventListener('change', recolor);
      chart?.destroy();
      chart = null;
    },
  };
}
