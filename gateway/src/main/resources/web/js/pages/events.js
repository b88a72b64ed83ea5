// The live stream of everything. A worker reads and counts all of it; the page draws what fits on it, some times a second.
import { path } from '../lib/api.js';
import { h, put } from '../lib/dom.js';
import { number, time, words } from '../lib/format.js';
import { follow } from '../lib/stream.js';
import { happened, told } from '../lib/told.js';
import { VirtualList } from '../lib/virtual-list.js';
import { to } from '../routes.js';

const KEPT = 5000;
const TOPICS = ['reading-reported', 'simulation-completed', 'literature-embedded', 'instrument-registered', 'campaign-defined', 'candidate-proposed', 'material-updated', 'observation-derived', 'prediction-requested', 'prediction-made', 'experiment-proposed', 'experiment-decided', 'experiment-progressed', 'capacity-granted', 'failure-diagnosed', 'halt-declared', 'campaign-concluded', 'model-released', 'drift-detected', 'coverage-reported', 'policy-shadowed', 'shadow-chosen', 'shadow-reported', 'inquiry-opened', 'inquiry-answered'];

const kindOf = ({ name, data }) => data.topic ?? data.kind ?? name;

function link({ data }) {
  if (data.experimentId) return to('proposals', data.experimentId);
  if (data.candidateId) return to('materials', data.candidateId);
  if (data.modelName) return to('models', data.modelName);
  return data.campaignId ? to('campaigns', data.campaignId) : null;
}

function row(event) {
  const { data } = event;
  const href = link(event);
  const text = data.text === undefined ? told(event.name, data) : data.text;
  return [
    h('span', { class: 'soft number' }, time(happened(data))),
    h('span', { class: 'badge' }, kindOf(event)),
    h('span', { class: 'says' }, href ? h('a', { href }, data.key ?? data.campaignId ?? 'open') : data.key ?? '', ' ', text),
    h('code', { class: 'soft' }, data.offset === undefined ? '' : `${data.partition}@${data.offset}`),
  ];
}

export default {
  title: 'Events',
  async render(root, _, ctx) {
    const campaignId = ctx.query.get('campaign');
    const list = new VirtualList({ row, label: 'Events, newest first', height: 30 });
    let events = []; // newest first
    let seen = 0;
    let shownLess = 0;
    let rate = 0;
    let paused = false;
    let stream = null;
    const held = { events: [], seen: 0 };
    const words1 = h('input', { type: 'search', 'aria-label': 'Filter events by text', placeholder: 'Text, key or campaign', oninput: () => filter() });
    const topic = h('select', { 'aria-label': 'Topic', onchange: () => open() }, h('option', { value: '' }, 'all topics'), TOPICS.map((each) => h('option', { value: each }, words(each))));
    const pause = h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => hold(!paused) }, 'Pause');
    const figures = h('p', { class: 'soft number', 'data-testid': 'event-counts' });
    const trouble = h('p', { class: 'notice bad', role: 'alert', hidden: true });
    put(root,
      h('div', { class: 'head' }, h('h1', null, 'Events'), campaignId ? h('span', null, 'of ', h('a', { href: to('campaigns', campaignId) }, campaignId), ' · ', h('a', { href: to('events') }, 'all')) : null,
        h('div', { class: 'actions row' }, words1, campaignId ? null : topic, pause)),
      figures, trouble, h('section', { class: 'card' }, list.element));

    const fits = (event) => {
      const text = words1.value.trim().toLowerCase();
      const { data } = event;
      return !text || [kindOf(event), data.key, data.text, data.campaignId, data.experimentId, data.candidateId, data.source].some((each) => each && String(each).toLowerCase().includes(text));
    };

    function filter() { list.update(events.filter(fits)); count(); }

    function count() {
      put(figures, `${number(seen, 9)} seen`, rate ? `, ${number(rate, 3)} a second` : '', `; the latest ${number(events.length, 6)} kept`, shownLess ? `, ${number(shownLess, 9)} counted and not kept` : '', paused ? `; paused, ${number(held.seen, 9)} came since` : '', '.');
    }

    function hold(now) {
      paused = now;
      pause.textContent = paused ? 'Resume' : 'Pause';
      pause.setAttribute('aria-pressed', String(paused));
      if (!paused) { add(held.events, held.seen); held.events = []; held.seen = 0; }
      count();
    }

    function add(batch, total) {
      seen += total;
      shownLess += total - batch.length;
      const fresh = batch.slice().reverse();
      events = fresh.concat(events);
      if (events.length > KEPT) { shownLess += events.length - KEPT; events.length = KEPT; }
      list.update(words1.value.trim() ? events.filter(fits) : events, fresh.filter(fits).length);
    }

    let since = performance.now();
    let sinceSeen = 0;
    function take(batch, { seen: total }) {
      sinceSeen += total;
      const now = performance.now();
      if (now - since > 1000) { rate = (1000 * sinceSeen) / (now - since); since = now; sinceSeen = 0; }
      if (paused) {
        held.seen += total;
        held.events = held.events.concat(batch).slice(-KEPT);
      } else add(batch, total);
      count();
    }

    function open() {
      stream?.close();
      events = [];
      seen = shownLess = 0;
      list.update([]);
      count();
      const address = campaignId ? path`/v1/campaigns/${campaignId}/events` : topic.value ? path`/v1/events?topic=${topic.value}` : '/v1/events';
      stream = follow(address, {
        mode: 'latest', every: 150, onEvents: take,
        onState: (state, problem) => { trouble.hidden = state !== 'refused'; trouble.textContent = state === 'refused' ? `The door refuses: ${problem?.detail ?? problem?.title ?? 'no reason given'}.` : ''; },
      });
    }

    open();
    const calm = setInterval(() => { if (performance.now() - since > 2500) { rate = 0; since = performance.now(); sinceSeen = 0; count(); } }, 1000);
    return () => { clearInterval(calm); stream.close(); list.destroy(); };
  },
};
