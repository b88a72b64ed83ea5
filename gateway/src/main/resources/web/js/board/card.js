// One experiment on the board.
import { choices, decide } from '../lib/decide.js';
import { h } from '../lib/dom.js';
import { badge, candidate, number, quantity, time, words } from '../lib/format.js';

const KEYS = { a: 'approve', v: 'veto', e: 'edit', b: 'boost', c: 'cancel' };
const PAST = { approve: 'approved', veto: 'vetoed', edit: 'edited', boost: 'boosted', cancel: 'cancelled' };

/** What a card shows, as text: it is drawn again when this changes. */
export const print = (proposal, campaign) => [proposal.state, proposal.worker, proposal.step, campaign.decisions.get(proposal.experimentId)?.length, JSON.stringify(campaign.measured.get(proposal.experimentId)?.[campaign.objective.property])].join('|');

function asked(needed) {
  if (!needed) return null;
  const because = needed.because?.length ? ` because of ${needed.because.map((each) => ({ policy: 'the policy', risk: 'its risk', 'out-of-domain': 'a setting the model does not know' })[each] ?? each).join(' and ')}` : '';
  return needed.mode === 'veto-window'
    ? h('p', { class: 'soft' }, 'Goes ahead unless somebody objects by ', time(needed.vetoUntil), because, '.')
    : h('p', { class: 'soft' }, `Needs ${needed.quorum === 1 ? 'one approval' : `${needed.quorum} approvals`}${because}.`);
}

/** The critic's findings, with its risk. */
export function critique(said) {
  if (!said) return null;
  const tone = said.risk >= 0.7 ? 'bad' : said.risk >= 0.3 ? 'warn' : 'plain';
  return h('div', null, h('span', { class: 'badge', 'data-tone': tone }, `critic: risk ${number(said.risk, 2)} of 1`),
    said.findings?.length ? h('ul', { class: 'findings' }, said.findings.map((each) => h('li', null, h('strong', null, each.severity), ` ${words(each.check)}: ${each.text}`))) : null);
}

/** The card; its keys a, v, e, b, c and w do what its buttons do. */
export function card(proposal, campaign, ctx) {
  const { objective, parameters } = campaign;
  const outcome = campaign.measured.get(proposal.experimentId)?.[objective.property];
  const said = campaign.decisions.get(proposal.experimentId) ?? [];
  const number1 = `no. ${proposal.ordinal + 1}`;
  const why = () => ctx.go('proposals', proposal.experimentId);
  const act = async (decision, label) => {
    const taken = await decide(proposal, parameters, decision, label);
    if (taken) ctx.announce(`${label}: ${number1}. Taken down; the campaign answers with a step.`);
  };
  const possible = choices(proposal);
  const title = h('h3', { id: `t-${proposal.experimentId}` }, `No. ${proposal.ordinal + 1} `, badge(proposal.state));
  return h('article', {
    class: 'card ticket', tabindex: '0', 'aria-labelledby': title.id, dataset: { id: proposal.experimentId, state: proposal.state },
    onkeydown: (event) => {
      if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
      const choice = possible.find((each) => each[0] === KEYS[event.key]);
      if (choice) { event.preventDefault(); act(...choice); } else if (event.key === 'w') why();
    },
  },
  title,
  h('p', { class: 'what' }, candidate(proposal.candidate, parameters)),
  h('dl', { class: 'facts' },
    h('dt', null, 'Expected'), h('dd', null, proposal.why.mean === undefined ? 'no posterior yet' : quantity(proposal.why.mean, proposal.why.standardDeviation, objective.unit)),
    proposal.fidelity ? [h('dt', null, 'Fidelity'), h('dd', null, proposal.fidelity)] : null,
    outcome ? [h('dt', null, 'Measured'), h('dd', null, h('strong', null, quantity(outcome.value, outcome.sem, outcome.unit)))] : null,
    proposal.worker ? [h('dt', null, 'By'), h('dd', null, proposal.worker)] : null,
    proposal.failureKind ? [h('dt', null, 'Failed in'), h('dd', null, words(proposal.failureKind))] : null),
  proposal.state === 'pending-approval' ? asked(proposal.approvalNeeded ?? { mode: 'quorum', quorum: 1 }) : null,
  critique(proposal.critique),
  said.length ? h('ul', { class: 'findings' }, said.slice(0, 4).map((each) => h('li', null, `${PAST[each.decision] ?? each.decision} by ${each.by}`, each.boost ? ` × ${number(each.boost)}` : '', each.reason ? `: ${each.reason}` : ''))) : null,
  h('div', { class: 'actions small' },
    possible.map(([decision, label]) => h('button', { type: 'button', class: decision === 'approve' ? 'primary' : decision === 'veto' ? 'danger' : null, 'aria-label': `${label} ${number1}`, onclick: () => act(decision, label) }, label)),
    h('button', { type: 'button', 'aria-label': `Why ${number1}`, onclick: why }, 'Why')));
}
