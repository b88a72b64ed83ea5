// All campaigns: how far, how good, and what to do about them.
import { get, path, put as send } from '../lib/api.js';
import { score } from '../lib/campaign.js';
import { sparkline } from '../lib/charts.js';
import { ask } from '../lib/dialog.js';
import { h, put } from '../lib/dom.js';
import { badge, labelWithUnit, number, quantity } from '../lib/format.js';
import { follow } from '../lib/stream.js';
import { table } from '../lib/table.js';
import { to } from '../routes.js';

const EVERY = 3000;
const SPARKS = 40;

/** Asks, and lets a campaign go on, pauses or ends it. Resolves with the campaign, or null. */
export async function setState(campaign, state) {
  const words = { open: ['Resume', 'It proposes again.'], paused: ['Pause', 'What has begun is finished; nothing else is begun until it is resumed.'], closed: ['Stop', 'What has begun is finished; nothing else is begun. It can be opened again.'] }[state];
  let after = null;
  await ask({
    title: `${words[0]} “${campaign.name}”?`, text: words[1], confirm: words[0], danger: state === 'closed',
    submit: async () => { after = await send(path`/v1/campaigns/${campaign.campaignId}/state`, { state }); },
  });
  return after;
}

/** The buttons that fit a campaign's state. */
export function stateButtons(campaign, changed) {
  const button = (state, label, danger) => h('button', { type: 'button', class: danger ? 'danger' : null, 'aria-label': `${label} ${campaign.name}`, onclick: async () => { const after = await setState(campaign, state); if (after) changed(after); } }, label);
  const now = campaign.state ?? 'open';
  if (campaign.progress?.concluded) return [];
  return now === 'open' ? [button('paused', 'Pause'), button('closed', 'Stop', true)] : now === 'paused' ? [button('open', 'Resume'), button('closed', 'Stop', true)] : [button('open', 'Resume')];
}

/** How a campaign stands, as a badge. */
export const standing = (campaign) => (campaign.progress?.concluded ? h('span', { class: 'badge', 'data-tone': 'violet' }, 'concluded') : badge(campaign.state ?? 'open'));

function done(campaign) {
  const { succeeded, failed } = campaign.progress;
  const text = `${number(succeeded + failed, 7)} of ${number(campaign.budget, 7)} experiments`;
  return h('div', { style: { 'min-width': '11rem' } }, h('progress', { max: campaign.budget, value: Math.min(campaign.budget, succeeded + failed), 'aria-label': text }), h('small', { class: 'soft' }, `${text}${failed ? `, ${failed} failed` : ''}`));
}

