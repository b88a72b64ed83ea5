// Where the campaign has been: lines over parallel axes, a triangle of three fractions, a slice along one parameter.
import { score } from '../lib/campaign.js';
import { heatScale, parallel, simplex } from '../lib/charts.js';
import { h, put } from '../lib/dom.js';
import { labelWithUnit, number, parameters, quantity } from '../lib/format.js';
import { plot } from '../lib/plots.js';

const LINES = 300;
const MOST = 2000;
const numeric = (each) => ['continuous', 'integer', 'discrete'].includes(each.kind) && each.low !== undefined && each.high !== undefined;

// measured experiments with their parameters, and how good they are from 0 to 1
function measured(campaign) {
  const { objective } = campaign;
  const all = campaign.ordered().slice(-MOST).map((each) => ({ each, outcome: campaign.measured.get(each.experimentId)?.[objective.property] })).filter((one) => one.outcome && one.each.candidate.parameters);
  const scores = all.map((one) => score(objective, one.outcome.value)).sort((a, b) => a - b);
  const low = scores[0];
  const high = scores.at(-1);
  return { low, high, points: all.map((one) => ({ ...one, share: high > low ? (score(objective, one.outcome.value) - low) / (high - low) : 1 })) };
}

const shown = (campaign, one) => `no. ${one.each.ordinal + 1}: ${parameters(one.each.candidate.parameters, campaign.parameters)}; ${quantity(one.outcome.value, one.outcome.sem, campaign.objective.unit)}`;

function legend(campaign) {
  const values = campaign.observations.slice(-MOST).map((each) => each.value);
  const by = (a, b) => (score(campaign.objective, a) >= score(campaign.objective, b) ? a : b);
  if (!values.length) return null;
  const best = values.reduce(by);
  const worst = values.reduce((a, b) => (by(a, b) === a ? b : a));
  return heatScale(number(worst), number(best), labelWithUnit(campaign.objective.property, campaign.objective.unit));
}

/** Null with fewer than two parameters. */
export function coordinates(campaign) {
  const shownParameters = campaign.parameters.filter((each) => numeric(each) || each.options).slice(0, 12);
  if (shownParameters.length < 2) return null;
  const host = h('div', { class: 'card' });
  return {
    element: host,
    draw() {
      const { objective } = campaign;
      const { points } = measured(campaign);
      if (!points.length) return put(host, h('p', { class: 'empty' }, 'Parallel coordinates, after the first reading.'));
      const values = points.map((one) => one.outcome.value);
      const axes = [
        ...shownParameters.map((each) => (numeric(each) ? { label: labelWithUnit(each.name, each.unit), low: each.low, high: each.high } : { label: each.name, low: 0, high: each.options.length - 1, options: each.options })),
        { label: labelWithUnit(objective.property, objective.unit), low: Math.min(...values), high: Math.max(...values) },
      ];
      const at = (each, value) => (value === undefined ? null : numeric(each) ? value : each.options.indexOf(String(value)));
      const best = [...points].sort((a, b) => a.share - b.share).slice(-LINES);
      return put(host, parallel({
        caption: [h('strong', null, 'Parallel coordinates'), ` of ${best.length < points.length ? `the best ${best.length} of ` : ''}${points.length} measured experiments. Warm: good.`],
        axes, note: legend(campaign),
        lines: best.map((one) => ({ share: one.share, text: shown(campaign, one), values: [...shownParameters.map((each) => at(each, one.each.candidate.parameters[each.name])), one.outcome.value] })),
      }));
    },
  };
}

