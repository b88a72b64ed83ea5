// Experiments by where they stand, and what people may do about them. It shows what the log says, not what was clicked.
import { card, print } from '../board/card.js';
import { campaignPage } from '../lib/campaign-page.js';
import { calmly, h, put } from '../lib/dom.js';

const COLUMNS = [
  { title: 'Wants approval', states: ['pending-approval'], empty: 'Nobody is asked.' },
  { title: 'Waiting', states: ['proposed', 'approved', 'offered'], empty: 'Nothing waits.' },
  { title: 'Under way', states: ['leased', 'running'], empty: 'Nothing is under way.' },
  { title: 'Succeeded', states: ['succeeded'], empty: 'Nothing yet.', latest: true },
  { title: 'Ended otherwise', states: ['failed', 'rejected', 'cancelled', 'retracted', 'expired'], empty: 'Nothing yet.', latest: true },
];
const MOST = 30;

export default {
  title: 'Board',
  async render(root, { campaignId }, ctx) {
    let draw = () => {};
    const page = await campaignPage(root, campaignId, 'board', ctx, () => draw());
    const { campaign } = page;
    const kept = new Map(); // id -> {text, element}
    const columns = COLUMNS.map((column) => ({ ...column, count: h('span', { class: 'soft number' }), list: h('div', { class: 'stack' }) }));
    put(page.body,
      h('p', { class: 'soft' }, 'Keys on a card: a approve, v veto, e edit, b boost, c cancel, w why; arrows go from card to card.'),
      h('div', { class: 'board', onkeydown: arrows }, columns.map((each) => h('section', { class: 'column', 'aria-label': each.title }, h('h2', null, each.title, ' ', each.count), each.list))));

    function arrows(event) {
      const from = event.target.closest('.ticket');
      if (!from || from !== event.target || !event.key.startsWith('Arrow')) return;
      const lists = columns.map((each) => [...each.list.querySelectorAll('.ticket')]);
      const x = lists.findIndex((list) => list.includes(from));
      const y = lists[x].indexOf(from);
      let next = null;
      if (event.key === 'ArrowDown') next = lists[x][y + 1];
      else if (event.key === 'ArrowUp') next = lists[x][y - 1];
      else {
        const step = event.key === 'ArrowRight' ? 1 : -1;
        for (let i = x + step; i >= 0 && i < lists.length && !next; i += step) next = lists[i][Math.min(y, lists[i].length - 1)];
      }
      if (next) { event.preventDefault(); next.focus(); }
    }

    function element(proposal) {
      const text = print(proposal, campaign);
      const old = kept.get(proposal.experimentId);
      if (old?.text === text) return old.element;
      const fresh = card(proposal, campaign, ctx);
      kept.set(proposal.experimentId, { text, element: fresh });
      return fresh;
    }

    let waiting = 0;
    const redraw = calmly(() => {
      const focused = document.activeElement?.closest?.('.ticket')?.dataset.id;
      const all = campaign.ordered();
      const shown = new Set();
      for (const column of columns) {
        const mine = all.filter((each) => column.states.includes(each.state));
        const some = (column.latest ? mine.slice(-MOST).reverse() : mine.slice(0, MOST));
        column.count.textContent = mine.length ? String(mine.length) : '';
        const elements = some.map((each) => { shown.add(each.experimentId); return element(each); });
        if (mine.length > MOST) elements.push(h('p', { class: 'empty' }, `${mine.length - MOST} more are not shown.`));
        if (!elements.length) elements.push(h('p', { class: 'empty' }, column.empty));
        if (elements.length !== column.list.children.length || elements.some((each, i) => column.list.children[i] !== each)) put(column.list, elements);
        if (column.title === 'Wants approval' && mine.length !== waiting) {
          if (mine.length > waiting) ctx.announce(`${mine.length} ${mine.length === 1 ? 'experiment wants' : 'experiments want'} approval`);
          waiting = mine.length;
        }
      }
      [...kept.keys()].filter((id) => !shown.has(id)).forEach((id) => kept.delete(id));
      if (focused && !document.activeElement?.closest?.('.ticket') && !document.querySelector('dialog[open]')) kept.get(focused)?.element.focus({ preventScroll: true });
    }, 250);
    draw = redraw;
    draw();
    return () => { redraw.cancel(); page.close(); };
  },
};
