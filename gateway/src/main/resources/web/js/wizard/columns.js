// The columns of a draft as a table in which everything can be said otherwise.
import { h, put, uid, unseen } from '../lib/dom.js';
import { number, percent, unitText } from '../lib/format.js';

const ROLES = { parameter: 'set', outcome: 'measured', uncertainty: 'standard error', formula: 'formula', identifier: 'name', time: 'time', note: 'note', constant: 'constant', ignored: 'left out' };
const KINDS = { continuous: 'any number', integer: 'whole number', discrete: 'listed numbers', ordinal: 'grades', categorical: 'words' };
const GOALS = { maximize: 'more is better', minimize: 'less is better' };
const SHOWN = 40;
const BETWEEN = ' | ';

/**
 * @param said (index, member, value|undefined) when something is said otherwise
 * @returns {element, update(draft, faults)} faults: [{column, member, text}]
 */
export function columnsTable(said) {
  const body = h('tbody');
  const title = h('caption', { id: uid('columns') }, 'What each column is taken for. Change what is wrong; the rest of the draft follows.');
  const element = h('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-labelledby': title.id },
    h('table', null, title, h('thead', null, h('tr', null, ['Column', 'Is', 'Values', 'Unit', 'From – to, or options', 'Why'].map((each) => h('th', { scope: 'col' }, each)))), body));

  function update(draft, faults = []) {
    const focused = document.activeElement?.dataset?.key;
    put(body, draft.columns.map((column) => line(column, faults.filter((each) => each.column === column.index))));
    if (focused) body.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  function line(column, faults) {
    const { index } = column;
    const fault = (member) => faults.find((each) => each.member === member);
    const named = (member, label) => ({ 'aria-label': `${label} of ${column.header}`, 'data-key': `${index}-${member}`, 'aria-invalid': fault(member) ? 'true' : null, 'aria-describedby': fault(member) ? `fault-${index}-${member}` : null });
    const told = (member) => (fault(member) ? h('p', { class: 'error', id: `fault-${index}-${member}` }, fault(member).text) : null);
    const choice = (member, label, options, value) => [h('select', { ...named(member, label), style: { width: 'auto' }, onchange: (event) => said(index, member, event.target.value) },
      Object.entries(options).map(([key, text]) => h('option', { value: key, selected: key === value }, text))), told(member)];
    const entry = (member, label, value, attrs, read) => [h('input', { ...named(member, label), ...attrs, value: value ?? '', onchange: (event) => said(index, member, read(event.target.value)) }), told(member)];
    const numeric = (member, label, value) => entry(member, label, value, { type: 'number', step: 'any', style: { width: '6.5rem' } }, (text) => (text === '' ? undefined : Number(text)));
    const isParameter = column.role === 'parameter';
    const isOutcome = column.role === 'outcome';
    const isNumeric = isOutcome || column.role === 'uncertainty' || (isParameter && !['ordinal', 'categorical'].includes(column.kind));
    return h('tr', null,
      h('th', { scope: 'row' }, column.header, h('br'), h('small', { class: 'soft' }, `${column.present} cells, ${column.distinct} different${column.missing ? `, ${column.missing} empty` : ''}`)),
      h('td', null, choice('role', 'Role', ROLES, column.role), isOutcome ? choice('goal', 'Goal', GOALS, column.goal) : null),
      h('td', null, isParameter ? choice('kind', 'Values', KINDS, column.kind) : null),
      h('td', null, isNumeric ? entry('unit', 'Unit', column.unit, { type: 'text', list: 'units', style: { width: '5.5rem' } }, (text) => text || undefined) : null),
      h('td', null, isParameter ? range(column, numeric, entry) : null),
      h('td', null, certainty(column.guess), h('small', { class: 'soft' }, column.guess.why), isOutcome ? h('p', { class: 'soft' }, h('small', null, certainty(column.goalGuess), column.goalGuess.why)) : null));
  }

  function range(column, numeric, entry) {
    if (column.options?.length > SHOWN) return h('small', null, `${column.options.length} options`);
    if (column.options) return entry('options', column.kind === 'ordinal' ? 'Grades, lowest first,' : 'Options', column.options.join(BETWEEN), { type: 'text', style: { 'min-width': '14rem' } }, (text) => text.split('|').map((each) => each.trim()).filter(Boolean));
    return h('div', { class: 'row' }, h('span', null, numeric('low', 'Least value', column.low)), '–', h('span', null, numeric('high', 'Greatest value', column.high)),
      column.step ? h('small', { class: 'soft' }, `in steps of ${number(column.step)} ${unitText(column.unit)}`) : null);
  }

  return { element, update };
}

/** How sure a guess is, for eyes and ears. */
export function certainty(guess) {
  if (!guess) return null;
  const tone = guess.confidence >= 0.8 ? 'good' : guess.confidence >= 0.6 ? 'plain' : 'warn';
  return [h('span', { class: 'badge', 'data-tone': tone, title: guess.why }, unseen('sure to '), percent(guess.confidence, 2)), ' '];
}
