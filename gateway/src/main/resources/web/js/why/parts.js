// Panels of the why page: the choice itself, its value taken apart, its belief.
import { signedBars, whiskers } from '../lib/charts.js';
import { h } from '../lib/dom.js';
import { candidate, labelWithUnit, number, plain, quantity, shortId, time, unitText, words } from '../lib/format.js';
import { table } from '../lib/table.js';

/** A titled card. */
export const panel = (title, ...content) => h('section', { class: 'card' }, h('h2', null, title), content);

/** Pairs of name and content; what is empty is left out. */
export const facts = (...pairs) => h('dl', { class: 'facts' }, pairs.filter((pair) => pair && pair[1] !== undefined && pair[1] !== null && pair[1] !== '').map(([name, value]) => [h('dt', null, name), h('dd', null, value)]));

/** topic-partition@offset, or the topic alone where an event has no place in it. */
export const coordinates = ({ topic, partition, offset }) => (topic ? h('code', null, (partition ?? null) === null ? topic : `${topic}-${partition}@${offset}`) : null);

/** How far a deadline let the search go. */
const searched = ({ judged, of, gap }) => [`${number(judged, 8)} of ${number(of, 8)} candidates in the time it had`, h('span', { class: 'soft' }, gap === 0 ? ': none of the others is better' : gap === undefined ? ': what the others may have more is not known' : `: the best of the others has at most ${number(gap, 3)} more, on the function's own scale`)];

/** What was proposed, and by which rule. */
export function choice(proposal, known, document) {
  const said = document?.proposal ?? {};
  const policy = said.policy;
  return panel('What was chosen',
    h('p', null, candidate(proposal.candidate, known.parameters)),
    facts(
      ['Proposed', time(proposal.proposedAt)],
      ['Rule', [plain(proposal.why.function), ' ', h('span', { class: 'soft' }, proposal.why.reason ?? '')]],
      ['Fidelity', proposal.fidelity && [proposal.fidelity, proposal.why.fidelities ? h('span', { class: 'soft' }, ` (variance taken per cost: ${proposal.why.fidelities.map((each) => `${each.name} ${number(each.reduction / each.cost, 3)}`).join(', ')})`) : null]],
      ['Looked at', proposal.why.search && searched(proposal.why.search)],
      ['Policy', policy && (typeof policy === 'string' ? policy : [policy.acquisition, policy.surrogate, policy.features?.join(' + ')].filter(Boolean).map(plain).join(', '))],
      ['Knew', `${proposal.why.observations} observations, ${proposal.why.pending} pending`],
      ['Place in the pool', proposal.poolIndex >= 0 ? number(proposal.poolIndex, 8) : null],
      ['Candidate', shortId(proposal.candidateId)],
      ['Seed', h('code', null, String(said.seed ?? proposal.seed))],
      ['Event', coordinates(said)],
      ['Had read', proposal.offsetsSeen?.length ? h('details', null, h('summary', null, `${proposal.offsetsSeen.length} partitions`), proposal.offsetsSeen.map((each) => h('div', null, coordinates(each)))) : null],
      ['Follows', proposal.followsUp && [h('a', { href: `#/proposals/${encodeURIComponent(proposal.followsUp.experimentId)}` }, shortId(proposal.followsUp.experimentId)), ` (${proposal.followsUp.because})`, proposal.followsUp.text ? `: ${proposal.followsUp.text}` : '']]));
}

const WHY = { exploitation: 'Exploitation', exploration: 'Exploration', cost: 'Cost', constraint: 'Constraint' };

const checked = (residual, of) => {
  if (residual === undefined || residual === null) return null;
  const good = Math.abs(residual) <= 1e-6 * Math.max(1, Math.abs(of ?? 1));
  return h('p', null, h('span', { class: 'badge', 'data-tone': good ? 'good' : 'bad' }, good ? 'sum checked' : 'sum does not close'), h('small', { class: 'soft' }, ` residual ${number(residual, 2)}`));
};

/** The acquisition value as a sum. */
export function acquisition(document) {
  const it = document.acquisition;
  if (!it) return null;
  const parts = it.parts?.length ? signedBars({
    caption: `${plain(it.function)}, on its own scale. Parts one behind another; together the value.`, chain: true,
    parts: it.parts.map((each) => ({ label: WHY[each.name] ?? words(each.name), value: each.value })), total: { label: 'value', value: it.value },
  }) : h('p', null, `${plain(it.function)}: ${number(it.value)} on its own scale; it does not come apart.`);
  return panel('Its value, taken apart', parts, it.reason ? h('p', { class: 'soft' }, it.reason) : null, it.rule ? h('p', { class: 'soft' }, it.rule) : null, it.parts?.length ? checked(it.residual ?? it.sum - it.value, it.value) : null);
}

