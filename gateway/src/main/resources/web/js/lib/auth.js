// Who is at the screen: what the door is shown, kept for this tab only, and a name where the door does not ask.
import { h } from './dom.js';
import { ask } from './dialog.js';

const HEADER = 'athanor.credential';
const NAME = 'athanor.name';
const read = (name) => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } };

/** The headers that say who asks; empty where nobody signed in. */
export function credential() {
  const kept = read(HEADER);
  return kept ? { [kept.header]: kept.value } : {};
}

/** Whether somebody has signed in. */
export const signedIn = () => read(HEADER) !== null;

/** Forgets who it was. */
export const signOut = () => sessionStorage.removeItem(HEADER);

/** The name put to decisions where the door does not ask who speaks. */
export const knownName = () => localStorage.getItem(NAME) ?? '';

/** Keeps it. */
export const keepName = (name) => localStorage.setItem(NAME, name);

let asking = null;

/** Asks for a credential; true if one was given. One prompt at a time, whoever asks. */
export function signIn(reason) {
  asking ??= prompt(reason).finally(() => { asking = null; });
  return asking;
}

async function prompt(reason) {
  const kind = h('select', { name: 'kind' }, h('option', { value: 'key' }, 'API key (id.secret)'), h('option', { value: 'token' }, 'Bearer token'));
  const secret = h('input', { type: 'password', name: 'secret', autocomplete: 'off', required: true });
  const answer = await ask({
    title: 'Sign in',
    text: reason ?? 'The door asks who speaks. The credential stays in this tab and is forgotten with it.',
    fields: [{ label: 'What you have', input: kind }, { label: 'Credential', input: secret }],
    confirm: 'Sign in',
  });
  if (!answer) return false;
  const value = secret.value.trim();
  const kept = kind.value === 'key' ? { header: 'X-API-Key', value } : { header: 'Authorization', value: `Bearer ${value}` };
  sessionStorage.setItem(HEADER, JSON.stringify(kept));
  dispatchEvent(new CustomEvent('athanor:identity'));
  return true;
}
