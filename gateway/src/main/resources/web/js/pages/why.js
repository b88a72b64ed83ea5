// Why this one? First what the proposal itself says, then what is derived again from the log.
import { get, path } from '../lib/api.js';
import { parametersOf } from '../lib/campaign.js';
import { choices, decide } from '../lib/decide.js';
import { h, put } from '../lib/dom.js';
import { badge, plain, quantity } from '../lib/format.js';
import { to } from '../routes.js';
import { acquisition, attribution, belief, choice, runnersUp } from '../why/parts.js';
import { causes, derivation, influence, model, prospect, story } from '../why/evidence.js';

const INFLUENCE = 20;

function sentence(proposal, unit) {
  const { why } = proposal;
  if (why.mean === undefined) return `A start point: ${plain(why.function)}. There was no posterior to choose by.`;
  return `Of all candidates this had the greatest ${plain(why.function)}: expected ${quantity(why.mean, why.standardDeviation, unit)} (one standard deviation), from ${why.observations} observations.`;
}

export default {
  title: 'Why this one?',
  async render(root, { experimentId }, ctx) {
    const proposal = await get(path`/v1/experiments/${experimentId}`, { signal: ctx.signal });
    const { campaignId } = proposal;
    const definition = await get(path`/v1/campaigns/${campaignId}`, { signal: ctx.signal });
    const known = { parameters: parametersOf(definition) };
    const unit = definition.objectives.find((each) => each.property === proposal.objective)?.unit;
    const number = proposal.ordinal + 1;
    ctx.title(`Why no. ${number}? ${definition.name}`);
    const buttons = h('div', { class: 'actions' });
    const state = h('span', null, badge(proposal.state));
    const host = h('div', { class: 'stack' });
    put(root,
      h('div', { class: 'head' },
        h('nav', { class: 'crumb', 'aria-label': 'Where this is' }, h('a', { href: to('campaigns') }, 'Campaigns'), ' / ', h('a', { href: to('campaigns', campaignId) }, definition.name), ' / ', h('a', { href: to('campaigns', campaignId, 'board') }, 'Board'), ` / no. ${number}`),
        h('h1', null, `Why no. ${number}?`), state, buttons),
      h('p', null, sentence(proposal, unit)), host);

    function act(now) {
      put(state, badge(now.state));
      put(buttons, choices(now).map(([decision, label]) => h('button', {
        type: 'button', class: decision === 'approve' ? 'primary' : decision === 'veto' ? 'danger' : null,
        onclick: async () => {
          if (!(await decide(now, known.parameters, decision, label))) return;
          ctx.announce(`${label}: taken down.`);
          setTimeout(async () => act(await get(path`/v1/experiments/${experimentId}`, { signal: ctx.signal }).catch(() => now)), 700);
        },
      }, label)), h('button', { type: 'button', onclick: () => { location.hash = `${to('campaigns', campaignId, 'fork')}?at=${proposal.ordinal}`; } }, 'Fork'));
    }

    act(proposal);
    const waiting = h('p', { class: 'notice', role: 'status' }, 'The decision is being made again from the log, once in full and once without each event …');
    put(host, waiting, h('div', { class: 'grid' }, choice(proposal, known), runnersUp(null, proposal, unit, known)));

    // the rest may take as long as the planner takes; the page is there already
    (async () => {
      try {
        const document = await explain(experimentId, ctx.signal);
        put(host, derivation(document),
          h('div', { class: 'columns even' }, choice(proposal, known, document), h('div', { class: 'stack' }, acquisition(document), belief(document, proposal))),
          influence(document, known),
          h('div', { class: 'grid' }, attribution(document, unit), runnersUp(document, proposal, unit, known)),
          causes(document),
          h('div', { class: 'grid' }, story(document, proposal), prospect(document, proposal), model(document, ctx.signal)));
        ctx.announce('The explanation is here.');
      } catch (problem) {
        if (problem.name === 'AbortError') return;
        waiting.className = 'notice bad';
        waiting.textContent = problem.status === 404 ? 'The door has no explanation of this one.' : `The explanation did not come: ${problem.message}`;
      }
    })();
  },
};

// the door answers at once where it can; else the question is followed until it has an answer
async function explain(experimentId, signal) {
  let answer = await get(`${path`/v1/proposals/${experimentId}/why`}?influence=${INFLUENCE}`, { signal });
  while (answer.inquiryId && !answer.document) {
    if (answer.state === 'refused') throw new Error(answer.problem?.reason ?? 'refused');
    await new Promise((go) => setTimeout(go, 1000));
    answer = await get(path`/v1/inquiries/${answer.inquiryId}`, { signal });
  }
  return answer.document ?? answer;
}