export default {
  title: 'Campaigns',
  async render(root, _, ctx) {
    const sparks = new Map();
    const search = h('input', { type: 'search', 'aria-label': 'Search campaigns', placeholder: 'Name, id or property', oninput: () => show() });
    const state = h('select', { 'aria-label': 'State', onchange: () => show() }, ['any state', 'open', 'paused', 'closed', 'concluded'].map((each) => h('option', { value: each }, each)));
    const list = table({
      caption: 'Best: the best single reading ± one standard error. Line: best so far over the readings (dots).',
      key: (row) => row.campaignId, empty: 'No campaign fits.', order: null,
      columns: [
        { key: 'name', label: 'Campaign', head: true, sort: (row) => row.name.toLowerCase(), cell: (row) => [h('a', { href: to('campaigns', row.campaignId) }, row.name), h('br'), h('small', { class: 'soft mono' }, row.campaignId)] },
        { key: 'state', label: 'State', sort: (row) => row.state ?? 'open', cell: (row) => h('div', { class: 'row' }, standing(row), row.simulated ? h('span', { class: 'badge' }, 'simulated') : null) },
        { key: 'goal', label: 'Goal', cell: (row) => row.objectives.map((each) => h('div', null, `${each.goal} ${labelWithUnit(each.property, each.unit)}`)) },
        { key: 'progress', label: 'Progress', sort: (row) => (row.progress.succeeded + row.progress.failed) / row.budget, cell: done },
        { key: 'best', label: 'Best so far', number: true, sort: (row) => (row.progress.best ? score(row.objectives[0], row.progress.best.value) : null), cell: (row) => (row.progress.best ? quantity(row.progress.best.value, row.progress.best.sem, row.progress.best.unit) : '–') },
        { key: 'spark', label: 'Readings', cell: (row) => spark(row) },
        { key: 'waiting', label: 'Waiting for people', number: true, sort: (row) => row.progress.pendingApproval ?? 0, cell: (row) => (row.progress.pendingApproval ? h('a', { href: to('campaigns', row.campaignId, 'board') }, number(row.progress.pendingApproval)) : '0') },
        { key: 'actions', label: 'Actions', cell: (row) => h('div', { class: 'actions small' }, stateButtons(row, () => refresh())) },
      ],
    });
    const nothing = h('p', { class: 'empty' }, 'No campaign yet. ', h('a', { href: to('new') }, 'Start one from a CSV'), ', or define one with ', h('code', null, 'POST /v1/campaigns'), '.');
    put(root, h('div', { class: 'head' }, h('h1', null, 'Campaigns'), h('div', { class: 'actions row' }, search, state, h('a', { class: 'button primary', href: to('new') }, 'New campaign'))), h('section', { class: 'card' }, list.element, nothing));

    let campaigns = [];
    let timer = null;

    function spark(row) {
      const known = sparks.get(row.campaignId);
      if (!known?.values.length) return h('small', { class: 'soft' }, row.progress.observations ? '…' : 'none yet');
      return sparkline({ ...known, summary: `best so far ${number(known.bests.at(-1))} after ${known.values.length} readings, first ${number(known.values[0])}` });
    }

    function show() {
      const words = search.value.trim().toLowerCase();
      const fits = (each) => !words || [each.name, each.campaignId, ...each.objectives.map((one) => one.property)].join(' ').toLowerCase().includes(words);
      const stands = (each) => state.value === 'any state' || state.value === (each.progress.concluded ? 'concluded' : each.state ?? 'open');
      const shown = campaigns.filter((each) => fits(each) && stands(each)).reverse();
      nothing.hidden = campaigns.length > 0;
      list.element.hidden = campaigns.length === 0;
      list.update(shown.map((each) => ({ ...each })));
    }

    async function refresh() {
      clearTimeout(timer);
      try {
        campaigns = (await get('/v1/campaigns', { signal: ctx.signal })).campaigns;
        if (!root.contains(document.activeElement) || !document.activeElement.closest('tbody')) show();
        readSparks();
      } finally {
        if (!ctx.signal.aborted) timer = setTimeout(() => refresh().catch(() => {}), EVERY);
      }
    }

    // one short look at each campaign's stream, one after another: a browser has few connections to one host
    let reading = false;
    async function readSparks() {
      if (reading) return;
      reading = true;
      for (const campaign of [...campaigns].reverse().slice(0, SPARKS)) {
        const known = sparks.get(campaign.campaignId);
        if (ctx.signal.aborted) break;
        if (campaign.progress.observations === (known?.count ?? 0)) continue;
        const next = known ?? { values: [], bests: [], last: null, count: 0 };
        await look(campaign, next);
        next.count = campaign.progress.observations;
        sparks.set(campaign.campaignId, next);
      }
      reading = false;
    }

    function look(campaign, into) {
      return new Promise((resolve) => {
        let idle = setTimeout(end, 1500);
        const stream = follow(path`/v1/campaigns/${campaign.campaignId}/events`, {
          lastEventId: into.last,
          onEvents: (events) => {
            clearTimeout(idle);
            idle = setTimeout(end, 250);
            for (const { name, data } of events) {
              if (name !== 'observation' || data.property !== campaign.objectives[0].property) continue;
              const before = into.bests.at(-1);
              const keeps = before !== undefined && score(campaign.objectives[0], before) >= score(campaign.objectives[0], data.value);
              into.bests.push(keeps ? before : data.value);
              into.values.push(data.value);
              if (into.values.length > 2000) ['values', 'bests'].forEach((each) => { into[each] = into[each].filter((_, i) => i % 2); });
            }
          },
        });
        function end() { clearTimeout(idle); into.last = stream.last(); stream.close(); resolve(); }
        ctx.signal.addEventListener('abort', end, { once: true });
      });
    }

    await refresh();
    return () => clearTimeout(timer);
  },
};
