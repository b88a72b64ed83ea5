// What came of a fork.
import { h } from '../lib/dom.js';
import { labelWithUnit, number, parameters, percent, unitText } from '../lib/format.js';
import { plot } from '../lib/plots.js';
import { policyText } from '../lib/policy.js';
import { table } from '../lib/table.js';

const figure = (name, value, detail) => h('div', { class: 'card' }, h('dt', null, name), h('dd', { class: 'value' }, value), detail ? h('dd', { class: 'detail' }, detail) : null);

const signed = (x) => (x > 0 ? `+${number(x, 3)}` : number(x, 3));

function oracleText({ coverage }) {
  if (typeof coverage === 'number') return `its intervals covered ${percent(coverage)} of what was measured`;
  return coverage ? `its ${percent(coverage.level)} intervals covered ${percent(coverage.share)} of ${coverage.tested} measurements left out` : null;
}

function sentence(document) {
  const it = document.regretDifference;
  if (document.same && document.identical) {
    const { compared, equal } = document.identical;
    return h('p', { class: `notice ${compared === equal ? 'good' : 'bad'}` }, h('strong', null, `${number(equal, 7)} of ${number(compared, 7)}`), ' proposals derived again are the same, byte for byte.');
  }
  if (!it) return null;
  const mean = it.ofMean ?? it;
  const [tone, text] = mean.upper < 0 ? ['good', 'the fork does better'] : mean.lower > 0 ? ['bad', 'the fork does worse'] : ['warm', 'no difference can be told'];
  const unit = unitText(document.unit);
  return h('p', { class: `notice ${tone}` }, 'Regret difference ', h('strong', null, `${signed(it.mean)} (${signed(mean.lower)} to ${signed(mean.upper)}) ${unit}`), `, ${percent(it.level ?? 0.95)} interval${it.ofMean ? ' of the mean' : ''} over ${it.seeds} seeds: ${text}. Below zero: the fork loses less.`,
    it.ofMean ? ` A single run lies between ${signed(it.lower)} and ${signed(it.upper)} ${unit}.` : '');
}

function curves(document, campaign) {
  const label = labelWithUnit(campaign.objective.property, document.unit ?? campaign.objective.unit);
  const chart = plot({
    caption: [h('strong', null, `Best so far: ${label}`), '. Band: of the fork over its seeds, as its interval says.'], height: 300,
    x: { label: 'experiment', integer: true }, y: { label, unit: document.unit },
    series: [{ label: 'as it was', color: 'edge', kind: 'step' }, { label: 'forked', color: 'ember', kind: 'line', band: true }],
  });
  const original = document.original?.bestSoFar ?? [];
  const band = document.forked?.bestSoFar ?? {};
  const length = Math.max(original.length, band.mean?.length ?? 0);
  const pad = (values) => Array.from({ length }, (_, i) => values?.[i] ?? null);
  chart.update({
    x: Array.from({ length }, (_, i) => i + 1),
    series: [{ y: pad(original) }, { y: pad(band.mean), low: pad(band.lower), high: pad(band.upper) }],
    summary: `As it was ${number(original.at(-1))}, forked ${number(band.mean?.at(-1))} (${number(band.lower?.at(-1))} to ${number(band.upper?.at(-1))}) ${unitText(document.unit)} after ${length} experiments.`,
  });
  return chart.element;
}

function picks(document, campaign) {
  const unit = document.unit ?? campaign.objective.unit;
  const list = table({
    caption: 'What the fork chose, of its first seed. A recorded value was measured; one of the oracle was not.', key: (row) => row.ordinal, most: 100, empty: 'Nothing.',
    columns: [
      { key: 'ordinal', label: 'No.', number: true, head: true, sort: (row) => row.ordinal, cell: (row) => row.ordinal + 1 },
      { key: 'what', label: 'Candidate', cell: (row) => (row.parameters && Object.keys(row.parameters).length ? parameters(row.parameters, campaign.parameters) : row.poolIndex >= 0 ? `no. ${row.poolIndex} of the pool` : row.candidateId) },
      { key: 'value', label: labelWithUnit('value', unit), number: true, sort: (row) => row.value, cell: (row) => number(row.value) },
      { key: 'source', label: 'From', sort: (row) => row.source, cell: (row) => row.source ?? '' },
    ],
  });
  list.update(document.forked?.picks ?? []);
  return h('section', { class: 'card' }, h('details', { open: (document.forked?.picks?.length ?? 0) <= 12 }, h('summary', null, 'Picks'), list.element));
}

/** Everything of a fork's document. */
export function forked(document, campaign) {
  const unit = unitText(document.unit);
  const regret = (value) => (value === undefined || value === null ? '–' : `${number(value, 3)} ${unit}`);
  return [
    sentence(document),
    h('dl', { class: 'figures' },
      figure('Forked at', document.at?.ordinal === undefined || document.at.ordinal === null ? 'the start' : `no. ${document.at.ordinal + 1}`, document.at?.events === undefined ? null : `${number(document.at.events, 7)} events before it`),
      figure('Regret as it was', regret(document.original?.regret), 'of the best there is, as far as known'),
      figure('Regret forked', regret(document.forked?.regret), policyText(document.policy)),
      document.oracle ? figure('Oracle', document.oracle.model, oracleText(document.oracle)) : figure('Outcomes', document.mode === 'oracle' ? 'oracle' : 'recorded', 'no outcome was made up')),
    document.original || document.forked ? curves(document, campaign) : null,
    picks(document, campaign),
  ];
}
