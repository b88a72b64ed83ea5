'use strict';
// The live page: one campaign, followed by server-sent events. It shows what the gateway says and computes nothing but
// the best so far. Every number has a unit, and an uncertainty where there is one.
(() => {
  const byId = (id) => document.getElementById(id);
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const digits = (x) => (x === undefined || x === null ? '–' : Number(x.toPrecision(4)).toString());
  const pretty = { '1': '', 'mA/cm2': 'mA/cm²', 'Cel': '°C' };
  const unitText = (unit) => (unit in pretty ? pretty[unit] : unit);
  const withUnit = (value, unit, sem) =>
    [digits(value), sem === undefined || sem === null ? '' : `± ${Number(sem.toPrecision(2))}`, unitText(unit)].filter(Boolean).join(' ');
  const cell = (text, cls) => { const td = document.createElement('td'); td.textContent = text; if (cls) td.className = cls; return td; };

  let campaign = null;   // definition and progress
  let source = null;     // EventSource
  let observations = []; // of the first objective, in order of arrival
  let proposals = new Map();
  let dirty = false;

  const objective = () => campaign.objectives[0];
  const better = (a, b) => {
    const { goal, target } = objective();
    if (goal === 'maximize') return a > b;
    return goal === 'minimize' ? a < b : Math.abs(a - target) < Math.abs(b - target);
  };

  // vertical error bars (one standard error or deviation) for series `index`, half-widths in `halves`
  const bars = (index, halves, color) => (plot) => {
    const { ctx, data } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    ctx.clip();
    ctx.strokeStyle = css(color);
    ctx.lineWidth = devicePixelRatio;
    data[index].forEach((y, i) => {
      const half = halves()[i];
      if (y === null || !half) return;
      const x = plot.valToPos(data[0][i], 'x', true);
      ctx.beginPath();
      ctx.moveTo(x, plot.valToPos(y - half, 'y', true));
      ctx.lineTo(x, plot.valToPos(y + half, 'y', true));
      ctx.stroke();
    });
    ctx.restore();
  };

  const plots = {};
  const halves = { observed: [], posterior: [] };
  // from the lowest to the highest end of a bar, with a little room; plots without bars start at zero
  const range = (name, index) => (plot, low, high) => {
    if (!(name in halves)) return [0, high > 0 ? high * 1.05 : 1];
    let [from, to] = [low, high];
    (plot.data[index] || []).forEach((y, i) => {
      const half = halves[name][i] || 0;
      if (y === null || y === undefined) return;
      from = Math.min(from ?? y, y - half);
      to = Math.max(to ?? y, y + half);
    });
    if (from === null || to === null) return [0, 1];
    const room = (to - from || Math.abs(to) || 1) * 0.05;
    return [from - room, to + room];
  };
  function draw(name, series, data, hooks, xLabel) {
    const box = byId(name);
    const width = box.clientWidth || 420;
    if (plots[name]) { plots[name].setData(data); return; }
    const axis = (label) => ({ stroke: css('--soft'), grid: { stroke: css('--line'), width: 1 }, ticks: { stroke: css('--line'), width: 1 }, label, labelSize: 18, size: 56 });
    plots[name] = new uPlot({
      width, height: 260, scales: { x: { time: false }, y: { range: range(name, 1) } }, axes: [{ ...axis(xLabel), size: 34 }, axis()],
      series: [{ label: xLabel }, ...series], hooks: { draw: hooks }, cursor: { drag: { x: false, y: false } },
    }, data, box);
  }
  function forget() {
    Object.keys(plots).forEach((name) => { plots[name].destroy(); delete plots[name]; });
  }

  function render() {
    dirty = false;
    if (!campaign) return;
    const unit = objective().unit;
    const progress = campaign.progress;
    byId('simulated').hidden = !campaign.simulated;
    byId('experiments').textContent = `${progress.succeeded + progress.failed} of ${campaign.budget}`;
    byId('outcomes').textContent = `${progress.succeeded} succeeded, ${progress.failed} failed, ${progress.open} open, ${progress.expired} expired`;
    byId('best').textContent = progress.best ? withUnit(progress.best.value, progress.best.unit, progress.best.sem) : '–';
    byId('best-detail').textContent = `${objective().property}, ${objective().goal}` + (objective().target === undefined ? '' : ` ${withUnit(objective().target, unit)}`);
    byId('width').textContent = progress.posteriorStandardDeviation === undefined ? '–' : `± ${Number(progress.posteriorStandardDeviation.toPrecision(3))} ${unitText(unit)}`;
    const coverage = progress.coverage;
    byId('width-detail').textContent = 'one standard deviation at the latest proposal' + (coverage ? `; ${Math.round(100 * coverage.claimed)} % intervals covered ${Math.round(100 * coverage.observed)} % of ${coverage.count}` : '');
    const time = progress.readingToProposalMillis;
    byId('latency').textContent = time.count ? `${digits(time.p50)} ms` : '–';
    byId('latency-detail').textContent = time.count ? `median; 99th percentile ${digits(time.p99)} ms, ${time.count} measured` : 'since this process started';

    const label = `${objective().property}${unitText(unit) ? ` (${unitText(unit)})` : ''}`;
    byId('observed-title').textContent = `Observed ${label}, bars: one standard error`;
    byId('posterior-title').textContent = `Posterior of ${label} at each proposal, bars: one standard deviation`;
    let best = null;
    const line = observations.map((each) => { if (best === null || better(each.value, best)) best = each.value; return best; });
    halves.observed = observations.map((each) => each.sem);
    draw('observed', [
      { label: 'observed', stroke: css('--blue'), paths: () => null, points: { show: true, size: 6, fill: css('--blue') } },
      { label: 'best so far', stroke: css('--ember'), width: 2, points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }) },
    ], [observations.map((_, i) => i + 1), observations.map((each) => each.value), line], [bars(1, () => halves.observed, '--blue')], 'observation');

    const chosen = [...proposals.values()].sort((a, b) => a.ordinal - b.ordinal);
    const known = chosen.filter((each) => each.why.mean !== undefined);
    halves.posterior = known.map((each) => each.why.standardDeviation);
    draw('posterior', [
      { label: 'posterior mean', stroke: css('--blue'), paths: () => null, points: { show: true, size: 6, fill: css('--blue') } },
    ], [known.map((each) => each.ordinal + 1), known.map((each) => each.why.mean)], [bars(1, () => halves.posterior, '--blue')], 'proposal');

    const timed = chosen.filter((each) => each.readingToProposalMillis !== undefined);
    draw('times', [{ label: 'ms', stroke: css('--ember'), width: 1.5, points: { show: true, size: 4 } }],
      [timed.map((each) => each.ordinal + 1), timed.map((each) => each.readingToProposalMillis)], [], 'proposal');

    const body = byId('open');
    const rows = chosen.filter((each) => ['proposed', 'leased', 'running'].includes(each.state)).map((each) => {
      const row = document.createElement('tr');
      const parameters = Object.entries(each.candidate.parameters || {}).map(([name, value]) => `${name} ${typeof value === 'number' ? digits(value) : value}`).join(', ');
      const why = each.why;
      row.append(
        cell(String(each.ordinal + 1)),
        cell(each.worker && each.state !== 'proposed' ? `${each.state} by ${each.worker}` : each.state),
        cell([each.candidate.formula, parameters].filter(Boolean).join(' · '), 'what'),
        cell(why.mean === undefined ? why.function : `${why.function} ${digits(why.value)} from ${why.observations} observations`),
        cell(why.mean === undefined ? 'no posterior yet' : withUnit(why.mean, unit, why.standardDeviation)),
        cell(each.runnersUp.slice(0, 3).map((other) => (other.mean === undefined ? `no. ${other.poolIndex}` : `no. ${other.poolIndex}: ${withUnit(other.mean, unit, other.standardDeviation)}`)).join('; ')));
      return row;
    });
    if (!rows.length) { const row = document.createElement('tr'); const none = cell('none', 'none'); none.colSpan = 6; row.append(none); rows.push(row); }
    body.replaceChildren(...rows);
  }
  function schedule() { if (!dirty) { dirty = true; requestAnimationFrame(render); } }

  async function json(path) {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }
  let refreshing = null;
  function refreshSoon() {
    refreshing = refreshing || setTimeout(async () => {
      refreshing = null;
      const id = campaign && campaign.campaignId;
      try { const now = await json(`/v1/campaigns/${encodeURIComponent(id)}`); if (campaign && campaign.campaignId === id) { campaign = now; schedule(); } } catch (e) { /* the next event asks again */ }
    }, 250);
  }

  async function follow(id) {
    if (source) source.close();
    forget();
    observations = [];
    proposals = new Map();
    campaign = await json(`/v1/campaigns/${encodeURIComponent(id)}`);
    byId('empty').hidden = true;
    byId('content').hidden = false;
    schedule();
    source = new EventSource(`/v1/campaigns/${encodeURIComponent(id)}/events`);
    source.onopen = () => { byId('connection').textContent = 'live'; };
    source.onerror = () => { byId('connection').textContent = 'reconnecting'; };
    source.addEventListener('proposal', (event) => { const it = JSON.parse(event.data); proposals.set(it.experimentId, it); refreshSoon(); schedule(); });
    source.addEventListener('progress', (event) => {
      const it = JSON.parse(event.data);
      const proposal = proposals.get(it.experimentId);
      if (proposal) { proposal.state = it.state === 'partial' ? 'running' : it.state; proposal.worker = it.worker; }
      refreshSoon();
      schedule();
    });
    source.addEventListener('observation', (event) => {
      const it = JSON.parse(event.data);
      if (campaign && it.property === objective().property) observations.push(it);
      refreshSoon();
      schedule();
    });
  }

  async function campaigns() {
    try {
      const list = (await json('/v1/campaigns')).campaigns;
      const select = byId('campaign');
      const known = new Set([...select.options].map((each) => each.value));
      list.filter((each) => !known.has(each.campaignId)).forEach((each) => select.add(new Option(each.name || each.campaignId, each.campaignId)));
      if (!campaign && list.length) { select.value = list[list.length - 1].campaignId; await follow(select.value); }
    } catch (e) { byId('connection').textContent = 'gateway does not answer'; }
    setTimeout(campaigns, 3000);
  }
  byId('campaign').addEventListener('change', (event) => follow(event.target.value));
  addEventListener('resize', () => Object.entries(plots).forEach(([name, plot]) => plot.setSize({ width: byId(name).clientWidth, height: 260 })));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { forget(); schedule(); });
  campaigns();
})();
