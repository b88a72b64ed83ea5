// Events in words, for people.
import { h } from './dom.js';
import { candidate, number, parameters, percent, plain, quantity, words } from './format.js';
import { to } from '../routes.js';

const experiment = (id, label) => (id ? h('a', { href: to('proposals', id) }, label ?? `experiment ${String(id).slice(0, 8)}`) : 'a free measurement');

const TELL = {
  proposal: (data, known) => [experiment(data.experimentId, `no. ${data.ordinal + 1}`), ' proposed: ', candidate(data.candidate, known.parameters), data.why?.mean === undefined ? '' : `, expected ${quantity(data.why.mean, data.why.standardDeviation, known.unit)}`],
  progress: (data) => [experiment(data.experimentId), ` ${words(data.state)}`, data.worker ? ` (${data.worker})` : '', data.failureKind ? `: ${data.failureKind}` : '', data.reason ? `, ${data.reason}` : ''],
  observation: (data) => [experiment(data.experimentId), ` measured ${words(data.property)} `, quantity(data.value, data.sem, data.unit), data.n > 1 ? `, n = ${data.n}` : ''],
  decision: (data) => [experiment(data.experimentId), ` ${PAST[data.decision] ?? data.decision} by ${data.by}`, data.boost ? `, priority × ${number(data.boost)}` : '', data.candidate ? [', instead: ', candidate(data.candidate)] : '', data.reason ? `: ${data.reason}` : ''],
  grant: (data) => [`may have ${data.slots} open at once: ${data.reason}`],
  halt: (data) => [`${data.scope} ${data.halted ? 'stopped' : 'goes on'} by ${data.by}`, data.reason ? `: ${data.reason}` : ''],
  diagnosis: (data) => [experiment(data.experimentId), ' probably failed by ', data.causes?.[0] ? `${words(data.causes[0].kind)} (${number(100 * data.causes[0].probability, 2)} %)` : 'no known cause', data.action?.text ? `; ${data.action.text}` : ''],
  drift: (data) => [data.message || `${words(data.property)}: ${words(data.detector)} at ${number(data.statistic, 3)}, above ${number(data.threshold, 3)}`, data.answers?.length ? `; ${data.answers.map(plain).join(', ')}` : ''],
  coverage: (data) => [`${words(data.property)}: ${percent(data.observed)} of the last ${data.count} outcomes covered where ${percent(data.claimed)} is claimed`],
  invention: (data) => [`wave ${data.wave + 1}: `, data.event === 'requested' ? `${data.count} candidates wanted` : data.problem ?? `${data.candidates.length} candidates by ${data.generators.filter((each) => each.accepted).map((each) => each.name).join(', ') || 'nobody'}`],
  inquiry: (data) => [`question ${words(data.kind ?? '')} ${words(data.state ?? '')}`],
  shadow: (data) => [`shadow ${data.name ?? ''} ${words(data.state ?? 'chose')}`, data.agreed === undefined ? '' : data.agreed ? ', the same' : ', another one'],
};
const PAST = { approve: 'approved', veto: 'vetoed', edit: 'edited', boost: 'boosted', cancel: 'cancelled' };

/** What an event says: nodes and text. `known` = {parameters, unit} of its campaign, where there is one. */
export function told(name, data, known = {}) {
  const tell = TELL[name];
  if (tell) return tell(data, known);
  const rest = Object.entries(data).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)).slice(0, 6);
  return [parameters(Object.fromEntries(rest.map(([key, value]) => [key, typeof value === 'number' ? value : String(value).slice(0, 60)])))];
}

/** When an event happened, as far as it says. */
export const happened = (data) => data.recordedAt ?? data.proposedAt ?? data.occurredAt ?? data.at ?? data.meta?.occurredAt;
