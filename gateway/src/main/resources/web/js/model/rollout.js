// How versions of a model were rolled out: a lane for each version over time, and every step with its reason.
import { h, s, uid } from '../lib/dom.js';
import { badge, percent, shortId, time } from '../lib/format.js';
import { place } from '../lib/pattern.js';
import { table } from '../lib/table.js';

const TONE = { candidate: 'line', shadow: 'blue', canary: 'ember', champion: 'green', retired: 'edge' };
const LANES = 12;
const LEFT = 130;
const WIDE = 560;

const stage = (step) => (step.stage === 'canary' ? `canary for ${percent(step.share)}` : step.stage);

/** Spans of one version: from each step to the next, a champion's to where another takes over. */
function spans(steps, all, end) {
  return steps.map((step, i) => {
    const after = step.stage === 'champion' ? all.find((each) => each.stage === 'champion' && each.digest !== step.digest && each.at > step.at) : null;
    const until = [steps[i + 1]?.at, after?.at].filter(Boolean).map(Date.parse);
    return { step, from: Date.parse(step.at), to: step.stage === 'retired' ? Date.parse(step.at) : Math.min(end, ...until) };
  });
}

function lanes(rollout, champion) {
  const all = [...new Set(rollout.map((each) => each.digest))];
  const versions = all.filter((digest, i) => i >= all.length - LANES || digest === champion); // who serves may be older than all that tried
  const begin = Date.parse(rollout[0].at);
  const end = Math.max(Date.now(), Date.parse(rollout.at(-1).at));
  const x = (at) => LEFT + ((WIDE - LEFT - 8) * (at - begin)) / Math.max(1, end - begin);
  const title = h('figcaption', { id: uid('rollout') }, 'Each version over time: ', Object.keys(TONE).slice(1, 4).map((name, i) => [i ? ', ' : '', h('span', { style: { color: `var(--${TONE[name]})` } }, '■'), ` ${name}`]), '; a bar’s end is where another took over, a cross where it was retired.');
  const height = versions.length * 26 + 8;
  return h('figure', { 'aria-labelledby': title.id }, title,
    s('svg', { class: 'chart', viewBox: `0 0 ${WIDE} ${height}`, 'aria-hidden': 'true' }, versions.map((digest, i) => {
      const top = 4 + i * 26;
      const steps = rollout.filter((each) => each.digest === digest);
      return [
        s('text', { x: LEFT - 8, y: top + 14, 'text-anchor': 'end', class: 'strong' }, steps[0].version.slice(0, 18)),
        s('line', { class: 'gridline', x1: LEFT, x2: WIDE - 8, y1: top + 10, y2: top + 10 }),
        spans(steps, rollout, end).map(({ step, from, to }) => (step.stage === 'retired'
          ? s('text', { x: x(from), y: top + 14, 'text-anchor': 'middle', class: 'strong' }, '×')
          : s('rect', { x: x(from), y: top + 3, width: Math.max(2, x(to) - x(from)), height: 14, rx: 2, fill: `var(--${TONE[step.stage] ?? 'edge'})` }, s('title', null, `${step.version}: ${stage(step)}`)))),
      ];
    })),
    h('p', { class: 'hidden' }, rollout.map((each) => `${each.version} ${stage(each)} at ${each.at}${each.reason ? `, because ${each.reason}` : ''}.`).slice(-60).join(' ')));
}

/** The timeline; null where nothing was released. */
export function timeline(model) {
  const rollout = model.rollout ?? [];
  if (!rollout.length) return null;
  const list = table({
    caption: 'Every step, newest first.', key: (row) => place(row.event), most: 60,
    columns: [
      { key: 'at', label: 'When', head: true, sort: (row) => row.at, cell: (row) => time(row.at) },
      { key: 'version', label: 'Version', sort: (row) => row.version, cell: (row) => [row.version, ' ', shortId(row.digest)] },
      { key: 'stage', label: 'Stage', cell: (row) => [badge(row.stage), row.stage === 'canary' ? ` ${percent(row.share)} of the campaigns` : ''] },
      { key: 'reason', label: 'Why', cell: (row) => row.reason || '–' },
    ],
  });
  list.update([...rollout].reverse());
  return h('section', { class: 'card' }, h('h2', null, 'Rollout'), lanes(rollout, model.champion), list.element);
}
