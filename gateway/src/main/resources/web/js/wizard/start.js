// Starts a campaign from a draft: every step may be said again and counts once.
import { get, path, post } from '../lib/api.js';
import { request } from './work.js';

const AT_ONCE = 2000;
const PATIENCE = 20000;
const REHEARSED_ROWS = 500;
const REHEARSED_EXPERIMENTS = 40;

const parts = (all) => Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, i) => all.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
const pause = (millis, signal) => new Promise((resolve) => { const timer = setTimeout(resolve, millis); signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true }); });

/** What the door refused of many, told by the first. */
function refuse(answer, what) {
  const refused = answer.results.filter((each) => each.error);
  if (refused.length) throw new Error(`${refused.length} ${what} were refused, the first: ${refused[0].error.field ?? ''} ${refused[0].error.detail}`);
}

/**
 * Defines the campaign, fills its pool, reports what was measured before.
 * @param progress (text, share) what is done now
 * @returns the campaign's id
 */
export async function start(work, progress, signal) {
  progress('Reading the table', 0);
  const draft = await post('/v1/drafts', request(work), { signal });
  if (draft.problems.length) throw new Error(`${draft.problems[0].field}: ${draft.problems[0].detail}`);
  const id = draft.definition.campaignId;
  progress('Defining the campaign', 0.05);
  await post('/v1/campaigns', draft.definition, { signal });
  // the pool is complete with its last candidate: what is known is told before it, so that nothing is proposed without it
  const told = new Set(draft.readings.map((each) => each.candidateId));
  const last = draft.candidates.slice(-1);
  const first = draft.candidates.slice(0, -1);
  const all = draft.candidates.length + draft.readings.length;
  let done = 0;
  const step = (text, count) => { done += count; progress(text, 0.1 + 0.85 * (all ? done / all : 1)); };
  for (const some of parts(first)) {
    refuse(await post(path`/v1/campaigns/${id}/candidates`, { candidates: some }, { signal }), 'candidates');
    step(`${done + some.length} of ${draft.candidates.length} candidates proposed`, some.length);
  }
  for (const some of parts(draft.readings)) {
    refuse(await post('/v1/readings/batch', { readings: some }, { signal }), 'readings');
    step(`${some.length} readings of the history reported`, some.length);
  }
  if (draft.readings.length && told.size <= first.length) await heard(id, draft, signal);
  if (last.length) refuse(await post(path`/v1/campaigns/${id}/candidates`, { candidates: last }, { signal }), 'candidates');
  progress('The campaign has begun', 1);
  return id;
}

/** Waits until the history has been taken in, or a while: it counts as well when it comes later. */
async function heard(id, draft, signal) {
  const property = draft.definition.objectives[0].property;
  const wanted = draft.readings.filter((each) => property in each.scalars).length;
  const until = performance.now() + PATIENCE;
  while (performance.now() < until && !signal.aborted) {
    const campaign = await get(path`/v1/campaigns/${id}`, { signal });
    if (campaign.progress.observations >= wanted) return;
    await pause(250, signal);
  }
}

/** Runs the campaign on what is known; resolves with the answer's document. */
export async function rehearse(work, seeds, signal) {
  const draft = await post('/v1/drafts', request(work), { signal });
  if (draft.problems.length) throw new Error(`${draft.problems[0].field}: ${draft.problems[0].detail}`);
  const definition = structuredClone(draft.definition);
  delete definition.policy; // what is rehearsed must not know the outcomes beforehand
  const every = Math.ceil(draft.rows.length / REHEARSED_ROWS);
  const rows = draft.rows.filter((_, i) => i % every === 0);
  const { inquiryId } = await post('/v1/rehearsals', { definition, rows, experiments: Math.min(definition.budget, rows.length, REHEARSED_EXPERIMENTS), seeds }, { signal });
  for (;;) {
    const inquiry = await get(path`/v1/inquiries/${inquiryId}`, { signal });
    if (inquiry.state === 'refused') throw new Error(`${inquiry.problem?.field ?? ''} ${inquiry.problem?.reason ?? 'refused'}`.trim());
    if (inquiry.state === 'answered') return { document: inquiry.document, draft, rows: rows.length };
    await pause(500, signal);
    signal.throwIfAborted();
  }
}
