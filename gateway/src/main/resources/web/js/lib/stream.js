// Server-sent events over fetch, so that a credential goes along. A worker reads and parses; the page takes portions, one per frame.
import { credential, signIn } from './auth.js';

const states = new Map();
let listener = () => {};

/** Tells `f` the worst state of all streams: live, away, refused, or null without any. */
export function onConnection(f) { listener = f; }

function note(key, state) {
  if (state === null) states.delete(key); else states.set(key, state);
  const all = [...states.values()];
  listener(all.length === 0 ? null : all.every((each) => each === 'live') ? 'live' : all.find((each) => each !== 'live'));
}

/**
 * Follows a stream until it is closed; after a break it resumes behind the last event taken.
 * @param path of the stream
 * @param onEvents (events [{id, name, data}], {counts, seen}) -> void, at most once per frame
 * @param mode 'all': every event in order, reading waits for the page; 'latest': the newest, with counts of all
 * @param onState optional (state, problem?) -> void
 * @returns {close(), last()}
 */
export function follow(path, { onEvents, mode = 'all', onState = () => {}, lastEventId = null, every = 100 }) {
  const key = Symbol(path);
  let last = lastEventId;
  let worker = null;
  let closed = false;

  function open() {
    worker = new Worker('/web/js/lib/stream-worker.js');
    worker.onmessage = ({ data }) => (data.kind === 'state' ? state(data) : take(data));
    worker.postMessage({ kind: 'start', url: path, headers: credential(), mode, lastEventId: last, every });
  }

  function take(data) {
    const go = () => {
      if (closed) return;
      onEvents(data.events, { counts: data.counts, seen: data.seen });
      last = data.last;
      worker.postMessage({ kind: 'taken' });
    };
    // a page in the background draws no frames; it goes on taking all the same
    if (document.hidden) setTimeout(go, 50); else requestAnimationFrame(go);
  }

  async function state({ state: now, status, problem }) {
    if (closed) return;
    note(key, now);
    onState(now, problem);
    if (status === 401 && await signIn('The door asks who follows this stream.') && !closed) {
      worker.terminate();
      open();
    }
  }

  note(key, 'connecting');
  open();
  return {
    last: () => last,
    close: () => {
      closed = true;
      note(key, null);
      worker.postMessage({ kind: 'stop' });
      worker.terminate();
    },
  };
}
