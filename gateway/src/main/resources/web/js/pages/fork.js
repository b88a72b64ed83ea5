// Rewind a campaign and play it again another way.
import { get, path, post } from '../lib/api.js';
import { labelled } from '../lib/dialog.js';
import { campaignPage } from '../lib/campaign-page.js';
import { h, put } from '../lib/dom.js';
import { badge, shortId } from '../lib/format.js';
import { policyForm, policyText } from '../lib/policy.js';
import { forked } from '../fork/result.js';

const EVERY = 1000;

export default {
  title: 'Fork',
  async render(root, { campaignId }, ctx) {
    const page = await campaignPage(root, campaignId, 'fork', ctx);
    const { campaign } = page;
    const at = labelled({ label: 'From proposal no.', input: h('input', { type: 'number', min: 1, step: 1, value: ctx.query.get('at') === null ? '' : Number(ctx.query.get('at')) + 1 }), hint: 'What came before stays as it was. Empty: from the start.', pointer: '/at' });
    const change = h('select', null, [['policy', 'another policy'], ['model', 'another model'], ['same', 'nothing: derive it again and compare byte for byte']].map(([value, label]) => h('option', { value }, label)));
    const digest = labelled({ label: 'Model digest', input: h('input', { type: 'text', class: 'mono' }), hint: 'SHA-256 of a released model.', pointer: '/modelDigest' });
    const policy = policyForm(campaign.definition.policy);
    const mode = labelled({ label: 'Outcomes', input: h('select', null, [['', 'recorded ones where all are known, else an oracle'], ['outcomes', 'recorded ones only'], ['oracle', 'an oracle fitted to what was measured']].map(([value, label]) => h('option', { value }, label))), pointer: '/mode' });
    const experiments = labelled({ label: 'Experiments', input: h('input', { type: 'number', min: 1, step: 1 }), hint: 'Empty: as many as there were.', pointer: '/experiments' });
    const seeds = labelled({ label: 'Seeds', input: h('input', { type: 'number', min: 1, max: 200, step: 1, value: 20 }), hint: 'Runs behind the band and the interval.', pointer: '/seeds' });
    const rows = [at, digest, mode, experiments, seeds, ...policy.rows];
    const failure = h('p', { class: 'error', role: 'alert' });
    const go = h('button', { type: 'submit', class: 'primary' }, 'Fork');
    const policyPart = h('div', null, policy.elements);
    const result = h('div', { class: 'stack', 'aria-live': 'polite' });
    const earlier = h('ul', { class: 'feed' });
    const form = h('form', { class: 'card', onsubmit: start }, h('h2', null, 'Play it again'), at.element, h('div', { class: 'field' }, h('label', { for: (change.id = 'fork-change') }, 'Change'), change), policyPart, digest.element, mode.element, experiments.element, seeds.element, failure, h('div', { class: 'actions' }, go));
    put(page.body, h('div', { class: 'aside' }, h('div', { class: 'stack' }, form, h('section', { class: 'card' }, h('h2', null, 'Earlier questions'), earlier)), result));

    function show() {
      policyPart.hidden = change.value !== 'policy';
      digest.element.hidden = change.value !== 'model';
      mode.element.hidden = experiments.element.hidden = seeds.element.hidden = change.value === 'same';
    }
    change.addEventListener('change', show);
    show();
    put(result, h('section', { class: 'card' }, h('p', { class: 'empty' }, 'Choose where to fork and what to change. The campaign itself goes on and is not touched.')));

    async function start(event) {
      event.preventDefault();
      rows.forEach((each) => each.clear());
      failure.textContent = '';
      const same = change.value === 'same';
      const whole = (row) => (row.input.value === '' ? undefined : Number(row.input.value));
      const request = {
        ...(at.input.value === '' ? {} : { at: { ordinal: Number(at.input.value) - 1 } }),
        ...(change.value === 'policy' ? { policy: policy.value() } : {}),
        ...(change.value === 'model' ? { modelDigest: digest.input.value.trim() } : {}),
        ...(same || !mode.input.value ? {} : { mode: mode.input.value }),
        ...(same || whole(experiments) === undefined ? {} : { experiments: whole(experiments) }),
        ...(same || whole(seeds) === undefined ? {} : { seeds: whole(seeds) }),
      };
      go.disabled = true;
      try {
        const { inquiryId } = await post(path`/v1/campaigns/${campaignId}/forks`, request, { signal: ctx.signal });
        await watch(inquiryId);
      } catch (problem) {
        if (problem.name !== 'AbortError') fail(problem);
      } finally {
        go.disabled = false;
      }
    }

    function fail(problem) {
      const row = rows.find((each) => problem.field && (problem.field === each.pointer || problem.field.startsWith(`${each.pointer}/`) || `/${problem.field}`.replaceAll('.', '/') === each.pointer));
      if (row && !row.element.hidden) row.fail(problem.detail ?? problem.reason ?? problem.message);
      else failure.textContent = problem.message;
    }

    let watching = null;
    async function watch(inquiryId) {
      watching = inquiryId;
      put(result, h('section', { class: 'card' }, h('p', { role: 'status' }, 'The campaign is played again … ', shortId(inquiryId))));
      while (!ctx.signal.aborted && watching === inquiryId) {
        const inquiry = await get(path`/v1/inquiries/${inquiryId}`, { signal: ctx.signal });
        if (inquiry.state === 'answered') {
          put(result, forked(inquiry.document, campaign));
          ctx.announce('The fork is done.');
          break;
        }
        if (inquiry.state === 'refused') {
          const problem = inquiry.problem ?? {};
          put(result, h('section', { class: 'card' }, h('p', { class: 'notice bad' }, h('strong', null, 'Refused'), `: ${[problem.field, problem.reason ?? problem.detail].filter(Boolean).join(' ')}`)));
          fail({ ...problem, message: problem.reason ?? problem.detail ?? 'refused' });
          break;
        }
        await new Promise((wait) => setTimeout(wait, EVERY));
      }
      list();
    }

    async function list() {
      try {
        const all = (await get(path`/v1/campaigns/${campaignId}/inquiries`, { signal: ctx.signal })).inquiries.filter((each) => String(each.kind).toLowerCase() === 'fork');
        put(earlier, all.length ? all.slice(-20).reverse().map((each) => h('li', null, h('button', { type: 'button', class: 'link', onclick: () => watch(each.inquiryId).catch((problem) => { failure.textContent = problem.message; }) }, each.request?.policy ? policyText(each.request.policy) : `fork ${String(each.inquiryId).slice(0, 8)}`), ' ', badge(each.state)))
          : h('li', { class: 'soft' }, 'None.'));
      } catch (problem) {
        if (problem.name !== 'AbortError') put(earlier, h('li', { class: 'soft' }, `They cannot be listed: ${problem.message}`));
      }
    }

    list();
    return () => page.close();
  },
};
