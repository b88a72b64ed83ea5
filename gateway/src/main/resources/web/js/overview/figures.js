// The figures at the top, and the end of a campaign.
import { goalText, expectedBest } from '../lib/campaign.js';
import { h, put } from '../lib/dom.js';
import { duration, labelWithUnit, number, percent, quantity, time, unitText } from '../lib/format.js';

const figure = (name, value, ...detail) => h('div', { class: 'card' }, h('dt', null, name), h('dd', { class: 'value' }, value), detail.map((each) => h('dd', { class: 'detail' }, each)));

/** Draws them into `host`. */
export function figures(host, campaign) {
  const { definition, objective, observations } = campaign;
  const { progress } = definition;
  const draws = observations.length;
  const chance = draws > 1 ? expectedBest(objective, thinned(observations).map((each) => each.value), [Math.ceil(draws / 2)])[0] : null;
  const coverage = progress.coverage;
  const millis = progress.readingToProposalMillis;
  put(host,
    progress.concluded ? h('p', { class: 'notice good' }, h('strong', null, 'Concluded'), ` (${progress.concluded.rule.replaceAll('-', ' ')}) `, time(progress.concluded.at), `: ${progress.concluded.reason}`) : null,
    h('dl', { class: 'figures' },
      figure('Experiments', `${number(progress.succeeded + progress.failed, 7)} of ${number(definition.budget, 7)}`,
        [`${progress.succeeded} succeeded`, `${progress.failed} failed`, `${progress.open} open`, progress.pendingApproval ? `${progress.pendingApproval} wait for people` : null, progress.rejected ? `${progress.rejected} refused` : null, progress.retracted ? `${progress.retracted} withdrawn` : null, progress.expired ? `${progress.expired} expired` : null].filter(Boolean).join(', ')),
      figure('Best so far', progress.best ? quantity(progress.best.value, progress.best.sem, progress.best.unit) : '–',
        `${labelWithUnit(objective.property)}, ${goalText(objective, quantity)}`,
        progress.best ? (progress.best.sem === undefined ? 'one reading, its standard error is not known' : 'one reading ± one standard error') : null),
      figure('At random', chance === null ? '–' : `${number(chance)} ${unitText(objective.unit)}`,
        chance === null ? 'after two readings' : `expected best of ${Math.ceil(draws / 2)} draws among the ${draws} values measured`),
      figure('Posterior width', progress.posteriorStandardDeviation === undefined ? '–' : `± ${number(progress.posteriorStandardDeviation, 3)} ${unitText(objective.unit)}`, 'one standard deviation at the latest proposal'),
      figure('Coverage', coverage ? percent(coverage.observed) : '–',
        coverage ? `of the last ${coverage.count} outcomes lay in their ${percent(coverage.claimed)} intervals${coverage.count ? ` (± ${number(100 * Math.sqrt((coverage.observed * (1 - coverage.observed)) / coverage.count), 2)} %, one standard error)` : ''}` : 'after the first outcome',
        coverage?.unrepaired === undefined ? null : `without repair ${percent(coverage.unrepaired)}`),
      figure('Reading → proposal', millis.count ? duration(millis.p50) : '–', millis.count ? `median; 99th percentile ${duration(millis.p99)}, ${millis.count} measured` : 'since this process started')));
}

/** At most a thousand of them, evenly. */
export function thinned(observations) {
  const step = Math.ceil(observations.length / 1000);
  return step > 1 ? observations.filter((_, i) => i % step === 0) : observations;
}
