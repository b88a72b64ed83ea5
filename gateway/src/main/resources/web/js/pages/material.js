// One material: structure, what is known and from which event, patterns, spectra, what the model expects.
import { get, path } from '../lib/api.js';
import { crystal } from '../lib/crystal.js';
import { h, put } from '../lib/dom.js';
import { formula, number, parameters, percent, quantity, shortId, time, words } from '../lib/format.js';
import { made } from '../lib/invention.js';
import { pattern, place, spectrum } from '../lib/pattern.js';
import { table } from '../lib/table.js';
import { to } from '../routes.js';

const coordinates = (event) => (event ? h('code', { title: event.id }, place(event)) : h('span', { class: 'soft' }, 'not in reach'));
const who = (source) => [source.instrumentId || source.method, source.simulated ? ' (simulated)' : '', source.converged ? '' : ' (not converged)'].join('');

function properties(all) {
  const rows = all.flatMap((property) => property.sources.map((source, i) => ({ property, source, first: i === 0, id: `${property.property} ${property.mean.unit} ${i}` })));
  const list = table({
    caption: 'Mean: over all sources of the best kind there is, ± one standard error. Each source with its newest event.',
    key: (row) => row.id, empty: 'Nothing is measured or computed yet.',
    columns: [
      { key: 'property', label: 'Property', head: true, sort: (row) => row.property.property, cell: (row) => (row.first ? words(row.property.property) : h('span', { class: 'hidden' }, words(row.property.property))) },
      { key: 'mean', label: 'Mean', number: true, cell: (row) => (row.first ? [quantity(row.property.mean.value, row.property.mean.sem, row.property.mean.unit), h('br'), h('small', { class: 'soft' }, row.property.basis)] : '') },
      { key: 'agree', label: 'Agreement', cell: (row) => (!row.first ? '' : row.property.contradictory ? h('span', { class: 'badge', 'data-tone': 'warn' }, `disagree, Birge ratio ${number(row.property.birgeRatio, 3)}`) : row.property.birgeRatio ? `Birge ratio ${number(row.property.birgeRatio, 3)}` : '–') },
      { key: 'source', label: 'Source', cell: (row) => [`${row.source.fidelity}, ${who(row.source)}`, h('br'), h('small', { class: 'soft' }, `${row.source.technique}, ${row.source.method}, ${row.source.count}×`)] },
      { key: 'value', label: 'Said', number: true, cell: (row) => quantity(row.source.mean.value, row.source.mean.sem, row.source.mean.unit) },
      { key: 'event', label: 'Newest event', cell: (row) => [coordinates(row.source.event), h('br'), time(row.source.occurredAt)] },
    ],
  });
  list.update(rows);
  return h('section', { class: 'card' }, h('h2', null, 'What is known'), list.element);
}

function prediction(said) {
  const list = table({
    caption: `By ${said.modelName}, ${said.outOfDomain > 1 ? 'outside' : 'within'} what it was trained on: out-of-domain score ${number(said.outOfDomain, 3)} (1 is the edge).`,
    key: (row) => row.property,
    columns: [
      { key: 'property', label: 'Property', head: true, cell: (row) => words(row.property) },
      { key: 'mean', label: 'Expected ± standard deviation', number: true, cell: (row) => quantity(row.mean, Math.hypot(row.epistemic, row.aleatoric), row.unit) },
      { key: 'interval', label: 'Interval', number: true, cell: (row) => `${number(row.lower)} to ${number(row.upper)} ${row.unit === '1' ? '' : row.unit} (${percent(row.coverage, 2)})` },
      { key: 'parts', label: 'Does not know / noise', number: true, cell: (row) => `${number(row.epistemic, 2)} / ${number(row.aleatoric, 2)} ${row.unit === '1' ? '' : row.unit}` },
    ],
  });
  list.update(said.properties);
  return h('section', { class: 'card' }, h('h2', null, 'What the model expects'), list.element, h('p', { class: 'soft' }, h('a', { href: to('models', said.modelName) }, said.modelName), ' ', shortId(said.modelDigest), ', ', time(said.recordedAt), ', from ', coordinates(said.event)));
}

