// The fleet: who is there, what waits, what is held, how busy each was. Live.
import { get } from '../lib/api.js';
import { h, put } from '../lib/dom.js';
import { badge, duration, number, percent, time, words } from '../lib/format.js';
import { table } from '../lib/table.js';
import { to } from '../routes.js';

const EVERY = 2000;
const experiment = (each) => h('div', null, h('a', { href: to('proposals', each.experimentId) }, each.experimentId), ' ', badge(each.state), h('small', { class: 'soft' }, ' since ', time(each.since)));

function busy(windows) {
  return windows.map((each) => {
    const share = each.utilisation ?? each.busySeconds / each.seconds;
    const text = `${duration(each.seconds * 1000)}: ${percent(share, 3)}${each.slots ? ` of ${each.slots} slot${each.slots === 1 ? '' : 's'}` : ''}`;
    return h('div', null, h('progress', { max: 1, value: Math.min(1, share), 'aria-label': text }), ' ', h('small', { class: 'soft' }, text));
  });
}

const counts = (windows) => { const day = windows.at(-1); return `${number(day.succeeded, 7)} / ${number(day.failed, 7)}`; };

function fault(each) {
  const cause = each.causes[0];
  return h('div', null, h('a', { href: to('proposals', each.experimentId) }, cause ? words(cause.kind) : 'no cause found'), cause ? ` ${percent(cause.probability, 2)}` : '', h('small', { class: 'soft' }, ' ', time(each.recordedAt)));
}

function state(row) {
  return [badge(row.state), row.simulated ? [' ', h('span', { class: 'badge' }, 'simulated')] : null, row.halt ? [' ', h('span', { class: 'badge', 'data-tone': 'bad' }, `stopped: ${row.halt.scope}`)] : null, row.stateAt ? [h('br'), h('small', { class: 'soft' }, 'since ', time(row.stateAt))] : null];
}

export default {
  title: 'Fleet',
  async render(root, _, ctx) {
    const figures = h('p', { class: 'soft', role: 'status' });
    const trouble = h('p', { class: 'notice bad', role: 'alert', hidden: true });
    const instruments = table({
      caption: 'Utilisation: time in which experiments ran, by slot, to the minute (several at once are counted each). Queued: offered and not yet taken.',
      key: (row) => row.instrumentId, empty: 'No instrument is registered.',
      columns: [
        { key: 'name', label: 'Instrument', head: true, sort: (row) => row.name, cell: (row) => [row.name, h('br'), h('small', { class: 'soft mono' }, row.instrumentId)] },
        { key: 'state', label: 'State', sort: (row) => row.state, cell: state },
        { key: 'techniques', label: 'Techniques', cell: (row) => row.techniques.map(words).join(', ') || '–' },
        { key: 'slots', label: 'Slots / credits', number: true, sort: (row) => row.capacity, cell: (row) => `${row.capacity} / ${row.credits ?? '–'}` },
        { key: 'queued', label: 'Queued', number: true, sort: (row) => row.queued, cell: (row) => number(row.queued, 7) },
        { key: 'held', label: 'Held', sort: (row) => row.held.length, cell: (row) => (row.held.length ? row.held.slice(0, 5).map(experiment) : '–') },
        { key: 'busy', label: 'Utilisation', sort: (row) => row.windows[1].utilisation, cell: (row) => busy(row.windows) },
        { key: 'done', label: 'Done / failed in 24 h', number: true, sort: (row) => row.windows.at(-1).succeeded, cell: (row) => counts(row.windows) },
        { key: 'faults', label: 'Faults', sort: (row) => row.faults.length, cell: (row) => (row.faults.length ? row.faults.slice(0, 3).map(fault) : '–') },
      ],
    });
    const workers = table({
      caption: 'Robots and people who hold an experiment now.', key: (row) => row.worker, empty: 'Nobody holds an experiment.',
      columns: [
        { key: 'worker', label: 'Worker', head: true, sort: (row) => row.worker, cell: (row) => row.worker },
        { key: 'held', label: 'Holds', sort: (row) => row.held.length, cell: (row) => row.held.slice(0, 10).map(experiment) },
        { key: 'busy', label: 'Busy', sort: (row) => row.windows[1].busySeconds, cell: (row) => busy(row.windows) },
        { key: 'done', label: 'Done / failed in 24 h', number: true, sort: (row) => row.windows.at(-1).succeeded, cell: (row) => counts(row.windows) },
      ],
    });
    put(root, h('div', { class: 'head' }, h('h1', null, 'Fleet')), figures, trouble,
      h('section', { class: 'card' }, h('h2', null, 'Instruments'), instruments.element),
      h('section', { class: 'card' }, h('h2', null, 'Workers'), workers.element));
    let timer = null;

    async function refresh() {
      try {
        const fleet = await get('/v1/fleet', { signal: ctx.signal });
        trouble.hidden = true;
        if (!document.activeElement?.closest('tbody')) { instruments.update(fleet.instruments); workers.update(fleet.workers); }
        const there = fleet.instruments.filter((each) => each.state === 'online').length;
        const text = `${number(fleet.instruments.length, 7)} instruments, ${number(there, 7)} online; ${number(fleet.workers.length, 7)} workers at work; ${number(fleet.waiting, 7)} experiments wait.`;
        if (figures.textContent !== text) figures.textContent = text;
      } catch (problem) {
        if (problem.name === 'AbortError') return;
        trouble.hidden = false;
        trouble.textContent = problem.message;
      } finally {
        if (!ctx.signal.aborted) timer = setTimeout(refresh, EVERY);
      }
    }

    await refresh();
    return () => clearTimeout(timer);
  },
};
