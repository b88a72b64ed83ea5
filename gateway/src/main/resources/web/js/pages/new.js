// From a table to a campaign in four steps.
import { post } from '../lib/api.js';
import { calmly, h, put, uid } from '../lib/dom.js';
import { number, percent, unitText } from '../lib/format.js';
import { certainty, columnsTable } from '../wizard/columns.js';
import { rehearsalView } from '../wizard/rehearsal.js';
import { rehearse, start } from '../wizard/start.js';
import { forget, place, remember, remembered, request, text } from '../wizard/work.js';

const SEEDS = 20;
const UNITS = ['1', '%', 'Cel', 'K', 'min', 's', 'h', 'V', 'mV', 'eV', 'mA/cm2', 'nm', 'um', 'mm', 'mg', 'g', 'mL', 'uL/min', 'mL/min', 'mol/L', 'mmol/L', 'bar', 'kPa', 'MPa', 'GPa', '/min'];

export default {
  title: 'New campaign',
  async render(root, _, ctx) {
    let work = remembered();
    let draft = null;
    let shown = null;
    let turn = 0;
    let unsaid = false;
    const status = h('p', { role: 'status', class: 'soft' });
    const trouble = h('div', { role: 'alert' });
    const details = h('div', { class: 'stack' });
    const columns = columnsTable(sayColumn);
    const rehearsal = h('div', { class: 'stack' });
    const beginning = h('div', { class: 'stack' });
    const pasted = h('textarea', { id: uid('paste'), rows: '5', spellcheck: 'false', class: 'mono', placeholder: 'Temperature (°C),Yield %\n20,41.5', onchange: () => pasted.value.trim() && take(pasted.value, 'pasted table') });
    const file = h('input', { id: uid('file'), type: 'file', accept: '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain', onchange: async () => file.files[0] && take(await text(file.files[0]), file.files[0].name) });
    const drop = h('div', {
      class: 'card', 'data-testid': 'drop',
      ondragover: (event) => { event.preventDefault(); drop.style.borderColor = 'var(--ember)'; },
      ondragleave: () => { drop.style.borderColor = ''; },
      ondrop: async (event) => { event.preventDefault(); drop.style.borderColor = ''; const [first] = event.dataTransfer.files; if (first) take(await text(first), first.name); },
    }, h('div', { class: 'field' }, h('label', { for: file.id }, 'A CSV file: choose it, or drop it here'), file),
    h('details', { open: !work.csv && !work.file }, h('summary', null, 'Or paste it'), h('div', { class: 'field' }, h('label', { for: pasted.id }, 'Table with a header'), pasted)));
    const steps = [section('1. Your table', drop, status, trouble), section('2. What it says', details), section('3. Dry run on what is known', rehearsal), section('4. Start', beginning)];
    put(root, h('div', { class: 'head' }, h('h1', null, 'New campaign'), h('div', { class: 'actions' }, h('button', { type: 'button', onclick: anew }, 'Begin anew'))),
      h('datalist', { id: 'units' }, UNITS.map((each) => h('option', { value: each }))), h('div', { class: 'stack' }, steps));
    const redraft = calmly(() => read(), 150);

    function section(title, ...content) {
      const heading = h('h2', { id: uid('step') }, title);
      return h('section', { class: 'stack', 'aria-labelledby': heading.id }, heading, ...content);
    }

    function anew() {
      unsaid = false;
      work = forget();
      draft = null;
      file.value = '';
      pasted.value = '';
      put(trouble);
      put(status);
      show();
      file.focus();
    }

    function take(csv, name) {
      unsaid = false;
      work = { csv, file: name, edits: { columns: {}, name: name.replace(/\.[^.]*$/, '').replaceAll(/[_-]+/g, ' ') } };
      draft = null;
      read();
    }

    // a draft that comes while a field is being written would take what stands in it: it is asked for again when that is left
    function left() {
      if (unsaid) {
        unsaid = false;
        redraft();
      }
    }

    function say(member, value) {
      unsaid = false;
      if (value === undefined || value === '') delete work.edits[member];
      else work.edits[member] = value;
      redraft();
    }

    function sayColumn(index, member, value) {
      const said = (work.edits.columns[index] ??= {});
      if (member === 'role') work.edits.columns[index] = { role: value };
      else if (member === 'kind') work.edits.columns[index] = { ...(said.role && { role: said.role }), kind: value };
      else if (value === undefined) delete said[member];
      else said[member] = value;
      redraft();
    }

    /** Asks the door for the draft of what there is now. */
    async function read() {
      const mine = ++turn;
      const kept = remember(work);
      status.textContent = 'Reading the table…';
      try {
        const next = await post('/v1/drafts?rows=false', request(work), { signal: ctx.signal });
        if (mine !== turn || unsaid) return;
        draft = next;
        put(trouble, kept ? null : h('p', { class: 'notice' }, 'The table is too large to be kept over a reload of this page.'));
        status.textContent = `${work.file}: ${number(draft.table.rows, 7)} rows, ${draft.columns.length} columns, ${number(draft.table.settings, 7)} different settings, ${number(draft.table.measured, 7)} of them measured.`;
        ctx.announce(`Draft ready. ${draft.problems.length ? `The door would refuse ${draft.problems[0].field}: ${draft.problems[0].detail}` : 'Nothing is wrong with it.'}`);
      } catch (problem) {
        if (problem.name === 'AbortError' || mine !== turn || unsaid) return;
        status.textContent = '';
        put(trouble, h('p', { class: 'notice bad' }, problem.field === '/csv' ? `The table: ${problem.detail}` : problem.message));
      }
      show();
    }

    function show() {
      steps.slice(1).forEach((each) => { each.hidden = !draft; });
      if (!draft) return;
      const faults = draft.problems.map((each) => ({ ...place(each.field, draft), text: each.detail, field: each.field }));
      const focused = document.activeElement?.dataset?.say;
      put(details, plainFaults(faults), general(faults), columns.element, findings());
      columns.update(draft, faults);
      if (focused) details.querySelector(`[data-say="${focused}"]`)?.focus();
      showRehearsal();
      showStart(faults);
    }

    const plainFaults = (faults) => faults.filter((each) => each.column === undefined).map((each) => h('p', { class: 'notice bad' }, `${each.field}: ${each.text}`));

    function general(faults) {
      const entry = (member, label, value, attrs, read) => {
        const id = uid(member);
        const fault = faults.find((each) => each.column === undefined && each.member === member);
        return h('div', { class: 'field' }, h('label', { for: id }, label), h('input', { id, value, 'data-say': member, 'aria-invalid': fault ? 'true' : null, ...attrs, oninput: () => { unsaid = true; }, onblur: left, onchange: (event) => say(member, read(event.target.value)) }), fault ? h('p', { class: 'error' }, fault.text) : null);
      };
      const check = (member, label, on, why) => h('div', { class: 'field checks' }, h('label', null, h('input', { type: 'checkbox', checked: on, 'data-say': member, onchange: (event) => say(member, event.target.checked) }), label), why ? h('small', { class: 'soft' }, why) : null);
      const whole = (value) => (value === '' ? undefined : Number.parseInt(value, 10));
      const search = uid('search');
      return h('div', { class: 'columns even card' },
        h('div', null, entry('name', 'Name', draft.name, { type: 'text' }, (value) => value), entry('campaignId', 'Id: letters, digits, dots, dashes', draft.campaignId, { type: 'text' }, (value) => value),
          entry('budget', 'Budget: experiments in all', draft.budget.value, { type: 'number', min: '1', step: '1' }, whole), h('small', { class: 'soft' }, certainty(draft.budget.guess), draft.budget.guess.why)),
        h('div', null,
          h('div', { class: 'field' }, h('label', { for: search }, 'Where to look'),
            h('select', { id: search, 'data-say': 'search', onchange: (event) => say('search', event.target.value) }, [['space', 'anything within the bounds'], ['pool', 'one of the rows']].map(([value, label]) => h('option', { value, selected: draft.search.value === value }, label))),
            h('small', { class: 'soft' }, certainty(draft.search.guess), draft.search.guess.why)),
          draft.table.measured ? check('history', 'What was measured counts as known', draft.history.value, draft.history.guess.why) : null,
          draft.mixtures.length && draft.search.value === 'space' ? check('mixtures', 'Hold amounts to their sum', work.edits.mixtures !== false, null) : null,
          entry('seed', 'Seed of every random choice', draft.definition.seed, { type: 'number', step: '1' }, whole)));
    }

    function findings() {
      const items = draft.mixtures.map((each) => [h('strong', null, `${each.members.join(' + ')} = ${number(each.total)} ${unitText(each.unit)}`), ' ', certainty(each.guess), each.guess.why, each.most ? ` At most ${each.most} of them are above zero.` : '', each.divisions ? ` They are multiples of 1/${each.divisions} of it.` : '']);
      if (draft.repeats) items.push([`${draft.repeats.repeated} settings were measured more than once: one measurement scatters by ${number(draft.repeats.standardDeviation, 3)} ${unitText(draft.repeats.unit)} (pooled standard deviation).`]);
      items.push(...draft.remarks.map((each) => [each]));
      return items.length ? h('div', { class: 'card' }, h('h3', null, 'Found in the table'), h('ul', null, items.map((each) => h('li', null, each)))) : null;
    }

    function showRehearsal() {
      shown?.destroy();
      shown = null;
      if (draft.table.measured < 5) return put(rehearsal, h('p', { class: 'soft' }, 'Too little has been measured to try the campaign on: five settings at least.'));
      const answer = h('div');
      const button = h('button', { type: 'button', disabled: draft.problems.length > 0, onclick: run }, 'Try it on what is known');
      async function run() {
        button.disabled = true;
        put(answer, h('p', { role: 'status', class: 'soft' }, `Running the campaign ${SEEDS} times on the measured rows…`));
        try {
          const { document, draft: whole } = await rehearse(work, SEEDS, ctx.signal);
          shown = rehearsalView(document, whole);
          put(answer, shown.element);
          ctx.announce('The dry run is done.');
        } catch (problem) {
          if (problem.name !== 'AbortError') put(answer, h('p', { role: 'alert', class: 'notice bad' }, `No dry run: ${problem.message}`));
        } finally {
          button.disabled = false;
        }
      }
      return put(rehearsal, h('p', null, 'The campaign is run on the measured rows as if they were unknown, beside one that chooses by chance.'), h('div', null, button), answer);
    }

    function showStart(faults) {
      const bar = h('progress', { max: '1', value: '0', 'aria-label': 'Starting', hidden: true });
      const told = h('p', { role: 'status', class: 'soft' });
      const button = h('button', { type: 'button', class: 'primary', disabled: faults.length > 0, 'data-testid': 'start', onclick: go }, 'Start campaign');
      const objectives = draft.columns.filter((each) => each.role === 'outcome').map((each) => `${each.goal} ${each.name} (sure to ${percent(each.goalGuess.confidence, 2)})`);
      async function go() {
        button.disabled = true;
        bar.hidden = false;
        try {
          const id = await start(work, (words, share) => { told.textContent = words; bar.value = share; }, ctx.signal);
          work = forget();
          ctx.announce('The campaign has begun.');
          ctx.go('campaigns', id);
        } catch (problem) {
          if (problem.name === 'AbortError') return;
          told.textContent = '';
          put(beginning, h('p', { role: 'alert', class: 'notice bad' }, `Not started: ${problem.message}. What was sent counts once; start again to go on.`), button);
          button.disabled = false;
        }
      }
      put(beginning, h('p', null, `It will ${objectives.join(', and ')}, in ${draft.budget.value} experiments over ${draft.search.value === 'pool' ? `${draft.table.settings} candidates` : 'the space of the parameters'}${draft.history.value ? `, knowing ${draft.table.measured} measured settings` : ''}.`), h('div', { class: 'row' }, button, bar), told);
    }

    show();
    if (work.csv) await read();
    return () => { redraft.cancel(); shown?.destroy(); };
  },
};
