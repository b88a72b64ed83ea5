// A policy as a form: what the contract's Policy has, nothing required.
import { labelled } from './dialog.js';
import { h } from './dom.js';
import { number, plain } from './format.js';

const ACQUISITIONS = ['auto', 'upper-confidence-bound', 'expected-improvement', 'log-expected-improvement', 'noisy-expected-improvement', 'probability-of-improvement', 'thompson-sampling', 'probability-of-optimality', 'knowledge-gradient', 'max-value-entropy', 'max-variance', 'integrated-variance', 'expected-hypervolume-improvement', 'noisy-expected-hypervolume-improvement', 'parego', 'desirability', 'window-probability', 'random'];
const SURROGATES = ['auto', 'gaussian-process', 'robust-gaussian-process', 'bayesian-linear', 'random-forest'];
const FEATURES = ['parameters', 'prediction', 'embedding'];

const choice = (values, chosen) => h('select', null, values.map((each) => h('option', { value: each, selected: each === chosen }, plain(each))));

/** @returns {rows, boxes, elements, value()}; rows as labelled() makes them, `base` is what the form starts from */
export function policyForm(base = {}) {
  const acquisition = choice(ACQUISITIONS, base.acquisition ?? 'auto');
  const surrogate = choice(SURROGATES, base.surrogate ?? 'auto');
  const kappa = h('input', { type: 'number', step: 'any', min: 0, value: base.kappa ?? 1 });
  const features = FEATURES.map((each) => h('input', { type: 'checkbox', value: each, checked: (base.features ?? ['parameters']).includes(each) }));
  const boxes = h('fieldset', { class: 'checks' }, h('legend', null, 'What the surrogate sees'), FEATURES.map((each, i) => h('label', null, features[i], each)));
  const rows = [
    labelled({ label: 'Acquisition function', input: acquisition, pointer: '/policy/acquisition' }),
    labelled({ label: 'Surrogate', input: surrogate, pointer: '/policy/surrogate' }),
    labelled({ label: 'Kappa', input: kappa, hint: 'Weight of the standard deviation in upper confidence bound (dimensionless).', pointer: '/policy/kappa' }),
  ];
  return {
    rows,
    boxes,
    elements: [...rows.map((each) => each.element), boxes],
    value: () => ({ ...kept(base), acquisition: acquisition.value, surrogate: surrogate.value, kappa: Number(kappa.value), features: FEATURES.filter((_, i) => features[i].checked) }),
  };
}

// what a definition has beyond the form stays as it is
const kept = (base) => Object.fromEntries(Object.entries(base).filter(([name]) => ['initialDesign', 'batch', 'safe', 'costParameter', 'priorCampaigns', 'exploration', 'deadline'].includes(name)));

/** A policy in one line. */
export const policyText = (policy) => (policy ? [plain(policy.acquisition ?? 'auto'), plain(policy.surrogate ?? 'auto'), policy.acquisition === 'upper-confidence-bound' && policy.kappa !== undefined ? `κ ${number(policy.kappa)}` : null, policy.features?.join(' + ')].filter(Boolean).join(', ') : 'as defined');