/** Belief before, at and after, and what came. */
export function belief(document, proposal) {
  const it = document.posterior;
  if (!it) return null;
  const unit = it.unit;
  const row = (label, at, tone) => at && at.mean !== undefined && at.mean !== null && { label, mean: at.mean, half: at.standardDeviation, text: quantity(at.mean, at.standardDeviation, unit), tone };
  const at = row('as decided', it.at, 'blue');
  const interval = it.interval ?? proposal.why.interval;
  if (at && interval?.lower !== undefined) Object.assign(at, { low: interval.lower, high: interval.upper });
  const outcome = it.outcome && { label: 'measured', mean: it.outcome.value, half: it.outcome.sem, text: quantity(it.outcome.value, it.outcome.sem, unit), tone: 'ember' };
  const rows = [row('before its last reading', it.before, 'edge'), at, row('with all known now', it.after, 'teal'), outcome].filter(Boolean);
  if (!rows.length) return panel('Belief', h('p', { class: 'empty' }, 'There was no posterior yet: a start point.'));
  const claimed = interval?.claimed ? ` Thin: the ${number(100 * interval.claimed, 3)} % interval for the measurement.` : '';
  return panel(`Belief about ${labelWithUnit(proposal.objective, unit)}`,
    whiskers({ caption: `Thick: one standard deviation (of the measurement: one standard error).${claimed}`, rows }),
    facts(['Observations', [it.before?.observations, it.at?.observations, it.after?.observations].filter((each) => each !== undefined && each !== null).join(' → ')]));
}

/** Who nearly won. */
export function runnersUp(document, proposal, unit, known) {
  const rows = (document?.runnersUp ?? proposal.runnersUp).map((each, i) => ({ ...each, id: i, margin: each.margin ?? proposal.why.value - each.value }));
  const list = table({
    caption: `Value: ${plain(document?.acquisition?.function ?? proposal.why.function)}, on its own scale. Margin: what this one had more.`, empty: 'Nothing else was in question.',
    columns: [
      { key: 'what', label: 'Candidate', head: true, cell: (row) => (row.candidate ? candidate(row.candidate, known.parameters) : row.poolIndex >= 0 ? `no. ${row.poolIndex} of the pool` : shortId(row.candidateId)) },
      { key: 'value', label: 'Value', number: true, sort: (row) => row.value, cell: (row) => number(row.value) },
      { key: 'margin', label: 'Margin', number: true, sort: (row) => row.margin, cell: (row) => number(row.margin, 3) },
      { key: 'belief', label: 'Expected', number: true, sort: (row) => row.mean, cell: (row) => quantity(row.mean, row.standardDeviation, unit) },
    ],
  });
  list.update(rows);
  const margin = document?.margin;
  return panel('Runners-up', margin === undefined || margin === null ? null : h('p', null, 'Margin over the first: ', h('strong', null, number(margin, 3)), margin === 0 ? ': the same value, the tie was broken by its place' : ''), list.element);
}

/** Shares of the parameters or elements in the belief or the value. */
export function attribution(document, unit) {
  const it = document.attribution;
  if (!it?.parts?.length) return null;
  const tail = it.target === 'mean' ? unitText(unit) : '';
  const text = (value) => [value > 0 ? `+${number(value, 3)}` : number(value, 3), tail].filter(Boolean).join(' ');
  const sorted = [...it.parts].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const most = sorted.slice(0, 14);
  const rest = sorted.slice(14).reduce((sum, each) => sum + each.value, 0);
  return panel('What it is due to', signedBars({
    caption: `Shares of its parameters or elements in the ${it.target === 'mean' ? `posterior mean${tail ? ` (${tail})` : ''}` : 'acquisition value (own scale)'}, from the average of the campaign to this one.`, chain: true, base: it.base ?? 0,
    parts: [...most.map((each) => ({ label: words(each.label ?? each.feature), value: each.value, text: text(each.value) })), ...(rest ? [{ label: `${sorted.length - 14} others`, value: rest, text: text(rest) }] : [])],
    total: { label: it.target === 'mean' ? 'posterior mean' : 'value', value: it.value, text: [number(it.value), tail].filter(Boolean).join(' ') },
  }), it.method ? h('p', { class: 'soft' }, it.method) : null, checked(it.residual, it.value));
}