function stability(said) {
  const energy = quantity(said.energyAboveHull, said.standardDeviation, said.unit);
  const phase = (each) => (each.candidateId ? h('a', { href: to('materials', each.candidateId) }, formula(each.formula)) : h('span', null, formula(each.formula)));
  return h('section', { class: 'card' }, h('h2', null, 'Stability'),
    h('dl', { class: 'facts' },
      h('dt', null, 'Above the hull'), h('dd', null, `${energy} (one standard deviation)`),
      h('dt', null, 'Stable'), h('dd', null, `with probability ${percent(said.probabilityStable)}`),
      h('dt', null, 'Metastable'), h('dd', null, `with probability ${percent(said.probabilityMetastable)}: at most ${number(said.margin)} ${said.unit} above`),
      h('dt', null, said.energyAboveHull > 0 ? 'Falls apart into' : 'Held against'), h('dd', null, said.decomposition.map((each, i) => [i ? ' + ' : '', `${percent(each.fraction)} `, phase(each)]), h('small', { class: 'soft' }, ' (of the atoms)')),
      h('dt', null, 'Rests on'), h('dd', null, `${said.basis === 'prediction' ? 'a predicted energy' : 'its own computation'} and ${said.entries} computed ${said.entries === 1 ? 'phase' : 'phases'} of its chemical system`)),
    h('p', { class: 'soft' }, time(said.recordedAt), ', from ', coordinates(said.event)));
}

function events(all, leftOut) {
  const list = table({
    caption: leftOut ? `The newest ${all.length}; ${leftOut} older ones are left out.` : 'All events behind it, newest first.',
    key: (row) => row.id,
    columns: [
      { key: 'at', label: 'When', head: true, sort: (row) => row.occurredAt, cell: (row) => time(row.occurredAt) },
      { key: 'text', label: 'What', cell: (row) => row.text },
      { key: 'source', label: 'Who', sort: (row) => row.source, cell: (row) => row.source },
      { key: 'place', label: 'Where', cell: (row) => coordinates(row) },
    ],
  });
  list.update(all);
  return h('section', { class: 'card' }, h('h2', null, 'From which events'), list.element);
}

export default {
  title: 'Material',
  async render(root, { candidateId }, ctx) {
    const material = await get(path`/v1/materials/${candidateId}`, { signal: ctx.signal });
    ctx.title(material.formula ?? candidateId);
    const view = material.structure ? crystal(material.structure) : null;
    const patterns = material.patterns.map(pattern);
    const spectra = material.spectra.map(spectrum);
    const settings = parameters(material.parameters);
    put(root,
      h('p', { class: 'crumb' }, h('a', { href: to('materials') }, 'Materials')),
      h('div', { class: 'head' }, h('h1', null, material.formula ? formula(material.formula) : 'A recipe'), h('code', { class: 'soft' }, candidateId)),
      material.complete ? null : h('p', { class: 'notice warm' }, 'The log is still being read; more may come.'),
      (material.notes ?? []).map((each) => h('p', { class: 'notice' }, each)),
      settings ? h('p', null, settings) : null,
      material.memberships?.length ? h('p', { class: 'soft' }, 'In the pool of ', material.memberships.map((each, i) => [i ? ', ' : '', h('a', { href: to('campaigns', each.campaignId) }, each.campaignId), ` (place ${each.index})`])) : null,
      h('div', { class: 'columns' }, view?.element ?? h('section', { class: 'card' }, h('h2', null, 'Structure'), h('p', { class: 'empty' }, 'No structure is known.')), material.prediction ? prediction(material.prediction) : null),
      material.stability || material.invention ? h('div', { class: 'columns' }, material.stability ? stability(material.stability) : null, material.invention ? h('section', { class: 'card' }, h('h2', null, 'Invented'), made(material.invention)) : null) : null,
      (material.structure?.warnings ?? []).map((each) => h('p', { class: 'notice warm' }, each)),
      properties(material.properties ?? []),
      patterns.map((each) => each.element), spectra.map((each) => each.element),
      material.events.length ? events(material.events, material.eventsLeftOut) : null);
    return () => { view?.destroy(); [...patterns, ...spectra].forEach((each) => each.destroy()); };
  },
};
