// A crystal as balls and sticks on a canvas: turned by mouse or arrow keys, with a legend and its sites as a table.
import { h, uid } from './dom.js';
import { number } from './format.js';

const HUES = ['#c9543a', '#3b77b8', '#4f9a5b', '#8a63b5', '#b98a2c', '#3a9a9a', '#b0567f', '#6d7480'];
const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [i & 1, (i >> 1) & 1, (i >> 2) & 1]);
const EDGES = CORNERS.flatMap((a, i) => CORNERS.map((b, j) => [i, j])).filter(([i, j]) => i < j && [1, 2, 4].includes(i ^ j));
const RADIUS = 1.2;
const REACH = 1.15;
const MOST_ATOMS = 800;
const TURN = Math.PI / 24;

const scheme = matchMedia('(prefers-color-scheme: dark)');
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const minus = (a, b) => a.map((each, i) => each - b[i]);
const length = (a) => Math.hypot(...a);

/** Angstrom of fractional coordinates; `lattice` is nine numbers, its vectors as rows. */
export const cartesian = (lattice, [x, y, z]) => [0, 1, 2].map((i) => x * lattice[i] + y * lattice[3 + i] + z * lattice[6 + i]);

/** The sites of a cell, with those on its faces, edges and corners on every side where they show. */
export function atoms(lattice, sites) {
  const all = [];
  for (const site of sites) {
    const at = [site.x, site.y, site.z].map((each) => { const inside = each - Math.floor(each); return inside > 1 - 1e-3 ? 0 : inside; });
    for (const corner of CORNERS) {
      if (corner.some((each, i) => each && at[i] > 1e-3)) continue;
      if (all.length < MOST_ATOMS) all.push({ ...site, at: cartesian(lattice, at.map((each, i) => each + corner[i])) });
    }
  }
  return all;
}

/** Pairs nearer than the sum of their covalent radii and a little. */
export function bonds(all) {
  const found = [];
  for (let i = 0; i < all.length; i++) {
    for (let j = 0; j < i; j++) {
      const far = length(minus(all[i].at, all[j].at));
      if (far > 0.4 && far < REACH * ((all[i].covalentRadius ?? RADIUS) + (all[j].covalentRadius ?? RADIUS))) found.push([i, j]);
    }
  }
  return found;
}

/** What somebody who does not see it is told. */
export function spoken(structure) {
  const counts = {};
  structure.sites.forEach((each) => { counts[each.element] = (counts[each.element] ?? 0) + 1; });
  const { cell } = structure;
  const shape = cell ? ` Cell: a ${number(cell.a)}, b ${number(cell.b)}, c ${number(cell.c)} Å; α ${number(cell.alpha)}, β ${number(cell.beta)}, γ ${number(cell.gamma)}°; volume ${number(cell.volume)} Å³.` : '';
  return `${structure.sites.length} sites: ${Object.entries(counts).map(([element, many]) => `${many} ${element}`).join(', ')}.${shape}`;
}

/**
 * The figure.
 * @param structure {lattice: nine numbers in Å, sites: [{element, x, y, z, covalentRadius?}], cell?, density?}
 * @returns {element, destroy()}
 */
