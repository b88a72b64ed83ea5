// What the pages of one campaign share: its head with tabs, its fold, its stream.
import { get, path } from './api.js';
import { Campaign } from './campaign.js';
import { calmly, h, put } from './dom.js';
import { exportButtons } from './export.js';
import { follow } from './stream.js';
import { standing, stateButtons } from '../pages/campaigns.js';
import { to } from '../routes.js';

const TABS = [[null, 'Overview'], ['board', 'Board'], ['fork', 'Fork'], ['shadows', 'Shadows']];

/**
 * Draws the head, follows the campaign, and calls `changed(campaign, events)` after each portion of events.
 * @param tab which tab this is; null for the overview
 * @returns {campaign, body, close()}
 */
export async function campaignPage(root, campaignId, tab, ctx, changed = () => {}) {
  const campaign = new Campaign(await get(path`/v1/campaigns/${campaignId}`, { signal: ctx.signal }));
  const body = h('div', { class: 'stack' });
  const state = h('div', { class: 'actions' });
  const [, label] = TABS.find((each) => each[0] === tab);
  ctx.title(tab ? `${label}, ${campaign.definition.name}` : campaign.definition.name);
  put(root,
    h('div', { class: 'head' },
      h('nav', { class: 'crumb', 'aria-label': 'Where this is' }, h('a', { href: to('campaigns') }, 'Campaigns'), ' / ', h('span', { class: 'mono' }, campaignId)),
      h('h1', null, campaign.definition.name, tab ? h('span', { class: 'hidden' }, `: ${label}`) : null), state),
    h('nav', { class: 'tabs', 'aria-label': 'Of this campaign' }, TABS.map(([name, text]) => h('a', { href: name ? to('campaigns', campaignId, name) : to('campaigns', campaignId), 'aria-current': name === tab ? 'page' : null }, text))),
    body);

  let shown = '';
  function head() {
    const now = campaign.definition;
    const key = `${now.state} ${now.progress.concluded?.rule}`;
    if (key === shown) return;
    shown = key;
    put(state, standing(now), now.simulated ? h('span', { class: 'badge', title: 'No instrument measured this: a simulator or a recorded data set did.' }, 'simulated') : null,
      h('span', { class: 'actions small' }, stateButtons(now, (after) => { campaign.update(after); head(); changed(campaign, []); })), exportButtons(campaignId));
  }

  const refresh = calmly(async () => {
    try {
      campaign.update(await get(path`/v1/campaigns/${campaignId}`, { signal: ctx.signal }));
      head();
      changed(campaign, []);
    } catch { /* the next event asks again */ }
  }, 600);
  const timer = setInterval(refresh, 5000);

  head();
  const stream = follow(path`/v1/campaigns/${campaignId}/events`, {
    onEvents(events) {
      events.forEach((event) => campaign.take(event));
      changed(campaign, events);
      refresh();
    },
  });
  return { campaign, body, close: () => { clearInterval(timer); refresh.cancel(); stream.close(); } };
}
