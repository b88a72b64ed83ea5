// A long list of which only the rows in sight exist. While the reader has scrolled down, new rows push nothing away.
import { h } from './dom.js';

export class VirtualList {
  /** row(item) -> content; height of a row in pixels */
  constructor({ row, label, height }) {
    this.row = row;
    this.height = height;
    this.items = [];
    this.space = h('ol', { class: 'space' });
    this.element = h('div', { class: 'virtual', tabindex: '0', role: 'region', 'aria-label': label, onscroll: () => this.draw() }, this.space);
    this.resize = new ResizeObserver(() => this.draw());
    this.resize.observe(this.element);
    this.lines = new Map(); // item -> element
  }

  /** Shows these; `added` of them are new at the top. */
  update(items, added = 0) {
    const away = this.element.scrollTop > this.height;
    this.items = items;
    this.space.style.height = `${Math.max(1, items.length) * this.height}px`;
    if (away && added) this.element.scrollTop += added * this.height;
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.element.scrollTop / this.height) - 4);
    const last = Math.min(this.items.length, first + Math.ceil((this.element.clientHeight || 600) / this.height) + 8);
    const seen = new Map();
    for (let i = first; i < last; i++) {
      const item = this.items[i];
      const line = this.lines.get(item) ?? h('li', { class: 'line' }, this.row(item));
      line.style.transform = `translateY(${i * this.height}px)`;
      line.setAttribute('aria-posinset', i + 1);
      line.setAttribute('aria-setsize', this.items.length);
      seen.set(item, line);
      if (line.parentNode !== this.space) this.space.append(line);
    }
    for (const [item, line] of this.lines) if (!seen.has(item)) line.remove();
    this.lines = seen;
  }

  destroy() { this.resize.disconnect(); }
}
