// One model: its releases, calibration, coverage over time, drift, and its card.
import { get, path } from '../lib/api.js';
import { card } from '../lib/card.js';
import { h, put } from '../lib/dom.js';
import { badge, number, percent, plain, quantity, shortId, time, words } from '../lib/format.js';
import { place } from '../lib/pattern.js';
import { plot } from '../lib/plots.js';
import { table } from '../lib/table.js';
import { timeline } from '../model/rollout.js';
import { to } from '../routes.js';

function releases(model) {
  const list = table({
    caption: 'Newest first. The digest is the SHA-256 of the model’s files.', key: (row) => row.digest, empty: 'No release is in the log.',
    columns: [
      { key: 'version', label: 'Version', head: true, sort: (row) => row.version, cell: (row) => row.version },
      { key: 'stage', label: 'Stage', cell: (row) => [badge(row.stage), row.digest === model.champion ? [' ', h('span', { class: 'badge', 'data-tone': 'good' }, 'serves')] : row.digest === model.canary?.digest ? [' ', h('span', { class: 'badge', 'data-tone': 'ember' }, `serves ${percent(model.canary.share)}`)] : null] },
      { key: 'digest', label: 'Digest', cell: (row) => [shortId(row.digest), row.parentDigest ? [h('br'), h('small', { class: 'soft' }, 'from '), shortId(row.parentDigest)] : null] },
      { key: 'properties', label: 'Predicts', cell: (row) => row.properties.map(words).join(', ') },
      { key: 'predictions', label: 'Predictions', number: true, sort: (row) => row.predictions, cell: (row) => number(row.predictions, 9) },
      { key: 'at', label: 'Released', sort: (row) => row.recordedAt, cell: (row) => [time(row.recordedAt), h('br'), h('code', { class: 'soft' }, place(row.event))] },
    ],
  });
  list.update(model.releases);
  return h('section', { class: 'card' }, h('h2', null, 'Versions and rollout'), list.element);
}

function figures(model) {
  const newest = model.releases[0];
  if (!newest) return null;
  const list = table({
    caption: 'On data held out in training, by version: the card says on which and with what intervals.', key: (row) => row.name, empty: 'None.', most: 100,
    columns: [
      { key: 'name', label: 'Figure', head: true, sort: (row) => row.name, cell: (row) => words(row.name) },
      ...model.releases.slice(0, 4).map((release) => ({ key: release.digest, label: release.version, number: true, sort: (row) => row[release.digest] ?? null, cell: (row) => number(row[release.digest]) })),
    ],
  });
  const names = [...new Set(model.releases.slice(0, 4).flatMap((each) => [...Object.keys(each.metrics), ...Object.keys(each.calibration)]))];
  list.update(names.map((name) => ({ name, ...Object.fromEntries(model.releases.slice(0, 4).map((each) => [each.digest, each.metrics[name] ?? each.calibration[name]])) })));
  return h('section', { class: 'card' }, h('h2', null, 'Figures'), list.element);
}

function calibration(model) {
  const points = [...model.calibrationCurve].sort((a, b) => a.claimed - b.claimed);
  if (!points.length) return { element: h('section', { class: 'card' }, h('h2', null, 'Calibration'), h('p', { class: 'empty' }, 'No interval has been held against an outcome yet.')), destroy: () => {} };
  const figure = plot({
    caption: 'Claimed against observed coverage: dots with a 95 % Wilson interval, one for each subject and property; on the dashed line a claim is kept.',
    x: { label: 'claimed (share)' }, y: { label: 'observed (share)' },
    series: [{ label: 'observed', color: 'ember', kind: 'points', bars: true }, { label: 'kept', color: 'soft', kind: 'line', dash: true }],
  });
  const x = [0, ...points.map((each) => each.claimed), 1];
  figure.update({
    x, series: [
      { y: [null, ...points.map((each) => (each.lower + each.upper) / 2), null], half: [null, ...points.map((each) => (each.upper - each.lower) / 2), null] },
      { y: x },
    ],
    summary: points.map((each) => `${each.subject}, ${words(each.property)}: ${percent(each.observed)} where ${percent(each.claimed)} is claimed, of ${each.count}.`).join(' '),
  });
  return figure;
}

function coverage({ subject, property, reports }) {
  const begin = Date.parse(reports[0].at);
  const hours = reports.map((each) => (Date.parse(each.at) - begin) / 3.6e6);
  const spread = (each) => 1.96 * Math.sqrt((each.observed * (1 - each.observed)) / Math.max(1, each.count));
  const figure = plot({
    caption: [`Coverage of ${words(property)} over time, by `, subject, ': line with a 95 % normal band for its count; dashed what is claimed.'], height: 200,
    x: { label: 'since the first report (h)', unit: 'h' }, y: { label: 'coverage (share)' },
    series: [{ label: 'observed', color: 'blue', kind: 'step', band: true }, { label: 'claimed', color: 'soft', kind: 'line', dash: true }],
  });
  figure.update({
    x: hours, series: [
      { y: reports.map((each) => each.observed), low: reports.map((each) => Math.max(0, each.observed - spread(each))), high: reports.map((each) => Math.min(1, each.observed + spread(each))) },
      { y: reports.map((each) => each.claimed) },
    ],
    summary: `${reports.length} reports; the last: ${percent(reports.at(-1).observed)} where ${percent(reports.at(-1).claimed)} is claimed, of ${reports.at(-1).count}.`,
  });
  return figure;
}

function drift(model) {
  const list = table({
    caption: 'About this model, and about campaigns and instruments that you see.', key: (row) => place(row.event), empty: 'No alarm.',
    columns: [
      { key: 'at', label: 'When', head: true, sort: (row) => row.at, cell: (row) => time(row.at) },
      { key: 'subject', label: 'About', sort: (row) => row.subject, cell: (row) => row.subject },
      { key: 'property', label: 'Property', cell: (row) => words(row.property) },
      { key: 'kind', label: 'What moved', cell: (row) => [h('span', { class: 'badge', 'data-tone': 'warn' }, plain(row.kind)), ' ', row.message || '', row.answers?.length ? h('ul', { class: 'findings' }, row.answers.map((each) => h('li', null, plain(each)))) : null] },
      { key: 'statistic', label: 'Statistic / threshold', number: true, cell: (row) => `${number(row.statistic, 3)} / ${number(row.threshold, 3)} (${words(row.detector)})` },
      { key: 'estimate', label: 'Estimate', number: true, cell: (row) => (row.estimate ? quantity(row.estimate.value, row.estimate.sem, row.estimate.unit) : '–') },
      { key: 'event', label: 'Event', cell: (row) => h('code', null, place(row.event)) },
    ],
  });
  list.update([...model.drift].reverse());
  return h('section', { class: 'card' }, h('h2', null, 'Drift'), list.element);
}

export default {
  title: 'Model',
  async render(root, { modelName }, ctx) {
    const model = await get(path`/v1/models/${modelName}`, { signal: ctx.signal });
    ctx.title(modelName);
    const plots = [calibration(model), ...model.coverage.slice(0, 12).map(coverage)];
    put(root,
      h('p', { class: 'crumb' }, h('a', { href: to('models') }, 'Models')),
      h('div', { class: 'head' }, h('h1', null, modelName)),
      releases(model), timeline(model), h('div', { class: 'columns' }, plots.map((each) => each.element)), figures(model), drift(model),
      h('section', { class: 'card' }, h('h2', null, 'Card'), model.card ? card(model.card) : h('p', { class: 'empty' }, 'The release carries no card.')));
    return () => plots.forEach((each) => each.destroy());
  },
};
