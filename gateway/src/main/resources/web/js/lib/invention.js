// Who made a candidate, from what and why.
import { h } from './dom.js';
import { number, words } from './format.js';
import { to } from '../routes.js';

const list = (items) => (items.length ? h('ul', { class: 'findings' }, items.map((each) => h('li', null, each))) : '–');
const parent = (id) => (id.startsWith('c-') ? h('a', { href: to('materials', id) }, h('code', null, id)) : h('code', null, id));

/** Its facts as a definition list: generator, parents, edits, reasons, scores. */
export function made(invention) {
  const scores = Object.entries(invention.scores);
  return h('dl', { class: 'facts' },
    h('dt', null, 'Made by'), h('dd', null, `${invention.generator}, wave ${invention.wave + 1}`),
    h('dt', null, 'From'), h('dd', null, invention.parents.length ? invention.parents.map((each, i) => [i ? ', ' : '', parent(each)]) : 'nothing known'),
    h('dt', null, 'Edits'), h('dd', null, list(invention.edits)),
    h('dt', null, 'Why'), h('dd', null, list(invention.reasons)),
    scores.length ? [h('dt', null, 'Scores'), h('dd', null, scores.map(([name, value]) => `${words(name)} ${number(value, 3)}`).join(', '))] : null);
}
