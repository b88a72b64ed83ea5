// One campaign as its events tell it: a fold with bounded memory. The page draws this and nothing else.
const OBSERVATIONS = 20000;
const PROPOSALS = 20000;
const REPORTS = 2000;
const ALARMS = 199;
const WAVES = 399;
const OVER = new Set(['succeeded', 'failed', 'cancelled', 'retracted', 'expired', 'rejected']);

/** How good a value is for an objective: greater is better, 0 at a target or within a window. */
export function score(objective, value) {
  switch (objective.goal) {
    case 'maximize': return value;
    case 'minimize': return -value;
    case 'target': return -Math.abs(value - objective.target);
    default: return -Math.max(0, objective.lower - value, value - objective.upper);
  }
}

/** What an objective wants, in words. */
export const goalText = (objective, quantity) => {
  switch (objective.goal) {
    case 'target': return `as near ${quantity(objective.target, null, objective.unit)} as can be`;
    case 'window': return `between ${quantity(objective.lower, null, objective.unit)} and ${quantity(objective.upper, null, objective.unit)}`;
    default: return objective.goal;
  }
};

/** The parameters of a definition's pool or space. */
export const parametersOf = (definition) => definition.search?.pool?.parameters ?? definition.search?.space?.parameters ?? [];

/** A list that became too long without every other one of its older half. */
function thinned(list, most) {
  const old = list.length >> 1;
  return list.length > most ? list.filter((_, i) => i >= old || i % 2 === 0) : list;
}

export class Campaign {
  constructor(definition) {
    this.update(definition);
    this.observations = []; // of the first objective: {n, value, sem, best, experimentId, candidateId}
    this.proposals = new Map(); // by experiment
    this.measured = new Map(); // by experiment, then by property: {value, sem}
    this.decisions = new Map(); // by experiment: latest first
    this.steps = new Map(); // by experiment: [{state, at, worker}]
    this.coverage = []; // reports on the first objective's intervals, oldest first
    this.alarms = []; // of drift, oldest first
    this.waves = []; // of inventions: asked for and answered, oldest first
    this.newest = []; // the last events, newest last
    this.count = 0;
  }

  /** The definition and progress as the door says them now. */
  update(definition) {
    this.definition = definition;
    this.objective = definition.objectives[0];
    this.parameters = parametersOf(definition);
  }

  /** Takes one event of the campaign's stream. */
  take({ name, data, id }) {
    this.count++;
    if (name === 'proposal' || name === 'progress') this.inOrder = null;
    this.newest.push({ id, name, data });
    if (this.newest.length > 500) this.newest = this.newest.slice(-50);
    if (name === 'proposal') this.propose(data);
    else if (name === 'progress') this.step(data);
    else if (name === 'observation') this.observe(data);
    else if (name === 'decision') this.decisions.set(data.experimentId, [data, ...(this.decisions.get(data.experimentId) ?? [])]);
    else if (name === 'coverage') this.cover(data);
    else if (name === 'drift') this.alarms = [...this.alarms.slice(-ALARMS), { ...data, key: id ?? this.count }];
    else if (name === 'invention') this.waves = [...this.waves.slice(-WAVES), data];
  }

  propose(data) {
    this.proposals.set(data.experimentId, data);
    if (this.proposals.size <= PROPOSALS) return;
    for (const [id, each] of this.proposals) {
      if (this.proposals.size <= 0.9 * PROPOSALS) break;
      if (OVER.has(each.state)) [this.proposals, this.measured, this.decisions, this.steps].forEach((map) => map.delete(id));
    }
  }

  step(data) {
    const proposal = this.proposals.get(data.experimentId);
    if (!proposal) return;
    const state = data.state === 'partial' ? 'running' : data.state;
    this.proposals.set(data.experimentId, {
      ...proposal, state, worker: data.worker ?? proposal.worker, failureKind: data.failureKind ?? proposal.failureKind, epoch: data.epoch,
      instrumentId: data.instrumentId ?? proposal.instrumentId, reason: data.reason ?? proposal.reason, changedAt: data.recordedAt,
    });
  }

  cover(data) {
    if (data.property !== this.objective.property) return;
    this.coverage.push(data);
    this.coverage = thinned(this.coverage, REPORTS);
  }

  observe(data) {
    if (data.experimentId) {
      const known = this.measured.get(data.experimentId) ?? {};
      this.measured.set(data.experimentId, { ...known, [data.property]: { value: data.value, sem: data.sem, unit: data.unit } });
    }
    if (data.property !== this.objective.property) return;
    const last = this.observations.at(-1);
    const best = last && score(this.objective, last.best) >= score(this.objective, data.value) ? last.best : data.value;
    this.observations.push({ n: (last?.n ?? 0) + 1, value: data.value, sem: data.sem, best, experimentId: data.experimentId, candidateId: data.candidateId });
    this.observations = thinned(this.observations, OBSERVATIONS);
  }

  /** The latest events, newest first. */
  latest(count) { return this.newest.slice(-count).reverse(); }

  /** Proposals by ordinal. */
  ordered() {
    this.inOrder ??= [...this.proposals.values()].sort((a, b) => a.ordinal - b.ordinal);
    return this.inOrder;
  }
}

/**
 * The expected best of k uniform draws, with replacement, of values: the k-th order statistic of their empirical distribution.
 * @returns value for each k
 */
export function expectedBest(objective, values, ks) {
  const sorted = values.map((value) => [score(objective, value), value]).sort((a, b) => a[0] - b[0]).map((pair) => pair[1]);
  const n = sorted.length;
  return ks.map((k) => {
    let sum = 0;
    let before = 0;
    for (let i = 0; i < n; i++) {
      const now = ((i + 1) / n) ** k;
      sum += sorted[i] * (now - before);
      before = now;
    }
    return sum;
  });
}

/** Members of `points` ({scores: []}) that no other beats in every objective. */
export function paretoFront(points) {
  return points.filter((a) => !points.some((b) => b !== a
    && b.scores.every((each, i) => each >= a.scores[i]) && b.scores.some((each, i) => each > a.scores[i])));
}
