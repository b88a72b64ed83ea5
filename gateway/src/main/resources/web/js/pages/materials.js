// All materials, by page: what is measured, what the model expects, and a search by formula or elements.
import { get } from '../lib/api.js';
import { h, put, unseen } from '../lib/dom.js';
import { formula, number, percent, quantity, shortId, time, words } from '../lib/format.js';
import { table } from '../lib/table.js';
import { to } from '../routes.js';

const PAGE = 50;

const expected = (each) => h('div', null, `${words(each.property)} ${number((each.lower + each.upper) / 2)} ± ${number((each.upper - each.lower) / 2, 2)} ${each.unit === '1' ? '' : each.unit}`, h('small', { class: 'soft' }, ` ${percent(each.coverage, 2)}`));

/** What is known, each value with its error and unit. */
const known = (each) => h('div', null, `${words(each.property)} ${quantity(each.mean.value, each.mean.sem, each.mean.unit)}`, each.contradictory ? h('span', { class: 'badge', 'data-tone': 'warn' }, 'sources disagree') : null);

export default {
  title: 'Materials',
  async render(root, _, ctx) {
    const input = h('input', { type: 'search', 'aria-label': 'Formula or elements', placeholder: 'NiFe, or Ni,Fe,O', value: ctx.query.get('formula') ?? '' });
    const form = h('form', { class: 'actions row', role: 'search', onsubmit: (event) => { event.preventDefault(); start(); } }, input, h('button', { type: 'submit' }, 'Search'));
    const count = h('p', { class: 'soft', role: 'status' });
    const trouble = h('p', { class: 'notice bad', role: 'alert', hidden: true });
    const list = table({
      caption: 'Measured: mean ± one standard error. Expected: middle ± half of the model’s interval, with what it claims to cover.',
      key: (row) => row.candidateId, empty: 'No material fits.',
      columns: [
        { key: 'formula', label: 'Material', head: true, sort: (row) => row.formula ?? row.candidateId, cell: (row) => [h('a', { href: to('materials', row.candidateId) }, row.formula ? formula(row.formula) : 'a recipe', unseen(` ${row.candidateId}`)), h('br'), shortId(row.candidateId)] },
        { key: 'structure', label: 'Structure', sort: (row) => (row.hasStructure ? 0 : 1), cell: (row) => (row.hasStructure ? 'known' : '–') },
        { key: 'properties', label: 'Measured or computed', cell: (row) => (row.properties?.length ? row.properties.map(known) : '–') },
        { key: 'prediction', label: 'Expected', cell: (row) => (row.prediction ? row.prediction.properties.map(expected) : '–') },
        { key: 'domain', label: 'Out of domain', number: true, sort: (row) => row.prediction?.outOfDomain ?? null, cell: (row) => (row.prediction ? number(row.prediction.outOfDomain, 3) : '–') },
        { key: 'at', label: 'Changed', sort: (row) => row.recordedAt ?? '', cell: (row) => time(row.recordedAt) },
      ],
    });
    const more = h('button', { type: 'button', hidden: true, onclick: () => next() }, 'More');
    put(root, h('div', { class: 'head' }, h('h1', null, 'Materials'), form), count, trouble, h('section', { class: 'card' }, list.element, h('div', { class: 'actions' }, more)));
    let rows = [];
    let after = null;
    let turn = 0;

    async function next() {
      const mine = ++turn;
      const query = new URLSearchParams({ limit: PAGE, ...(input.value.trim() ? { formula: input.value.trim() } : {}), ...(after ? { after } : {}) });
      try {
        const page = await get(`/v1/materials?${query}`, { signal: ctx.signal });
        if (mine !== turn) return;
        trouble.hidden = true;
        rows = [...rows, ...page.materials];
        after = page.next ?? null;
        list.update(rows);
        more.hidden = after === null;
        count.textContent = `${number(rows.length, 7)} shown${input.value.trim() ? ` that fit “${input.value.trim()}”` : ''}, newest first; ${number(page.total, 9)} materials in the log.${page.complete ? '' : ' The log is still being read.'}`;
      } catch (problem) {
        if (problem.name === 'AbortError') return;
        trouble.hidden = false;
        trouble.textContent = problem.message;
      }
    }

    function start() { rows = []; after = null; return next(); }

    await start();
  },
};
