// Dead letters: why an application could not take something, what it holds, and putting it back.
import { get, path, post } from '../lib/api.js';
import { ask } from '../lib/dialog.js';
import { h, put } from '../lib/dom.js';
import { badge, number, time } from '../lib/format.js';
import { place } from '../lib/pattern.js';
import { table } from '../lib/table.js';

const EVERY = 4000;
const STATES = ['open', 'retried', 'refused-again', 'resolved'];
const at = ({ topic, partition, offset }) => path`/v1/dead-letters/${topic}/${partition}/${offset}`;

function became(row) {
  const { retry } = row;
  return [badge(row.state), retry ? [h('br'), h('small', { class: 'soft' }, `put back${retry.by ? ` by ${retry.by}` : ''} `, time(retry.at), ' to ', h('code', null, place(retry)), retry.outcome ? [', then ', h('code', null, place(retry.outcome))] : null)] : null];
}

export default {
  title: 'Dead letters',
  async render(root, _, ctx) {
    const state = h('select', { 'aria-label': 'State', onchange: () => refresh(true) }, h('option', { value: '' }, 'any state'), STATES.map((each) => h('option', { value: each }, each.replace('-', ' '))));
    const count = h('p', { class: 'soft', role: 'status' });
    const trouble = h('p', { class: 'notice bad', role: 'alert', hidden: true });
    const list = table({
      caption: 'Newest first. Putting one back writes the same bytes, with the same key, to where it came from; each letter once.',
      key: (row) => place(row), empty: 'No dead letter: everything could be taken.',
      columns: [
        { key: 'at', label: 'When', head: true, sort: (row) => row.at, cell: (row) => time(row.at) },
        { key: 'why', label: 'Why', sort: (row) => row.code, cell: (row) => [h('span', { class: 'badge', 'data-tone': 'bad' }, row.code), row.field ? [' ', h('code', null, row.field)] : null, h('br'), row.reason] },
        { key: 'application', label: 'Refused by', sort: (row) => row.application, cell: (row) => row.application },
        { key: 'original', label: 'Lay at', sort: (row) => place(row.original), cell: (row) => [h('code', null, place(row.original)), h('br'), h('small', { class: 'soft' }, 'letter ', h('code', null, place(row)))] },
        { key: 'state', label: 'What became of it', sort: (row) => row.state, cell: became },
        { key: 'actions', label: 'Actions', cell: (row) => h('div', { class: 'actions small' },
          h('button', { type: 'button', 'aria-label': `Look into the letter at ${place(row)}`, onclick: () => look(row) }, 'Look inside'),
          row.retryable && !row.retry ? h('button', { type: 'button', 'aria-label': `Retry the letter at ${place(row)}`, onclick: () => retry(row) }, 'Retry') : null) },
      ],
    });
    put(root, h('div', { class: 'head' }, h('h1', null, 'Dead letters'), h('div', { class: 'actions row' }, state)), count, trouble, h('section', { class: 'card' }, list.element));
    let timer = null;

    async function look(row) {
      try {
        const letter = await get(at(row), { signal: ctx.signal });
        const inside = letter.payload ? JSON.stringify(letter.payload, null, 2) : letter.hex ?? 'The letter does not repeat its record.';
        await ask({
          title: `What ${place(row.original)} holds`, confirm: 'Done',
          text: `${letter.size === undefined ? '' : `${number(letter.size, 9)} bytes. `}${letter.payload ? 'Long fields are cut; secrets are not shown.' : 'No event: the first bytes, in hex.'}`,
          extra: h('pre', { class: 'scroll', tabindex: '0', style: { 'max-height': '50vh', 'white-space': 'pre-wrap', 'overflow-wrap': 'anywhere' } }, h('code', null, inside)),
        });
      } catch (problem) { fail(problem); }
    }

    async function retry(row) {
      const done = await ask({
        title: 'Put this record back?', confirm: 'Put back',
        text: `Its bytes go to ${row.original.topic} again, once, under your name. What refused it will judge it anew: ${row.reason}`,
        submit: () => post(`${at(row)}/retry`),
      });
      if (!done) return;
      ctx.announce('The record was put back.');
      await refresh(true);
    }

    function fail(problem) {
      if (problem.name === 'AbortError') return;
      trouble.hidden = false;
      trouble.textContent = problem.message;
    }

    async function refresh(always = false) {
      clearTimeout(timer);
      try {
        const page = await get(`/v1/dead-letters?limit=200${state.value ? `&state=${state.value}` : ''}`, { signal: ctx.signal });
        trouble.hidden = true;
        if (always || !document.activeElement?.closest('tbody')) list.update(page.deadLetters);
        const text = `${number(page.deadLetters.length, 7)}${page.deadLetters.length === 200 ? ' or more' : ''} letters.${page.complete ? '' : ' The log is still being read.'}`;
        if (count.textContent !== text) count.textContent = text;
      } catch (problem) { fail(problem); } finally {
        if (!ctx.signal.aborted) timer = setTimeout(refresh, EVERY);
      }
    }

    await refresh(true);
    return () => clearTimeout(timer);
  },
};