export function crystal(structure) {
  const all = atoms(structure.lattice, structure.sites);
  const sticks = bonds(all);
  const elements = [...new Set(structure.sites.map((each) => each.element))];
  const hue = Object.fromEntries(elements.map((each, i) => [each, HUES[i % HUES.length]]));
  const corners = CORNERS.map((each) => cartesian(structure.lattice, each));
  const centre = cartesian(structure.lattice, [0.5, 0.5, 0.5]);
  const size = Math.max(...corners.map((each) => length(minus(each, centre)))) + RADIUS;
  let turn = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  const about = (axis, angle) => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const by = axis === 'x' ? [[1, 0, 0], [0, c, -s], [0, s, c]] : [[c, 0, s], [0, 1, 0], [-s, 0, c]];
    turn = by.map((row) => [0, 1, 2].map((j) => row[0] * turn[0][j] + row[1] * turn[1][j] + row[2] * turn[2][j]));
  };
  const reset = () => { turn = [[1, 0, 0], [0, 0, 1], [0, -1, 0]]; about('y', -0.5); about('x', 0.35); };
  reset();

  const canvas = h('canvas', { tabindex: '0', role: 'img', 'aria-label': `Crystal structure. ${spoken(structure)} Arrow keys turn it, Home turns it back.`, style: { width: '100%', height: '320px', 'touch-action': 'none', cursor: 'grab' } });
  const keys = { ArrowLeft: ['y', -TURN], ArrowRight: ['y', TURN], ArrowUp: ['x', -TURN], ArrowDown: ['x', TURN] };
  canvas.addEventListener('keydown', (event) => {
    if (keys[event.key]) about(...keys[event.key]);
    else if (event.key === 'Home') reset();
    else return;
    event.preventDefault();
    draw();
  });
  canvas.addEventListener('pointerdown', (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener('pointermove', (event) => {
    if (!event.buttons) return;
    about('y', event.movementX / 120);
    about('x', event.movementY / 120);
    draw();
  });

  const seen = (at) => {
    const from = minus(at, centre);
    return turn.map((row) => row[0] * from[0] + row[1] * from[1] + row[2] * from[2]);
  };

  function draw() {
    const { clientWidth: wide, clientHeight: high } = canvas;
    if (!wide) return;
    canvas.width = wide * devicePixelRatio;
    canvas.height = high * devicePixelRatio;
    const pen = canvas.getContext('2d');
    pen.scale(devicePixelRatio, devicePixelRatio);
    const scale = Math.min(wide, high) / (2 * size);
    const place = ([x, y]) => [wide / 2 + x * scale, high / 2 - y * scale];
    const line = (a, b, style, width) => { pen.strokeStyle = style; pen.lineWidth = width; pen.beginPath(); pen.moveTo(...place(a)); pen.lineTo(...place(b)); pen.stroke(); };
    const spots = all.map((each) => seen(each.at));
    const things = [
      ...EDGES.map(([i, j]) => { const [a, b] = [seen(corners[i]), seen(corners[j])]; return { z: (a[2] + b[2]) / 2 - 0.2, draw: () => line(a, b, css('soft'), 1) }; }),
      ...sticks.map(([i, j]) => ({ z: (spots[i][2] + spots[j][2]) / 2, draw: () => stick(spots[i], spots[j], all[i].element, all[j].element) })),
      ...all.map((each, i) => ({ z: spots[i][2], draw: () => ball(spots[i], each) })),
    ];
    const stick = (a, b, one, other) => {
      const middle = a.map((each, i) => (each + b[i]) / 2);
      line(a, middle, hue[one], 0.16 * scale);
      line(middle, b, hue[other], 0.16 * scale);
    };
    const ball = (at, each) => {
      const [x, y] = place(at);
      const radius = 0.38 * (each.covalentRadius ?? RADIUS) * scale;
      const light = pen.createRadialGradient(x - radius / 3, y - radius / 3, radius / 8, x, y, radius);
      light.addColorStop(0, '#fff');
      light.addColorStop(0.35, hue[each.element]);
      light.addColorStop(1, hue[each.element]);
      pen.fillStyle = light;
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      pen.fill();
      pen.strokeStyle = css('panel');
      pen.lineWidth = 1;
      pen.stroke();
    };
    things.sort((a, b) => a.z - b.z).forEach((each) => each.draw());
  }

  const title = h('figcaption', { id: uid('crystal') }, 'Crystal structure; balls at 0.38 covalent radii, sticks below 1.15 sums of them, the cell as lines.');
  const legend = h('p', { class: 'row' }, elements.map((each) => h('span', null, h('span', { 'aria-hidden': 'true', style: { display: 'inline-block', width: '.8em', height: '.8em', 'border-radius': '50%', background: hue[each], 'margin-right': '.35em' } }), each)));
  const sites = h('details', null, h('summary', null, h('small', null, `${structure.sites.length} sites as a table`)), h('div', { class: 'scroll' }, h('table', null,
    h('thead', null, h('tr', null, ['Site', 'Element', 'x', 'y', 'z'].map((each) => h('th', { scope: 'col', class: each.length === 1 ? 'number' : null }, each)))),
    h('tbody', null, structure.sites.slice(0, 500).map((each, i) => h('tr', null, h('th', { scope: 'row' }, String(i + 1)), h('td', null, each.element), [each.x, each.y, each.z].map((one) => h('td', { class: 'number' }, number(one)))))))));
  const element = h('figure', { class: 'card', 'aria-labelledby': title.id }, title, canvas, legend, h('p', { class: 'soft' }, spoken(structure), structure.density ? ` Density ${number(structure.density)} g/cm³.` : ''), sites);
  const resize = new ResizeObserver(draw);
  resize.observe(canvas);
  scheme.addEventListener('change', draw);
  return { element, destroy: () => { resize.disconnect(); scheme.removeEventListener('change', draw); } };
}
