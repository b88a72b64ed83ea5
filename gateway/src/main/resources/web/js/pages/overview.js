// One campaign at a glance, live.
import { campaignPage } from '../lib/campaign-page.js';
import { calmly, h, put } from '../lib/dom.js';
import { candidate, quantity, time, words } from '../lib/format.js';
import { table } from '../lib/table.js';
import { happened, told } from '../lib/told.js';
import { bestSoFar, beliefs } from '../overview/curves.js';
import { figures } from '../overview/figures.js';
import { alarms, honesty, inventions } from '../overview/learning.js';
import { coordinates, slice, triangle } from '../overview/space.js';
import { tradeoff } from '../overview/tradeoff.js';
import { to } from '../routes.js';

function latestProposals(campaign) {
  const list = table({
    caption: 'Latest proposals. Expected: posterior mean ± one standard deviation. Measured: value ± one standard error.',
    key: (row) => row.experimentId, most: 12,
    columns: [
      { key: 'ordinal', label: 'No.', number: true, head: true, cell: (row) => h('a', { href: to('proposals', row.experimentId), 'aria-label': `Why no. ${row.ordinal + 1}` }, row.ordinal + 1) },
      { key: 'what', label: 'What', cell: (row) => candidate(row.candidate, campaign.parameters) },
      { key: 'state', label: 'State', cell: (row) => words(row.state) },
      { key: 'expected', label: 'Expected', number: true, cell: (row) => (row.why.mean === undefined ? 'no posterior' : quantity(row.why.mean, row.why.standardDeviation, campaign.objective.unit)) },
      { key: 'measured', label: 'Measured', number: true, cell: (row) => { const known = campaign.measured.get(row.experimentId)?.[campaign.objective.property]; return known ? quantity(known.value, known.sem, known.unit) : '–'; } },
    ],
  });
  return { element: h('section', { class: 'card' }, list.element), draw: () => list.update(campaign.ordered().slice(-12).reverse()) };
}

function stream(campaign) {
  const list = h('ol', { class: 'feed', 'aria-label': 'Latest events' });
  return {
    element: h('section', { class: 'card' }, h('h2', null, 'Live'), list, h('p', null, h('a', { href: `${to('events')}?campaign=${encodeURIComponent(campaign.definition.campaignId)}` }, 'All events of this campaign'))),
    draw() {
      const known = { parameters: campaign.parameters, unit: campaign.objective.unit };
      put(list, campaign.latest(14).map(({ name, data }) => h('li', null, h('small', { class: 'soft' }, time(happened(data))), ' ', h('span', { class: 'badge' }, name), ' ', told(name, data, known))));
    },
  };
}

export default {
  title: 'Campaign',
  async render(root, { campaignId }, ctx) {
    let draw = () => {};
    const page = await campaignPage(root, campaignId, null, ctx, () => draw());
    const { campaign, body } = page;
    const top = h('div');
    const curves = [bestSoFar(campaign), beliefs(campaign), tradeoff(campaign), honesty(campaign)].filter(Boolean);
    const space = [slice(campaign), triangle(campaign)].filter(Boolean);
    const lines = coordinates(campaign);
    const parts = [...curves, ...space, lines].filter(Boolean);
    const words = [latestProposals(campaign), stream(campaign)];
    const learned = [inventions(campaign, ctx), alarms(campaign)].filter(Boolean);
    put(body, top, h('div', { class: 'grid' }, curves.map((each) => each.element)), h('div', { class: 'grid' }, space.map((each) => each.element)), lines?.element, h('div', { class: 'columns' }, words.map((each) => each.element)), learned.map((each) => each.element));
    const quick = calmly(() => { figures(top, campaign); [...words, ...learned].forEach((each) => each.draw()); }, 250);
    const slow = calmly(() => next(0), 700);
    // one picture a turn, so that none of them holds the page up
    const next = (i) => { if (i < parts.length && !ctx.signal.aborted) { parts[i].draw(); setTimeout(() => next(i + 1)); } };
    draw = () => { quick(); slow(); };
    figures(top, campaign);
    draw();
    return () => { quick.cancel(); slow.cancel(); page.close(); parts.forEach((each) => each.destroy?.()); };
  },
};
