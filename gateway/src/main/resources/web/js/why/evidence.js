// Panels of the why page: the events behind the choice, what each of them did to it, and who had a say.
import { critique } from '../board/card.js';
import { get, path } from '../lib/api.js';
import { card } from '../lib/card.js';
import { h, put } from '../lib/dom.js';
import { badge, number, parameters, percent, time, words } from '../lib/format.js';
import { table } from '../lib/table.js';
import { coordinates, facts, panel } from './parts.js';

/** Leave one out. */
export function influence(document, known) {
  const rows = document.influence;
  if (!rows) return null;
  const where = (pick) => (!pick ? 'nothing' : pick.parameters && Object.keys(pick.parameters).length ? parameters(pick.parameters, known.parameters) : pick.poolIndex >= 0 ? `no. ${pick.poolIndex} of the pool` : pick.candidateId);
  const list = table({
    caption: 'Each event left out in turn, and the decision made again in full. Shift: how far the value of the choice moves, on its own scale.', empty: 'No event was left out.', key: (row) => row.eventId, most: 40,
    columns: [
      { key: 'text', label: 'Without this event', head: true, cell: (row) => row.text },
      { key: 'pick', label: 'The pick would be', cell: (row) => (row.changesPick ? [h('span', { class: 'badge', 'data-tone': 'ember' }, 'another one'), ' ', where(row.pickWithout)] : h('span', { class: 'soft' }, 'the same')) },
      { key: 'shift', label: 'Shift', number: true, sort: (row) => Math.abs(row.shift ?? 0), cell: (row) => number(row.shift, 3) },
      { key: 'at', label: 'Event', cell: (row) => coordinates(row) },
    ],
  });
  list.update(rows);
  const examined = document.influenceExamined;
  const decisive = rows.filter((each) => each.changesPick).length;
  const first = rows.find((each) => each.changesPick);
  return panel('What each event did',
    h('p', null, decisive ? [h('strong', null, `${decisive} of ${rows.length}`), ' events decide it. Without ', h('em', null, first.text), ' the pick would be ', h('strong', null, where(first.pickWithout)), '.'] : `None of the ${rows.length} events decides it alone.`),
    examined ? h('p', { class: 'soft' }, `${number(examined.examined, 7)} of ${number(examined.of, 7)} events were left out one by one. ${examined.rule}`) : null, list.element);
}

/** Events that it had read. */
export function causes(document) {
  const rows = document.causes ?? [];
  const list = table({
    caption: `${document.causesTotal > rows.length ? `The latest ${rows.length} of ${document.causesTotal} events` : `${rows.length} events`} that the decision had read and that bear on it, newest first.`, empty: 'No event bears on it.', key: (row) => row.eventId, most: 50,
    columns: [
      { key: 'at', label: 'When', cell: (row) => time(row.occurredAt) },
      { key: 'kind', label: 'Kind', cell: (row) => h('span', { class: 'badge' }, words(row.kind ?? row.topic)) },
      { key: 'text', label: 'What it says', head: true, cell: (row) => row.text },
      { key: 'where', label: 'Topic, partition, offset', cell: (row) => coordinates(row) },
    ],
  });
  list.update(rows);
  return panel('Events behind it', list.element);
}

/** Critic, people, and the way of the experiment. */
export function story(document, proposal) {
  const said = document.critique ?? proposal.critique;
  const approvals = document.approvals ?? [];
  const steps = document.lifecycle ?? [];
  return panel('Who had a say, and what became of it',
    said ? critique(said) : h('p', { class: 'soft' }, 'The critic was not asked.'),
    h('h3', null, 'People'),
    approvals.length ? h('ul', { class: 'feed' }, approvals.map((each) => h('li', null, h('small', { class: 'soft' }, time(each.at)), ' ', h('strong', null, each.decision), ` by ${each.by}`, each.reason ? `: ${each.reason}` : ''))) : h('p', { class: 'soft' }, 'Nobody decided anything.'),
    h('h3', null, 'Steps'),
    steps.length ? h('ol', { class: 'feed' }, steps.map((each) => h('li', null, h('small', { class: 'soft' }, time(each.at)), ' ', badge(String(each.state).toLowerCase()), each.worker ? ` ${each.worker}` : '', each.reason ? `: ${each.reason}` : ''))) : h('p', { class: 'soft' }, 'None yet.'));
}

/** The model whose predictions were used. Its card is in the log of releases, and read when somebody opens it. */
export function model(document, signal) {
  const it = document.model;
  if (!it) return null;
  return panel('Model', facts(['Name', it.name ? h('a', { href: `#/models/${encodeURIComponent(it.name)}` }, it.name) : null], ['Digest', h('code', null, it.digest)], ['Version', it.version]),
    it.name ? modelCard(it.name, signal) : null);
}

function modelCard(name, signal) {
  const content = h('div', null, h('p', { class: 'soft', role: 'status' }, 'Reading it…'));
  const read = () => get(path`/v1/models/${name}`, { signal })
    .then((known) => put(content, known.card ? card(known.card) : h('p', { class: 'soft' }, 'The release carries no card.')))
    .catch((problem) => { if (problem.name !== 'AbortError') put(content, h('p', { class: 'error' }, problem.message)); });
  return h('details', { ontoggle: (event) => { if (event.target.open) read(); } }, h('summary', null, 'Model card'), content);
}

/** Whether the decision was derived again from the log. */
export function derivation(document) {
  const it = document.derivation;
  if (!it) return null;
  return h('p', { class: it.exact ? 'notice good' : 'notice bad' }, h('strong', null, it.exact ? 'Derived again, byte for byte' : 'Not derived again'),
    it.exact ? `: the same ${number(it.bytes, 7)} bytes from ${number(it.events, 7)} events of the log.` : `: the log gives another proposal${it.events === undefined ? '' : ` (${number(it.events, 7)} events read)`}.`);
}

/** Where the campaign stood. */
export function prospect(document, proposal) {
  const it = document.prospect ?? proposal.prospect;
  const feasible = proposal.why.feasibility;
  if (!it && feasible === undefined) return null;
  return panel('Where the campaign stood', facts(
    ['Outcomes', it?.measured], ['Expected to add', it && `${number(it.expectedImprovement, 3)} standard deviations of the outcomes`],
    ['Added so far', it && `${number(it.improvement, 3)} standard deviations of the outcomes`], ['Within its limits', feasible === undefined ? null : `probability ${percent(feasible)}`]));
}
