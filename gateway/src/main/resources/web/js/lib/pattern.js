// Measured curves: a powder pattern beside the calculated one and their difference, and spectra.
import { h } from './dom.js';
import { labelWithUnit, number, quantity, time, words } from './format.js';
import { plot } from './plots.js';

const WORDS = { two_theta: '2θ' };
const axis = ({ name, unit }) => ({ label: WORDS[name] ? `${WORDS[name]} (°)` : labelWithUnit(name, unit), unit });

/** Where an event lies, as words. */
export const place = ({ topic, partition, offset }) => `${topic} ${partition}@${offset}`;

function source(curve) {
  return h('small', { class: 'soft' }, `${curve.instrumentId}${curve.simulated ? ' (simulated)' : ''}, `, time(curve.occurredAt), `, ${number(curve.points, 7)} points, from `, h('code', { title: curve.event.id }, place(curve.event)));
}

/** A pattern {x, y, calculated?, correlation?, wavelength?, lines?, note?}; the difference lies below zero, shifted. */
export function pattern(curve) {
  const measured = curve.y.values;
  const { calculated } = curve;
  const floor = Math.min(...measured);
  const span = Math.max(...measured) - floor || 1;
  const shift = floor - 0.15 * span;
  const caption = ['Powder diffraction', curve.wavelength ? ` at ${quantity(curve.wavelength.value, null, 'Å')}` : '', calculated
    ? `: measured (points), calculated from the structure, scaled on a flat background with peaks ${number(curve.peakWidth.value)}° wide (line), and their difference, moved to ${number(shift)} (line below). Correlation ${number(curve.correlation, 3)}. No error is reported for single intensities.`
    : `. ${curve.note}.`];
  const figure = plot({
    caption, height: 300, x: axis(curve.x), y: axis(curve.y),
    series: [{ label: 'measured', color: 'soft', kind: 'line' }, ...(calculated ? [{ label: 'calculated', color: 'ember', kind: 'line' }, { label: 'difference (shifted)', color: 'blue', kind: 'line' }] : [])],
  });
  const strongest = [...(curve.lines ?? [])].sort((a, b) => b.relative - a.relative).slice(0, 5);
  figure.update({
    x: curve.x.values,
    series: [{ y: measured }, ...(calculated ? [{ y: calculated }, { y: measured.map((each, i) => each - calculated[i] + shift) }] : [])],
    summary: `${measured.length} angles from ${number(curve.x.values[0])} to ${number(curve.x.values.at(-1))}°, intensity ${number(floor)} to ${number(floor + span)}.${strongest.length ? ` Strongest calculated lines: ${strongest.map((each) => `${each.plane} at ${number(each.twoTheta)}°`).join(', ')}.` : ''}`,
  });
  figure.element.append(source(curve));
  return figure;
}

/** Any other curve with its axes. */
export function spectrum(curve) {
  const figure = plot({ caption: `${words(curve.technique)}. No error is reported for single points.`, height: 240, x: axis(curve.x), y: axis(curve.y), series: [{ label: words(curve.y.name), color: 'blue', kind: 'line' }] });
  figure.update({ x: curve.x.values, series: [{ y: curve.y.values }], summary: `${curve.points} points from ${number(curve.x.values[0])} to ${number(curve.x.values.at(-1))} ${curve.x.unit}; ${words(curve.y.name)} ${number(Math.min(...curve.y.values))} to ${number(Math.max(...curve.y.values))} ${curve.y.unit}.` });
  figure.element.append(source(curve));
  return figure;
}
