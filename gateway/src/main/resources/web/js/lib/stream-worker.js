// Follows one event stream away from the page: reads, parses, and hands over in portions.
// 'all' hands over everything and reads no further than the page has taken; 'latest' keeps up, counts what it leaves out, and hands over the newest.
const PORTION = 250;
const LATEST = 120;
const RETRY_FIRST = 500;
const RETRY_MOST = 15000;

let control = null;
let acknowledge = null;

self.onmessage = ({ data }) => {
  if (data.kind === 'start') run(data);
  else if (data.kind === 'taken') acknowledge?.();
  else if (data.kind === 'stop') { control?.abort(); self.close(); }
};

async function run({ url, headers, mode, lastEventId, every }) {
  let last = lastEventId ?? null;
  let retry = RETRY_FIRST;
  for (;;) {
    let refused = false;
    control = new AbortController();
    try {
      const response = await fetch(url, {
        credentials: 'omit', cache: 'no-store', signal: control.signal,
        headers: { Accept: 'text/event-stream', ...headers, ...(last === null ? {} : { 'Last-Event-ID': last }) },
      });
      if (!response.ok) {
        const problem = await response.json().catch(() => ({ title: response.statusText }));
        refused = response.status < 500 && response.status !== 429;
        self.postMessage({ kind: 'state', state: refused ? 'refused' : 'away', status: response.status, problem });
        if (response.status === 401) return; // the page asks who speaks and follows anew
      } else {
        self.postMessage({ kind: 'state', state: 'live' });
        retry = RETRY_FIRST;
        last = await read(response.body.getReader(), mode, last, every);
      }
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      last = failure.last ?? last;
    }
    // what is refused now (a gateway that has just started knows no campaign yet) may be granted later
    if (!refused) self.postMessage({ kind: 'state', state: 'away' });
    await new Promise((go) => setTimeout(go, retry * (0.5 + Math.random() / 2)));
    retry = Math.min(RETRY_MOST, retry * 2);
  }
}

async function read(reader, mode, from, every) {
  const decoder = new TextDecoder();
  const batch = new Batch(mode, every);
  let last = from;
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      rest += decoder.decode(value, { stream: true });
      for (let end = rest.indexOf('\n\n'), start = 0; ; start = end + 2, end = rest.indexOf('\n\n', start)) {
        if (end < 0) { rest = rest.slice(start); break; }
        const event = parse(rest.slice(start, end));
        last = event.id ?? last;
        if (event.data !== '' && batch.add(event)) await batch.hand(last);
      }
      if (mode === 'latest') batch.tick(last); else await batch.hand(last);
    }
  } catch (failure) {
    failure.last = last;
    throw failure;
  } finally {
    await batch.hand(last);
  }
  return last;
}

function parse(block) {
  const event = { id: null, name: 'message', data: '' };
  for (const line of block.split('\n')) {
    if (line.startsWith(':')) continue;
    if (line.startsWith('data: ')) event.data += (event.data && '\n') + line.slice(6);
    else if (line.startsWith('event: ')) event.name = line.slice(7);
    else if (line.startsWith('id: ')) event.id = line.slice(4);
  }
  return event;
}

class Batch {
  constructor(mode, every) {
    this.mode = mode;
    this.every = every;
    this.handed = performance.now();
    this.clear();
  }

  clear() { this.events = []; this.counts = {}; this.seen = 0; }

  /** True when a portion is full. */
  add(event) {
    this.seen++;
    if (this.mode === 'latest') {
      this.counts[event.name] = (this.counts[event.name] ?? 0) + 1;
      this.events.push(event);
      if (this.events.length >= 2 * LATEST) this.events = this.events.slice(-LATEST);
      return false;
    }
    this.events.push(event);
    return this.events.length >= PORTION;
  }

  tick(last) {
    const due = this.handed + this.every - performance.now();
    clearTimeout(this.timer);
    if (due <= 0) this.hand(last); else this.timer = setTimeout(() => this.hand(last), due);
  }

  /** Resolves when the page has taken it. */
  async hand(last) {
    clearTimeout(this.timer);
    if (!this.seen || this.waiting) return this.waiting;
    const events = this.events.slice(-(this.mode === 'latest' ? LATEST : PORTION)).map((each) => ({ id: each.id, name: each.name, data: read1(each.data) }));
    const message = { kind: 'events', events, counts: this.counts, seen: this.seen, last };
    this.clear();
    this.handed = performance.now();
    this.waiting = new Promise((taken) => { acknowledge = taken; }).then(() => { this.waiting = null; if (this.seen && this.mode === 'latest') this.tick(last); });
    self.postMessage(message);
    return this.waiting;
  }
}

function read1(text) {
  try { return JSON.parse(text); } catch { return { text }; }
}
