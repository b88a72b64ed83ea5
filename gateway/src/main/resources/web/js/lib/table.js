// A table that can be sorted by its headings; rows are keyed, so a live update moves nothing that did not change.
import { h, put, uid } from './dom.js';

/**
 * @param caption what it shows
 * @param columns [{key, label, cell(row) -> content, sort?(row) -> number|string, number?: bool, head?: bool}]
 * @param key (row) -> id
 * @param most rows shown at once; the rest is counted
 * @returns {element, update(rows)}
 */
export function table({ caption, columns, key = (row) => row.id, most = 500, empty = 'None.', order }) {
  let rows = [];
  let by = order ?? null; // {key, down}
  const heads = columns.map((column) => {
    const head = h('th', { scope: 'col', class: column.number ? 'number' : null });
    head.append(column.sort ? h('button', { type: 'button', onclick: () => sortBy(column.key) }, column.label) : column.label);
    return head;
  });
  const body = h('tbody');
  const more = h('p', { class: 'empty', hidden: true });
  const title = h('caption', { id: uid('caption') }, caption);
  const element = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-labelledby': title.id },
    h('table', null, title, h('thead', null, h('tr', null, heads)), body), more);
  const kept = new Map();

  function sortBy(name) {
    by = { key: name, down: by?.key === name ? !by.down : false };
    show();
  }

  function ordered() {
    const column = by && columns.find((each) => each.key === by.key);
    if (!column) return rows;
    const sign = by.down ? -1 : 1;
    return [...rows].sort((a, b) => sign * compare(column.sort(a), column.sort(b)));
  }

  function show() {
    columns.forEach((column, i) => {
      if (column.sort) heads[i].setAttribute('aria-sort', by?.key !== column.key ? 'none' : by.down ? 'descending' : 'ascending');
    });
    const shown = ordered().slice(0, most);
    const ids = new Set();
    const lines = shown.map((row) => {
      const id = key(row);
      ids.add(id);
      const old = kept.get(id);
      if (old && old.row === row) return old.line;
      const line = h('tr', null, columns.map((column) => h(column.head ? 'th' : 'td',
        { class: column.number ? 'number' : null, scope: column.head ? 'row' : null }, column.cell(row))));
      kept.set(id, { row, line });
      return line;
    });
    [...kept.keys()].filter((id) => !ids.has(id)).forEach((id) => kept.delete(id));
    if (!lines.length) lines.push(h('tr', null, h('td', { colspan: columns.length, class: 'soft' }, empty)));
    if (lines.length !== body.children.length || lines.some((line, i) => body.children[i] !== line)) put(body, lines);
    more.hidden = rows.length <= most;
    more.textContent = `${rows.length - most} more are not shown.`;
  }

  show();
  return { element, update: (next) => { rows = next; show(); } };
}

function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined || Number.isNaN(a)) return 1;
  if (b === null || b === undefined || Number.isNaN(b)) return -1;
  return a < b ? -1 : 1;
}
