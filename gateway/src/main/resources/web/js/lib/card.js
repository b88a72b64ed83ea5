// A model card's Markdown as elements: headings, paragraphs, lists, tables, code. No markup of the text becomes markup of the page.
import { h } from './dom.js';

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/g;
const cells = (line) => line.replace(/^\||\|\s*$/g, '').split('|').map((each) => each.trim());

/** Code, emphasis, and links as their words. */
function inline(text) {
  return text.split(INLINE).map((part) => {
    if (part.startsWith('`')) return h('code', null, part.slice(1, -1));
    if (part.startsWith('**')) return h('strong', null, part.slice(2, -2));
    const link = part.match(/^\[([^\]]+)\]\([^)]+\)$/);
    return link ? link[1] : part;
  });
}

function tabled(lines) {
  const rows = lines.filter((line) => !/^\s*\|?[\s:|-]+\|?\s*$/.test(line)).map(cells);
  const [head, ...body] = rows;
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': head.join(', ') }, h('table', null,
    h('thead', null, h('tr', null, head.map((each) => h('th', { scope: 'col' }, inline(each))))),
    h('tbody', null, body.map((row) => h('tr', null, row.map((each) => h('td', null, inline(each))))))));
}

/** The card; headings begin at level `from`. */
export function card(markdown, from = 3) {
  const lines = markdown.split(/\r?\n/);
  const found = [];
  const while_ = (i, fits) => { let end = i; while (end < lines.length && fits(lines[end])) end++; return lines.slice(i, end); };
  for (let i = 0; i < lines.length;) {
    const line = lines[i];
    const heading = line.match(/^(#{1,4})\s+(.*)/);
    let taken = [line];
    if (heading) found.push(h(`h${Math.min(6, heading[1].length + from - 1)}`, null, inline(heading[2])));
    else if (line.startsWith('```')) {
      taken = [line, ...while_(i + 1, (each) => !each.startsWith('```')), ''];
      found.push(h('pre', { class: 'scroll', tabindex: '0' }, h('code', null, taken.slice(1, -1).join('\n'))));
    } else if (line.startsWith('|')) {
      taken = while_(i, (each) => each.startsWith('|'));
      found.push(tabled(taken));
    } else if (/^[-*]\s/.test(line)) {
      taken = while_(i, (each) => /^([-*]\s|\s{2,}\S)/.test(each));
      const items = taken.reduce((all, each) => (/^[-*]\s/.test(each) ? [...all, each.slice(2)] : [...all.slice(0, -1), `${all.at(-1)} ${each.trim()}`]), []);
      found.push(h('ul', null, items.map((each) => h('li', null, inline(each)))));
    } else if (line.trim()) {
      taken = while_(i, (each) => each.trim() && !/^(#|```|\||[-*]\s)/.test(each));
      if (!taken.length) taken = [line];
      found.push(h('p', null, inline(taken.join(' '))));
    }
    i += taken.length;
  }
  return found;
}
