// Elements without markup in strings: text is always text.
const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attrs, children) {
  for (const [name, value] of Object.entries(attrs ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2).toLowerCase(), value);
    else if (name === 'class') element.setAttribute('class', value);
    else if (name === 'style') Object.entries(value).forEach(([key, each]) => element.style.setProperty(key, each));
    else if (name === 'value' && 'value' in element && !(element instanceof SVGElement)) element.value = value;
    else if (name === 'dataset') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...flat(children));
  return element;
}

const flat = (children) => children.flat(Infinity)
  .filter((each) => each !== null && each !== undefined && each !== false)
  .map((each) => (each instanceof Node ? each : String(each)));

/** An HTML element. `onclick: f` listens, `style: {'--x': '1px'}` sets properties, true/false/null set or leave out an attribute. */
export const h = (tag, attrs, ...children) => fill(document.createElement(tag), attrs, children);

/** An SVG element, the same way. */
export const s = (tag, attrs, ...children) => fill(document.createElementNS(SVG, tag), attrs, children);

/** Replaces what is in `host`. */
export function put(host, ...children) {
  host.replaceChildren(...flat(children));
  return host;
}

let last = 0;

/** An id that no other element of the page has. */
export const uid = (prefix = 'e') => `${prefix}-${++last}`;

/** Text for people who do not see the picture beside it. */
export const unseen = (...children) => h('span', { class: 'hidden' }, ...children);

let frames = 0;

/** A function that runs `f` at most once per `millis`, always once after the last call; `.cancel()` ends it. */
export function calmly(f, millis = 250) {
  let timer = null;
  let ran = -Infinity;
  const call = () => {
    if (timer !== null) return;
    const wait = Math.max(0, ran + millis - performance.now());
    timer = setTimeout(() => requestAnimationFrame(() => {
      if (timer === null) return;
      timer = null;
      ran = performance.now();
      frames++;
      f();
    }), wait);
  };
  call.cancel = () => { clearTimeout(timer); timer = null; };
  return call;
}

/** How many calm redraws there were: for tests of responsiveness. */
export const redraws = () => frames;
