// A rehearsal's answer: how the policy does against chance on what is known, and what it would do first.
import { h } from '../lib/dom.js';
import { labelWithUnit, number, parameters, quantity } from '../lib/format.js';
import { plot } from '../lib/plots.js';
import { table } from '../lib/table.js';

/** @returns {element, destroy()} */
export function rehearsalView(document, draft) {
  const objective = draft.definition.objectives[0];
  const { policy, random } = document.curve;
  const search = draft.definition.search.pool ?? draft.definition.search.space;
  const figure = plot({
    caption: 'Best value so far, averaged over runs that differ in their seeds; band: where 95 % of such runs lie.',
    x: { label: 'experiment', integer: true }, y: { label: labelWithUnit(objective.property, document.unit ?? objective.unit), unit: document.unit ?? objective.unit },
    series: [{ label: 'the policy', color: 'ember', kind: 'line', band: true }, { label: 'chance', color: 'blue', kind: 'line', band: true, dash: true }],
  });
  figure.update({
    x: policy.mean.map((_, i) => i + 1),
    series: [policy, random].map((each) => ({ y: each.mean, low: each.lower, high: each.upper })),
    summary: `After ${policy.mean.length} experiments: the policy ${number(policy.mean.at(-1))}, chance ${number(random.mean.at(-1))} ${document.unit ?? objective.unit}.`,
  });
  const next = table({
    caption: 'What it would do first, with what it expects (± one standard deviation).',
    key: (row) => row.place, order: null, empty: 'Nothing is proposed.',
    columns: [
      { key: 'place', label: '#', number: true, cell: (row) => row.place + 1 },
      { key: 'parameters', label: 'Setting', head: true, cell: (row) => parameters(row.parameters, search.parameters ?? []) },
      { key: 'belief', label: labelWithUnit(objective.property, objective.unit), number: true, cell: (row) => quantity(row.mean, row.standardDeviation, objective.unit) },
    ],
  });
  next.update((document.next ?? []).map((each, place) => ({ ...each, place })));
  return {
    element: h('div', { class: 'stack', 'data-testid': 'rehearsal' }, hits(document.firstHit), figure.element, h('div', { class: 'card' }, next.element), (document.notes ?? []).map((each) => h('p', { class: 'notice' }, each))),
    destroy: () => figure.destroy(),
  };
}

/** How many experiments until the first good one; either a number or one with an interval. */
function hits(firstHit) {
  if (!firstHit) return null;
  const text = (each) => (each === null || each === undefined ? 'never' : typeof each === 'object' ? `${number(each.mean, 3)} (${number(each.lower, 3)} to ${number(each.upper, 3)})` : number(each, 3));
  return h('p', null, `Experiments until the first of the best, median over the runs: the policy ${text(firstHit.policy)}, chance ${text(firstHit.random)}.`);
}
