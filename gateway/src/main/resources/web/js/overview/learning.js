// What a campaign learned about itself: whether its intervals keep what they claim, what moved, what was invented.
import { get, path } from '../lib/api.js';
import { h, put } from '../lib/dom.js';
import { number, percent, plain, shortId, time, unitText, words } from '../lib/format.js';
import { made } from '../lib/invention.js';
import { plot } from '../lib/plots.js';
import { table } from '../lib/table.js';
import { to } from '../routes.js';

const DETAILS = 12;

/** Coverage of its intervals against the objective, outcome by outcome. */
export function honesty(campaign) {
  const figure = plot({
    caption: [h('strong', null, 'Coverage'), ' of the last outcomes by repaired intervals, with a 95 % normal band for their count; dashed the objective.'],
    x: { label: 'outcomes (count)', integer: true }, y: { label: 'coverage (share)' },
    series: [{ label: 'repaired', color: 'blue', kind: 'step', band: true }, { label: 'without repair', color: 'ember', kind: 'step' }, { label: 'objective', color: 'soft', kind: 'line', dash: true }],
  });
  const spread = (each) => 1.96 * Math.sqrt((each.observed * (1 - each.observed)) / Math.max(1, each.count));
  return {
    element: figure.element,
    draw() {
      const reports = campaign.coverage;
      const last = reports.at(-1);
      figure.update({
        x: reports.map((each) => each.total), series: [
          { y: reports.map((each) => each.observed), low: reports.map((each) => Math.max(0, each.observed - spread(each))), high: reports.map((each) => Math.min(1, each.observed + spread(each))) },
          { y: reports.map((each) => each.unrepaired ?? null) },
          { y: reports.map((each) => each.claimed) },
        ],
        summary: last ? `${percent(last.observed)} of the last ${last.count} outcomes where ${percent(last.claimed)} is the objective.` : 'No interval was held against an outcome yet.',
      });
    },
    destroy: () => figure.destroy(),
  };
}

/** What moved, and what is done about it. */
export function alarms(campaign) {
  const list = table({
    caption: 'What moved in this campaign’s stream, newest first, and what is done about it by itself.', key: (row) => row.key, most: 50, empty: 'Nothing moved.',
    columns: [
      { key: 'at', label: 'When', head: true, sort: (row) => row.at, cell: (row) => time(row.at) },
      { key: 'kind', label: 'What', cell: (row) => [h('span', { class: 'badge', 'data-tone': 'warn' }, plain(row.kind)), ' ', row.message || `${words(row.property)}: ${number(row.statistic, 3)} above ${number(row.threshold, 3)}`] },
      { key: 'answers', label: 'Done about it', cell: (row) => (row.answers.length ? h('ul', { class: 'findings' }, row.answers.map((each) => h('li', null, plain(each)))) : 'only said') },
      { key: 'detector', label: 'Found by', cell: (row) => words(row.detector) },
    ],
  });
  return { element: h('section', { class: 'card' }, h('h2', null, 'Drift'), list.element), draw: () => list.update([...campaign.alarms].reverse()) };
}

/** Waves of inventions, and who made the newest ones. Null where none may be invented. */
export function inventions(campaign, ctx) {
  const terms = campaign.definition.invention;
  if (!terms) return null;
  const unit = unitText(campaign.objective.unit);
  const state = h('p', { class: 'soft', role: 'status' });
  const generators = table({
    caption: 'By wave and generator. Share: of the wave’s budget. Reward: mean realised improvement in units of the spread of the outcomes.', key: (row) => row.key, most: 40, empty: 'No wave was answered yet.',
    columns: [
      { key: 'wave', label: 'Wave', number: true, head: true, cell: (row) => row.wave + 1 },
      { key: 'name', label: 'Generator', cell: (row) => row.name },
      { key: 'accepted', label: 'Taken / made', number: true, cell: (row) => `${row.accepted} / ${row.proposed}` },
      { key: 'share', label: 'Share', number: true, cell: (row) => percent(row.share) },
      { key: 'reward', label: 'Reward', number: true, cell: (row) => number(row.reward, 3) },
      { key: 'rejected', label: 'Not taken because', cell: (row) => row.rejected },
    ],
  });
  const makers = h('div', { class: 'stack' });
  const known = new Map();

  async function ask(candidateId, line) {
    try {
      const { invention, formula } = await get(path`/v1/materials/${candidateId}`, { signal: ctx.signal });
      put(line, h('summary', null, formula ?? shortId(candidateId), invention ? `, by ${invention.generator}` : ''), h('p', null, h('a', { href: to('materials', candidateId) }, 'All that is known of it')), invention ? made(invention) : h('p', { class: 'empty' }, 'Nobody said who made it.'));
    } catch {
      known.delete(candidateId); // the next drawing asks again
    }
  }

  function newest() {
    const answered = campaign.waves.filter((each) => each.event === 'answered');
    const ids = answered.flatMap((each) => each.candidates.map((one) => one.candidateId)).slice(-DETAILS).reverse();
    for (const id of ids) {
      if (known.has(id)) continue;
      const line = h('details', null, h('summary', null, shortId(id)));
      known.set(id, line);
      ask(id, line);
    }
    const lines = ids.map((id) => known.get(id)).filter(Boolean);
    if (lines.length !== makers.children.length || lines.some((line, i) => makers.children[i] !== line)) put(makers, lines);
  }

  function draw() {
    const answered = campaign.waves.filter((each) => each.event === 'answered');
    const wanted = campaign.waves.filter((each) => each.event === 'requested').at(-1);
    const open = wanted && !answered.some((each) => each.wave === wanted.wave);
    const left = wanted ? `expected improvement ${number(wanted.expectedImprovement, 3)} ${unit} of ${number(wanted.firstExpectedImprovement, 3)} ${unit} at first` : '';
    const problem = answered.at(-1)?.problem;
    state.textContent = [
      `Up to ${terms.waves} waves of ${terms.count}, when less than ${percent(terms.dryBelow)} of the first expected improvement is left.`,
      wanted ? `Wave ${wanted.wave + 1} was asked for: ${left}${open ? '; it is awaited' : ''}.` : 'None was asked for yet.',
      problem ? `The last one brought nothing: ${problem}.` : '',
    ].join(' ');
    generators.update(answered.flatMap((wave) => wave.generators.map((each, i) => ({
      ...each, key: `${wave.wave} ${each.name}`, wave: wave.wave,
      rejected: i ? '' : Object.entries(wave.rejected).map(([reason, count]) => `${plain(reason)} (${count})`).join(', '),
    }))).reverse());
    newest();
  }
  return { element: h('section', { class: 'card' }, h('h2', null, 'Inventions'), state, generators.element, makers), draw };
}
