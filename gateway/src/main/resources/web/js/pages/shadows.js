// Policies that decide beside the real one and dispatch nothing.
import { del, get, path, post, put as send } from '../lib/api.js';
import { campaignPage } from '../lib/campaign-page.js';
import { ask } from '../lib/dialog.js';
import { calmly, h, put } from '../lib/dom.js';
import { badge, candidate, number, percent, quantity, unitText } from '../lib/format.js';
import { policyForm, policyText } from '../lib/policy.js';
import { table } from '../lib/table.js';

const between = (it, unit) => (it ? `${number(it.mean ?? it.value)} (${number(it.lower)} to ${number(it.upper)})${unitText(unit) ? ` ${unitText(unit)}` : ''}` : '–');

export default {
  title: 'Shadows',
  async render(root, { campaignId }, ctx) {
    let refresh = () => {};
    const page = await campaignPage(root, campaignId, 'shadows', ctx, (_, events) => { if (events.some((each) => each.name === 'shadow' || each.name === 'proposal')) refresh(); });
    const { campaign } = page;
    const unit = campaign.objective.unit;
    const address = (name, ...more) => [path`/v1/campaigns/${campaignId}/shadows/${name}`, ...more].join('/');
    const list = table({
      caption: 'Agreement: how often it chose the same. Regret: how far its choices stay behind the best that was measured, by what the campaign’s own model believes now; no better than that model, and no coverage is claimed. Estimate: what the campaign would have measured under it, from the odds of the logged choices; only where these are logged. Its interval claims what stands beside it.',
      key: (row) => row.name, empty: 'No shadow decides here.',
      columns: [
        { key: 'name', label: 'Shadow', head: true, sort: (row) => row.name, cell: (row) => row.name },
        { key: 'policy', label: 'Policy', cell: (row) => policyText(row.policy) },
        { key: 'state', label: 'State', sort: (row) => row.state, cell: (row) => badge(String(row.state).toLowerCase()) },
        { key: 'decisions', label: 'Decisions', number: true, sort: (row) => row.decisions, cell: (row) => number(row.decisions, 7) },
        { key: 'agreement', label: 'Agreement', number: true, sort: (row) => row.agreement, cell: (row) => (row.decisions ? `${percent(row.agreement)} ± ${number(100 * Math.sqrt((row.agreement * (1 - row.agreement)) / row.decisions), 2)} %` : '–') },
        { key: 'regret', label: `Hypothetical regret${unitText(unit) ? ` (${unitText(unit)})` : ''}`, number: true, sort: (row) => row.hypotheticalRegret?.mean, cell: (row) => between(row.hypotheticalRegret) },
        { key: 'estimate', label: `Estimate${unitText(unit) ? ` (${unitText(unit)})` : ''}`, number: true, sort: (row) => row.estimate?.value, cell: (row) => (row.estimate ? [between(row.estimate), h('br'), h('small', { class: 'soft' }, `${percent(row.estimate.level)} interval`)] : h('small', { class: 'soft' }, 'no odds logged')) },
        { key: 'latest', label: 'Latest', cell: (row) => latest(row) },
        { key: 'actions', label: 'Actions', cell: (row) => (String(row.state).toLowerCase() === 'active' ? h('div', { class: 'actions small' },
          h('button', { type: 'button', 'aria-label': `Promote ${row.name}`, onclick: () => promote(row) }, 'Promote'), h('button', { type: 'button', class: 'danger', 'aria-label': `End ${row.name}`, onclick: () => end(row) }, 'End')) : '') },
      ],
    });
    const trouble = h('p', { class: 'notice bad', role: 'alert', hidden: true });
    put(page.body, h('p', null, 'A shadow policy sees the same events at the same time and says what it would have chosen. Nothing it says is carried out until somebody promotes it.'),
      h('div', { class: 'actions' }, h('button', { type: 'button', class: 'primary', onclick: add }, 'Add shadow')), trouble, h('section', { class: 'card' }, list.element));

    function latest(row) {
      const last = row.latest?.[0];
      if (!last) return '–';
      return last.agreed ? `no. ${last.ordinal + 1}: the same` : [`no. ${last.ordinal + 1}: `, last.candidate ? candidate(last.candidate, campaign.parameters) : 'another one', last.belief ? `, ${quantity(last.belief.mean, last.belief.standardDeviation, unit)}` : ''];
    }

    async function add() {
      const name = h('input', { type: 'text', required: true, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]{0,127}', maxlength: 128 });
      const form = policyForm(campaign.definition.policy);
      const done = await ask({
        title: 'Add a shadow', confirm: 'Add shadow', fields: [{ label: 'Name', input: name, hint: 'Letters, digits, dot, underscore, dash.', pointer: '/name' }, ...form.rows.map((each) => ({ label: each.element.querySelector('label').textContent, input: each.input, pointer: each.pointer }))], extra: form.boxes,
        submit: async () => send(address(name.value.trim()), { policy: form.value() }),
      });
      if (done) { ctx.announce('Shadow added.'); refresh(); }
    }

    async function promote(row) {
      const done = await ask({ title: `Promote “${row.name}”?`, text: `From the next decision on the campaign chooses by ${policyText(row.policy)}. What was measured stays; the change is an event.`, confirm: 'Promote', submit: () => post(address(row.name, 'promotion'), {}) });
      if (done) { ctx.announce(`${row.name} promoted.`); refresh(); }
    }

    async function end(row) {
      const done = await ask({ title: `End “${row.name}”?`, text: 'It decides no more. Its score stays.', confirm: 'End', danger: true, submit: () => del(address(row.name)) });
      if (done) refresh();
    }

    refresh = calmly(async () => {
      try {
        list.update((await get(path`/v1/campaigns/${campaignId}/shadows`, { signal: ctx.signal })).shadows);
        trouble.hidden = true;
      } catch (problem) {
        if (problem.name === 'AbortError') return;
        trouble.hidden = false;
        trouble.textContent = `The score cannot be read: ${problem.message}`;
      }
    }, 1000);
    refresh();
    const timer = setInterval(refresh, 5000);
    return () => { clearInterval(timer); refresh.cancel(); page.close(); };
  },
};
