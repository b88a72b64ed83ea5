// Numbers with unit and uncertainty, times, formulas.
import { h } from './dom.js';

const PRETTY = { 1: '', Cel: '°C', 'mA/cm2': 'mA/cm²', 'g/cm3': 'g/cm³', Ohm: 'Ω', um: 'µm', us: 'µs' };
const TONES = {
  open: 'good', succeeded: 'good', approved: 'good', active: 'good', answered: 'good', champion: 'good', canary: 'ember', shadow: 'busy', 'pending-approval': 'ember', paused: 'warn', offered: 'busy',
  leased: 'busy', running: 'busy', proposed: 'busy', failed: 'bad', rejected: 'bad', refused: 'bad', retracted: 'violet', promoted: 'violet',
};

// made once: to make one takes twenty times as long as to use it, and live tables and plots use them by the thousand
const PLAIN = new Intl.NumberFormat('en', { maximumFractionDigits: 12, useGrouping: false });
const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 12, useGrouping: true });

/** A number to so many significant digits; an en dash where there is none. */
export function number(x, digits = 4) {
  if (x === null || x === undefined || Number.isNaN(x)) return '–';
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '−∞';
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    const [mantissa, exponent] = x.toExponential(digits - 1).split('e');
    return minus(`${Number(mantissa)}×10${exponent.replace('+', '').replace(/\d|-/g, (c) => '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'['0123456789-'.indexOf(c)])}`);
  }
  return minus((size >= 1e4 ? GROUPED : PLAIN).format(Number(x.toPrecision(digits))));
}

const minus = (text) => text.replace('-', '−');

/** The unit as it is written on paper; empty for a pure number. */
export const unitText = (unit) => (unit === undefined || unit === null ? '' : PRETTY[unit] ?? unit);

/** value ± half unit: two digits of the half-width, the value as far as they reach. */
export function quantity(value, half, unit) {
  if (value === null || value === undefined) return '–';
  const tail = unitText(unit);
  if (half === null || half === undefined) return [number(value), tail].filter(Boolean).join(' ');
  if (!(half > 0) || Math.abs(value) >= 1e7) return [number(value), '±', number(half, 2), tail].filter(Boolean).join(' ');
  const places = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(half))));
  if (places > 6) return [number(value, 6), '±', number(half, 2), tail].filter(Boolean).join(' ');
  const fixed = (x) => minus(x.toFixed(places));
  return [fixed(value), '±', fixed(half), tail].filter(Boolean).join(' ');
}

/** name (unit) for an axis or a heading. */
export const labelWithUnit = (name, unit) => [words(name), unitText(unit) && `(${unitText(unit)})`].filter(Boolean).join(' ');

/** An identifier as words. */
export const words = (name) => String(name).replaceAll('_', ' ');

/** A word of the contract (dashes) as words. */
export const plain = (word) => words(word).replaceAll('-', ' ');

/** A share as per cent. */
export const percent = (x, digits = 3) => (x === null || x === undefined ? '–' : `${number(100 * x, digits)} %`);

/** Time of day, with the date where it is not today; the full time is the title. */
export function time(iso) {
  if (!iso) return '–';
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  const text = today ? at.toLocaleTimeString('en-GB') : `${at.toLocaleDateString('en-CA')} ${at.toLocaleTimeString('en-GB')}`;
  return h('time', { datetime: iso, title: iso }, text);
}

/** A span of milliseconds. */
export function duration(millis) {
  if (millis === null || millis === undefined) return '–';
  if (millis < 1000) return `${number(millis, 3)} ms`;
  if (millis < 120000) return `${number(millis / 1000, 3)} s`;
  return millis < 7200000 ? `${number(millis / 60000, 3)} min` : `${number(millis / 3600000, 3)} h`;
}

/** A formula with its indices below the line. */
export const formula = (text) => [...String(text).matchAll(/(?<=[A-Za-z)\]])(\d+(?:\.\d+)?)|[^\d]+|\d+(?:\.\d+)?/g)]
  .map((part) => (part[1] === undefined ? part[0] : h('sub', null, part[1])));

/** Parameters with their units, as a definition names them. */
export const parameters = (values, known = []) => Object.entries(values ?? {}).map(([name, value]) => {
  const unit = unitText(known.find((each) => each.name === name)?.unit);
  return `${words(name)} ${typeof value === 'number' ? number(value, 3) : value}${unit ? ` ${unit}` : ''}`;
}).join(', ');

/** A candidate in one line: its formula, else its parameters, else its id. */
export function candidate(each, known = []) {
  const settings = parameters(each?.parameters, known);
  if (!each?.formula) return [settings || each?.candidateId || '–'];
  return settings ? [...formula(each.formula), h('span', { class: 'soft' }, ` · ${settings}`)] : formula(each.formula);
}

/** A state as a badge. */
export const badge = (state) => h('span', { class: 'badge', 'data-tone': TONES[String(state).toLowerCase()] ?? 'plain' }, String(state).replaceAll('-', ' '));

/** An id cut short, whole in its title. */
export const shortId = (id) => h('code', { title: id }, String(id).length > 18 ? `${String(id).slice(0, 8)}…${String(id).slice(-4)}` : id);