/** Fractions: members of a mixture, or parameters without unit between 0 and 1. Null with fewer than three. */
export function triangle(campaign) {
  const space = campaign.definition.search.space;
  const mixture = space?.mixtures?.find((each) => each.members.length >= 3)?.members;
  const fractions = campaign.parameters.filter((each) => (mixture ? mixture.includes(each.name) : numeric(each) && (each.unit ?? '1') === '1' && each.low >= 0 && each.high <= 1)).map((each) => each.name);
  if (fractions.length < 3) return null;
  const closed = Boolean(mixture) || space?.constraint === 'simplex';
  const chosen = fractions.slice(0, 3);
  const select = (i) => h('select', { 'aria-label': `Corner ${i + 1}`, onchange: (event) => { chosen[i] = event.target.value; draw(); } }, fractions.map((name) => h('option', { value: name, selected: name === chosen[i] }, name)));
  const host = h('div');
  const element = h('div', { class: 'card' }, fractions.length > 3 ? h('div', { class: 'row' }, [0, 1, 2].map(select)) : null, host);

  function draw() {
    const { points } = measured(campaign);
    const hidden = fractions.length > 3 || !closed;
    put(host, points.length ? simplex({
      caption: [h('strong', null, 'Composition'), ` between ${chosen.join(', ')}. ${hidden ? 'Only the ratio of these three is shown: they are scaled to sum to 1.' : 'Fractions that sum to 1.'} Warm: good.`],
      corners: chosen, note: legend(campaign),
      points: points.map((one) => { const [a, b, c] = chosen.map((name) => Number(one.each.candidate.parameters[name] ?? 0)); return { a, b, c, share: one.share, text: shown(campaign, one) }; }),
    }) : h('p', { class: 'empty' }, 'Composition map, after the first reading.'));
  }
  return { element, draw };
}

/** What was believed and measured along one parameter. Null without a numeric one. */
export function slice(campaign) {
  const along = campaign.parameters.filter(numeric);
  if (!along.length) return null;
  let chosen = along[0];
  let chart = null;
  const host = h('div');
  const select = h('select', { onchange: (event) => { chosen = along[Number(event.target.value)]; build(); draw(); } }, along.map((each, i) => h('option', { value: i }, labelWithUnit(each.name, each.unit))));
  const element = h('div', { class: 'card joined' }, h('label', { class: 'row' }, 'Slice along ', h('span', null, select)), host);

  function build() {
    chart?.destroy();
    const { objective } = campaign;
    chart = plot({
      caption: [h('strong', null, `Beliefs along ${labelWithUnit(chosen.name, chosen.unit)}`), '. Line and band: beliefs at the proposals nearby (kernel, a tenth of the range), their mean ± one standard deviation of their mixture. The other parameters differ between proposals, and the band has their spread in it. Bars: one standard error.'],
      x: { label: labelWithUnit(chosen.name, chosen.unit), unit: chosen.unit }, y: { label: labelWithUnit(objective.property, objective.unit), unit: objective.unit },
      series: [{ label: 'belief nearby', color: 'blue', kind: 'line', band: true }, { label: 'measured', color: 'ember', kind: 'points', bars: true }],
    });
    put(host, chart.element);
  }

  function draw() {
    const { objective } = campaign;
    const all = campaign.ordered().filter((each) => typeof each.candidate.parameters?.[chosen.name] === 'number').slice(-1500);
    const x = (each) => each.candidate.parameters[chosen.name];
    const beliefs = all.filter((each) => each.why.mean !== undefined);
    const width = (chosen.high - chosen.low) / 10 || 1;
    const smooth = beliefs.length > 2 ? Array.from({ length: 61 }, (_, i) => nearby(beliefs, x, chosen.low + ((chosen.high - chosen.low) * i) / 60, width)) : [];
    const dots = all.map((each) => ({ x: x(each), outcome: campaign.measured.get(each.experimentId)?.[objective.property] })).filter((each) => each.outcome);
    const rows = [...smooth.filter(Boolean), ...dots].sort((a, b) => a.x - b.x);
    chart.update({
      x: rows.map((each) => each.x),
      series: [
        { y: rows.map((each) => each.mean), low: rows.map((each) => (each.outcome ? undefined : each.mean - each.sd)), high: rows.map((each) => (each.outcome ? undefined : each.mean + each.sd)) },
        { y: rows.map((each) => each.outcome?.value), half: rows.map((each) => each.outcome?.sem) },
      ],
      summary: `${dots.length} measured and ${beliefs.length} believed along ${chosen.name}.`,
    });
  }

  build();
  return { element, draw, destroy: () => chart.destroy() };
}

// mean and standard deviation of the mixture of beliefs near a setting; null where no proposal is near
function nearby(beliefs, x, at, width) {
  let sum = 0;
  let mean = 0;
  let square = 0;
  for (const each of beliefs) {
    const weight = Math.exp(-0.5 * ((x(each) - at) / width) ** 2);
    sum += weight;
    mean += weight * each.why.mean;
    square += weight * (each.why.standardDeviation ** 2 + each.why.mean ** 2);
  }
  if (sum < 0.2) return null;
  mean /= sum;
  return { x: at, mean, sd: Math.sqrt(Math.max(0, square / sum - mean * mean)) };
}
