// The shell: one page after another in <main>, by the address behind the hash.
import { h, put } from './lib/dom.js';
import { signedIn, signIn, signOut } from './lib/auth.js';
import { onConnection } from './lib/stream.js';
import { NAVIGATION, route, to } from './routes.js';

const main = document.getElementById('main');
const news = document.getElementById('news');
const navigation = document.getElementById('nav');
const connection = document.getElementById('connection');
const identity = document.getElementById('sign-in');
let leave = null;
let turn = 0;

/** Says something to people who do not see the page. */
function announce(text) { news.textContent = text; }

function drawNavigation(section) {
  put(navigation, NAVIGATION.map(([path, label]) => h('a', { href: to(path), 'aria-current': path === section ? 'page' : null }, label)));
}

async function show() {
  const mine = ++turn;
  leave?.();
  leave = null;
  document.querySelectorAll('dialog[open]').forEach((each) => each.close());
  const at = route(location.hash);
  drawNavigation(at?.section);
  const control = new AbortController();
  const root = h('div');
  put(main, root);
  leave = () => control.abort();
  if (!at) return fail(root, 'Nothing is here', `No page has the address ${location.hash}.`);
  main.setAttribute('aria-busy', 'true');
  try {
    const page = (await import(`./pages/${at.module}.js`)).default;
    if (mine !== turn) return;
    document.title = `${page.title} · Athanor`;
    const ctx = { query: at.query, signal: control.signal, announce, title: (text) => titled(text, mine), go: (...parts) => { location.hash = to(...parts); } };
    const cleanup = await page.render(root, at.params, ctx);
    const end = () => { control.abort(); cleanup?.(); };
    if (mine !== turn) return end();
    leave = end;
  } catch (problem) {
    if (mine === turn && problem.name !== 'AbortError') fail(root, 'This page cannot be shown', problem.message);
  } finally {
    if (mine === turn) {
      main.removeAttribute('aria-busy');
      arrive();
    }
  }
}

function titled(text, mine) { if (mine === turn) document.title = `${text} · Athanor`; }

function fail(root, title, text) {
  document.title = `${title} · Athanor`;
  put(root, h('div', { class: 'head' }, h('h1', null, title)), h('p', { class: 'notice bad', role: 'alert' }, text), h('p', null, h('a', { href: to('campaigns') }, 'All campaigns')));
  arrive();
}

let first = true;

/** Focus goes to the heading of the new page, except on the very first. */
function arrive() {
  const heading = main.querySelector('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  if (!first) { heading.focus({ preventScroll: true }); scrollTo(0, 0); }
  first = false;
}

function drawIdentity() { identity.textContent = signedIn() ? 'Sign out' : 'Sign in'; }

const TEXTS = { live: 'live', away: 'reconnecting', connecting: 'connecting', refused: 'refused' };
onConnection((state) => {
  connection.dataset.state = state ?? '';
  connection.textContent = TEXTS[state] ?? '';
});
identity.addEventListener('click', async () => {
  if (signedIn()) { signOut(); dispatchEvent(new CustomEvent('athanor:identity')); show(); } else if (await signIn()) show();
});
document.querySelector('[data-skip]').addEventListener('click', (event) => { event.preventDefault(); main.focus(); });
addEventListener('athanor:identity', drawIdentity);
addEventListener('hashchange', show);
drawIdentity();
show();
