// Two objectives against each other, and the front that nothing beats.
import { paretoFront, score } from '../lib/campaign.js';
import { h, put } from '../lib/dom.js';
import { labelWithUnit, quantity } from '../lib/format.js';
import { plot } from '../lib/plots.js';

/** Null with one objective. */
export function tradeoff(campaign) {
  const { objectives } = campaign.definition;
  if (objectives.length < 2) return null;
  const host = h('div');
  let chosen = [0, 1];
  let chart = null;
  const select = (which) => h('select', { onchange: (event) => { chosen[which] = Number(event.target.value); build(); draw(); } }, objectives.map((each, i) => h('option', { value: i, selected: i === chosen[which] }, each.property)));
  const element = h('div', { class: 'card joined' }, objectives.length > 2 ? h('div', { class: 'row' }, h('label', null, 'Across ', select(0)), h('label', null, 'Up ', select(1))) : null, host);

  function build() {
    const [a, b] = chosen.map((i) => objectives[i]);
    chart?.destroy();
    chart = plot({
      caption: [h('strong', null, 'Pareto front'), ` of what was measured: ${a.goal} ${labelWithUnit(a.property, a.unit)}, ${b.goal} ${labelWithUnit(b.property, b.unit)}. Bars: one standard error.${objectives.length > 2 ? ' The front is that of all objectives, seen from these two.' : ''}`],
      x: { label: labelWithUnit(a.property, a.unit), unit: a.unit }, y: { label: labelWithUnit(b.property, b.unit), unit: b.unit },
      series: [{ label: 'dominated', color: 'blue', kind: 'points', bars: true }, { label: 'front', color: 'ember', kind: 'points', bars: true }],
    });
    put(host, chart.element);
  }

  function draw() {
    const [a, b] = chosen.map((i) => objectives[i]);
    const points = [...campaign.measured.values()].filter((each) => objectives.every((one) => each[one.property]))
      .slice(-3000).map((each) => ({ each, scores: objectives.map((one) => score(one, each[one.property].value)) }));
    const front = new Set(paretoFront(points));
    const sorted = points.sort((p, q) => p.each[a.property].value - q.each[a.property].value);
    const series = (on) => ({
      y: sorted.map((point) => (front.has(point) === on ? point.each[b.property].value : null)),
      half: sorted.map((point) => point.each[b.property].sem), halfX: sorted.map((point) => point.each[a.property].sem),
    });
    chart.update({
      x: sorted.map((point) => point.each[a.property].value), series: [series(false), series(true)],
      summary: `${front.size} of ${points.length} experiments are on the front: ${sorted.filter((point) => front.has(point)).slice(0, 20).map((point) => `${quantity(point.each[a.property].value, point.each[a.property].sem, a.unit)} with ${quantity(point.each[b.property].value, point.each[b.property].sem, b.unit)}`).join('; ')}.`,
    });
  }

  build();
  return { element, draw, destroy: () => chart.destroy() };
}
