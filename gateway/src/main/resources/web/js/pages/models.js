// Models: which version serves, how much each said, how honest it was.
import { get } from '../lib/api.js';
import { h, put } from '../lib/dom.js';
import { badge, number, percent, shortId, time } from '../lib/format.js';
import { table } from '../lib/table.js';
import { to } from '../routes.js';

const EVERY = 5000;

export default {
  title: 'Models',
  async render(root, _, ctx) {
    const list = table({
      caption: 'Coverage: the share of observations within the model’s intervals, beside what they claim, over the last observations.',
      key: (row) => row.name, empty: 'The log speaks of no model yet: one is released when an inference worker starts.',
      columns: [
        { key: 'name', label: 'Model', head: true, sort: (row) => row.name, cell: (row) => h('a', { href: to('models', row.name) }, row.name) },
        { key: 'version', label: 'Newest release', cell: (row) => (row.newest ? [row.newest.version, ' ', badge(row.newest.stage), h('br'), h('small', { class: 'soft' }, time(row.newest.recordedAt))] : '–') },
        { key: 'champion', label: 'Serves', cell: (row) => [row.champion ? shortId(row.champion) : '–', row.canary ? [h('br'), h('small', { class: 'soft' }, `${percent(row.canary.share)} of the campaigns: `), shortId(row.canary.digest)] : null, row.shadow ? [h('br'), h('small', { class: 'soft' }, 'in the shadow: '), shortId(row.shadow)] : null] },
        { key: 'releases', label: 'Versions', number: true, sort: (row) => row.releases, cell: (row) => number(row.releases, 7) },
        { key: 'predictions', label: 'Predictions', number: true, sort: (row) => row.predictions, cell: (row) => number(row.predictions, 9) },
        { key: 'coverage', label: 'Coverage', number: true, sort: (row) => row.coverage?.observed ?? null, cell: (row) => (row.coverage ? `${percent(row.coverage.observed, 3)} where ${percent(row.coverage.claimed, 3)} is claimed, of ${number(row.coverage.count, 7)}` : 'not checked yet') },
        { key: 'alarms', label: 'Drift alarms', number: true, sort: (row) => row.alarms, cell: (row) => (row.alarms ? h('span', { class: 'badge', 'data-tone': 'warn' }, number(row.alarms, 7)) : '0') },
      ],
    });
    put(root, h('div', { class: 'head' }, h('h1', null, 'Models')), h('section', { class: 'card' }, list.element));
    let timer = null;
    async function refresh() {
      const { models } = await get('/v1/models', { signal: ctx.signal });
      if (!root.contains(document.activeElement) || !document.activeElement.closest('tbody')) list.update(models);
      timer = setTimeout(() => refresh().catch(() => {}), EVERY);
    }
    await refresh();
    return () => clearTimeout(timer);
  },
};
