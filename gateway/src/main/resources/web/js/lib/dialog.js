// Modal questions: the native dialog, so focus, Escape and the way back are the browser's.
import { h, uid } from './dom.js';

/**
 * Asks and resolves with true, or null where it was left.
 * @param fields [{label, input, hint?, pointer?}]
 * @param extra optional: content below the fields
 * @param submit optional: async () -> void; a Problem it throws is shown at the field its pointer names, and the dialog stays
 */
export function ask({ title, text, fields = [], extra = null, confirm = 'OK', danger = false, submit }) {
  return new Promise((resolve) => {
    const id = uid('dialog');
    const rows = fields.map((each) => labelled(each));
    const failure = h('p', { class: 'error', role: 'alert' });
    const yes = h('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, confirm);
    let answer = null;
    const form = h('form', {
      onsubmit: async (event) => {
        event.preventDefault();
        rows.forEach((row) => row.clear());
        failure.textContent = '';
        yes.disabled = true;
        try {
          await submit?.();
          answer = true;
          box.close();
        } catch (problem) {
          const at = rows.find((row) => row.pointer && problem.field === row.pointer)
            ?? rows.find((row) => row.pointer && problem.field?.startsWith(`${row.pointer}/`));
          if (at) at.fail(problem.detail ?? problem.message);
          else failure.textContent = problem.message;
        } finally {
          yes.disabled = false;
        }
      },
    },
    h('h2', { id }, title), text ? h('p', { class: 'soft' }, text) : null, rows.map((row) => row.element), extra, failure,
    h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => box.close() }, 'Back'), yes));
    const box = h('dialog', { 'aria-labelledby': id, onclose: () => { box.remove(); resolve(answer); } }, form);
    document.body.append(box);
    box.showModal();
  });
}

/** A field with its label, hint and place for an error. */
export function labelled({ label, input, hint, unit, pointer }) {
  input.id ||= uid('field');
  const says = h('p', { class: 'error', id: `${input.id}-error`, role: 'alert' });
  const tells = hint ? h('small', { id: `${input.id}-hint` }, hint) : null;
  input.setAttribute('aria-describedby', [tells?.id, says.id].filter(Boolean).join(' '));
  return {
    pointer,
    input,
    element: h('div', { class: 'field' }, h('label', { for: input.id }, label, unit ? ` (${unit})` : ''), input, tells, says),
    clear: () => { says.textContent = ''; input.removeAttribute('aria-invalid'); },
    fail: (text) => { says.textContent = text; input.setAttribute('aria-invalid', 'true'); input.focus(); },
  };
}
