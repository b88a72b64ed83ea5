// Best so far against chance, and what was believed against what came.
import { expectedBest } from '../lib/campaign.js';
import { h } from '../lib/dom.js';
import { labelWithUnit, number, percent, quantity, words } from '../lib/format.js';
import { plot } from '../lib/plots.js';
import { thinned } from './figures.js';

const MOST = 2000;

/** Readings, the best so far, and the expected best of as many random draws. */
export function bestSoFar(campaign) {
  const { objective } = campaign;
  const label = labelWithUnit(objective.property, objective.unit);
  const chart = plot({
    caption: [h('strong', null, `Best so far: ${label}`), '. Bars: one standard error. Dashed: expected best of as many uniform draws from the values measured, with replacement; the policy chose these values, so chance is flattered.'],
    x: { label: 'reading', integer: true }, y: { label, unit: objective.unit },
    series: [{ label: 'reading', color: 'blue', kind: 'points', bars: true }, { label: 'best so far', color: 'ember', kind: 'step' }, { label: 'at random', color: 'edge', kind: 'line', dash: true }],
  });
  return {
    ...chart,
    draw() {
      const all = campaign.observations;
      const thin = Math.ceil(all.length / MOST);
      const shown = thin > 1 ? all.filter((_, i) => i % thin === 0 || i === all.length - 1) : all;
      if (!shown.length) return chart.update({ x: [], series: [{ y: [] }, { y: [] }, { y: [] }], summary: 'No readings yet.' });
      const step = Math.max(1, Math.floor(shown.length / 60));
      const at = shown.map((_, i) => i).filter((i) => i % step === 0 || i === shown.length - 1);
      const means = expectedBest(objective, thinned(shown).map((each) => each.value), at.map((i) => shown[i].n));
      const chance = shown.map(() => undefined);
      at.forEach((i, k) => { chance[i] = means[k]; });
      chart.update({
        x: shown.map((each) => each.n),
        series: [{ y: shown.map((each) => each.value), half: shown.map((each) => each.sem) }, { y: shown.map((each) => each.best) }, { y: filled(chance) }],
        summary: `${shown.at(-1).n} readings; best ${quantity(shown.at(-1).best, null, objective.unit)}, first ${quantity(shown[0].value, shown[0].sem, objective.unit)}, expected at random ${number(means.at(-1))}.`,
      });
    },
  };
}

// straight between the points that were computed
function filled(values) {
  let before = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] === undefined) continue;
    for (let k = before + 1; k < i; k++) values[k] = values[before] + ((values[i] - values[before]) * (k - before)) / (i - before);
    before = i;
  }
  return values;
}

/** Belief at each proposal, its interval, and the outcome. */
export function beliefs(campaign) {
  const { objective } = campaign;
  const label = labelWithUnit(objective.property, objective.unit);
  const chart = plot({
    caption: [h('strong', null, `Believed and measured: ${label}`), '. Band: interval in which the measurement was expected, as claimed when it was proposed. Bars: one standard error.'],
    x: { label: 'proposal', integer: true }, y: { label, unit: objective.unit },
    series: [{ label: 'posterior mean', color: 'blue', kind: 'line', band: true }, { label: 'measured', color: 'ember', kind: 'points', bars: true }],
  });
  return {
    ...chart,
    draw() {
      const known = campaign.ordered().filter((each) => each.why.mean !== undefined).slice(-MOST);
      const outcome = (each) => campaign.measured.get(each.experimentId)?.[objective.property];
      const inside = known.filter((each) => outcome(each) && each.why.interval?.lower !== undefined);
      const hit = inside.filter((each) => outcome(each).value >= each.why.interval.lower && outcome(each).value <= each.why.interval.upper).length;
      const last = known.at(-1);
      chart.update({
        x: known.map((each) => each.ordinal + 1),
        series: [
          { y: known.map((each) => each.why.mean), half: known.map((each) => each.why.standardDeviation), low: known.map((each) => each.why.interval?.lower ?? null), high: known.map((each) => each.why.interval?.upper ?? null) },
          { y: known.map((each) => outcome(each)?.value ?? null), half: known.map((each) => outcome(each)?.sem) },
        ],
        summary: last ? `${known.length} proposals with a posterior; ${hit} of ${inside.length} outcomes (${percent(inside.length ? hit / inside.length : null)}) in their interval. Latest: ${words(objective.property)} ${quantity(last.why.mean, last.why.standardDeviation, objective.unit)}.` : 'No posterior yet.',
      });
    },
  };
}
