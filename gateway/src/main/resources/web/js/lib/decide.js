// What people may say about an experiment, asked in a dialog and checked by the door.
import { path, post } from './api.js';
import { keepName, knownName, signedIn } from './auth.js';
import { ask } from './dialog.js';
import { h } from './dom.js';
import { number, unitText, words } from './format.js';

const BEGUN = new Set(['leased', 'running']);
const OVER = new Set(['succeeded', 'failed', 'cancelled', 'retracted', 'expired', 'rejected']);

/** The decisions that can still be made: [name, label]. */
export function choices(proposal) {
  if (OVER.has(proposal.state)) return [];
  const waits = proposal.state === 'pending-approval' ? [['approve', 'Approve'], ['veto', 'Veto']] : [];
  const open = BEGUN.has(proposal.state) || proposal.step > 0 ? [] : [['edit', 'Edit'], ['boost', 'Boost']];
  return [...waits, ...open, ['cancel', 'Cancel']];
}

const TEXT = {
  approve: 'It may be carried out.',
  veto: 'It is not carried out, and the campaign learns nothing from it.',
  edit: 'This one is replaced by what you say here. Every value is checked against the campaign’s space.',
  boost: 'Its priority is multiplied. Above 1: sooner.',
  cancel: 'It ends without an outcome. A robot that has begun is told at its next heartbeat.',
};

/** Asks for and sends a decision; resolves with what the door took down, or null. */
export async function decide(proposal, parameters, decision, label) {
  const by = h('input', { type: 'text', value: knownName(), required: true, maxlength: 256, autocomplete: 'name' });
  const reason = h('textarea', { rows: 2, maxlength: 4096 });
  const body = { decision };
  const fields = [];
  if (decision === 'edit') fields.push(...editor(proposal, parameters, body));
  if (decision === 'boost') {
    const factor = h('input', { type: 'number', value: 2, step: 'any', min: 0, required: true });
    fields.push({ label: 'Factor on its priority', input: factor, pointer: '/boost' });
    body.boost = () => Number(factor.value);
  }
  fields.push({ label: 'Reason', input: reason, hint: 'Written into the log beside the decision.', pointer: '/reason' });
  if (!signedIn()) fields.push({ label: 'Your name', input: by, hint: 'The door does not ask who speaks; say it.', pointer: '/by' });
  let taken = null;
  await ask({
    title: `${label} no. ${proposal.ordinal + 1}`, text: TEXT[decision], fields, confirm: label, danger: decision === 'veto' || decision === 'cancel',
    submit: async () => {
      const said = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'function' ? value() : value]));
      if (reason.value.trim()) said.reason = reason.value.trim();
      if (!signedIn()) { said.by = by.value.trim(); keepName(said.by); }
      taken = await post(path`/v1/experiments/${proposal.experimentId}/decisions`, said, { headers: { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) } });
    },
  });
  return taken;
}

// a field for each parameter in its unit, and the formula where there is one
function editor(proposal, parameters, body) {
  const { candidate } = proposal;
  const known = parameters.length ? parameters : Object.keys(candidate.parameters ?? {}).map((name) => ({ name, kind: typeof candidate.parameters[name] === 'number' ? 'continuous' : 'categorical' }));
  const inputs = known.map((each) => {
    const value = candidate.parameters?.[each.name];
    const options = each.kind === 'categorical' || each.kind === 'ordinal' ? each.options : null;
    const input = options
      ? h('select', null, options.map((one) => h('option', { value: one, selected: one === value }, one)))
      : h('input', { type: typeof value === 'string' ? 'text' : 'number', step: 'any', value: value ?? '' });
    const bounds = each.low !== undefined && each.high !== undefined ? `${number(each.low)} to ${number(each.high)}` : undefined;
    return { label: words(each.name), unit: unitText(each.unit), hint: options ? undefined : bounds, input, pointer: `/candidate/parameters/${each.name.replaceAll('~', '~0').replaceAll('/', '~1')}`, name: each.name, text: Boolean(options) || typeof value === 'string' };
  });
  const formula = candidate.formula ? h('input', { type: 'text', value: candidate.formula }) : null;
  body.candidate = () => ({
    ...(formula?.value.trim() ? { formula: formula.value.trim() } : {}),
    ...(inputs.length ? { parameters: Object.fromEntries(inputs.filter((each) => each.input.value !== '').map((each) => [each.name, each.text ? each.input.value : Number(each.input.value)])) } : {}),
  });
  return [...inputs, ...(formula ? [{ label: 'Formula', input: formula, hint: 'Change it along with the parameters where it follows from them; clear it to leave it out.', pointer: '/candidate/formula' }] : [])];
}
