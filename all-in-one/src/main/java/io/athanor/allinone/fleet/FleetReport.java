package io.athanor.allinone.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run showed.
 *
 * @param plan what was to be done
 * @param outcome what became of it
 * @param verdict the books held against the log
 * @param log what the log says
 * @param slots of each instrument
 * @param cost what it took
 */
record FleetReport(
    FleetPlan plan,
    FleetRun.Outcome outcome,
    Verdict verdict,
    Ledger.Books books,
    LogFold log,
    Map<String, Integer> slots,
    Cost cost) {

  /**
   * What it took.
   *
   * @param wall from the first robot's start to the last campaign's end
   * @param engine processor time of the engine's processes meanwhile
   * @param fleet processor time of this process meanwhile
   * @param restarts of the engine's processes
   */
  record Cost(Duration wall, Duration engine, Duration fleet, int processors, int restarts) {}

  /** Whether all is done, nothing twice and nothing lost. */
  boolean isClean() {
    return outcome.done() && verdict.isClean();
  }

  /** The report as it is written. */
  Map<String, Object> toMap() {
    Map<String, Object> report = new LinkedHashMap<>();
    Optional<Window> whole = Figures.whole(books.actuations());
    Optional<Window> steady = steady();
    report.put("utilisation", steady.map(this::utilisation).map(FleetReport::rounded).orElse(null));
    report.put("doubleBookings", verdict.doubleBookings());
    report.put("lost", verdict.lost());
    report.put(
        "jain",
        steady
            .map(each -> Figures.jain(begun(each).values()))
            .map(FleetReport::rounded)
            .orElse(null));
    report.put("stalenessAtDispatch", staleness());
    report.put("clean", isClean());
    report.put("done", outcome.done());
    report.put("plan", planned());
    report.put("ledger", ledger());
    report.put("states", new TreeMap<>(verdict.states()));
    report.put("steadyWindow", steady.map(each -> window(each, whole)).orElse(null));
    report.put("wholeRun", whole.map(each -> window(each, whole)).orElse(null));
    report.put("faults", injected());
    report.put("door", door());
    report.put("cost", spent());
    return report;
  }

  private Optional<Window> steady() {
    return Figures.steady(books.actuations(), slots.keySet());
  }

  private double utilisation(Window window) {
    return Figures.utilisation(books.actuations(), plan.concurrent(), outcome.services(), window);
  }

  private List<String> campaigns() {
    return log.proposals().values().stream()
        .map(LogFold.Proposal::campaignId)
        .distinct()
        .sorted()
        .toList();
  }

  private Map<String, Double> begun(Window window) {
    return Figures.begun(books.actuations(), campaigns(), window);
  }

  private Map<String, Object> window(Window window, Optional<Window> whole) {
    Instant origin = whole.map(Window::from).orElse(window.from());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fromSecond", rounded(Duration.between(origin, window.from()).toMillis() / 1e3));
    map.put("toSecond", rounded(Duration.between(origin, window.to()).toMillis() / 1e3));
    map.put("utilisation", rounded(utilisation(window)));
    map.put(
        "utilisationMaintenanceCounted",
        rounded(Figures.utilisation(books.actuations(), plan.concurrent(), List.of(), window)));
    map.put("experimentsBegunPerSecond", rounded(sum(begun(window)) / window.seconds()));
    map.put("jainOfExperiments", rounded(Figures.jain(begun(window).values())));
    map.put(
        "jainOfSlotSeconds",
        rounded(Figures.jain(Figures.served(books.actuations(), campaigns(), window).values())));
    return map;
  }

  private static double sum(Map<String, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private Map<String, Object> staleness() {
    List<Integer> values = Figures.staleness(log);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("p50", Figures.quantile(values, 0.50));
    map.put("p95", Figures.quantile(values, 0.95));
    map.put("max", Figures.quantile(values, 1));
    map.put("experiments", values.size());
    return map;
  }

  private Map<String, Object> planned() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("instruments", plan.instruments());
    map.put("concurrent", plan.concurrent());
    map.put("queueOfEach", plan.queue());
    map.put("experiments", plan.experiments());
    map.put("campaigns", plan.campaigns());
    map.put("recipe", plan.recipe().stream().map(RecipePart::name).toList());
    map.put("recipeSeconds", plan.recipeSeconds());
    map.put("leaseSeconds", plan.leaseSeconds());
    map.put("acquisition", plan.acquisition());
    map.put("scheduled", plan.scheduled());
    map.put("fencing", plan.fencing());
    map.put("seed", plan.seed());
    map.put("simulated", true);
    return map;
  }

  private Map<String, Object> ledger() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("actuations", verdict.actuations());
    map.put("actuatedTwice", verdict.actuatedTwice());
    map.put("overCapacity", verdict.overCapacity());
    map.put("unpermitted", verdict.unpermitted());
    map.put("outOfOrder", verdict.outOfOrder());
    map.put("permittedButGivenUp", verdict.permittedOnly());
    map.put("unfinished", verdict.unfinished());
    map.put("acknowledged", books.told().size());
    map.put("lostReadings", verdict.lostReadings());
    map.put("lostOutcomes", verdict.lostOutcomes());
    map.put("repeatedProposals", verdict.repeatedProposals());
    return map;
  }

  private Map<String, Object> injected() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("planned", plan.faults());
    map.put("struck", outcome.struck().values().stream().mapToInt(Integer::intValue).sum());
    Map<String, Integer> kinds = new TreeMap<>();
    outcome.struck().forEach((kind, count) -> kinds.put(kind.name(), count));
    map.put("byKind", kinds);
    map.put("engineRestarts", cost.restarts());
    return map;
  }

  private Map<String, Object> door() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("requests", outcome.requests());
    map.put("unanswered", outcome.unanswered());
    map.put("leases", outcome.leases());
    map.put("refusals", new TreeMap<>(outcome.refusals()));
    return map;
  }

  private Map<String, Object> spent() {
    double wall = cost.wall().toMillis() / 1e3;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("wallSeconds", rounded(wall));
    map.put("processors", cost.processors());
    map.put("engineProcessorShare", rounded(share(cost.engine(), wall)));
    map.put("fleetProcessorShare", rounded(share(cost.fleet(), wall)));
    return map;
  }

  /** Of all processors over the run. */
  private double share(Duration time, double wall) {
    return time.toMillis() / 1e3 / (wall * cost.processors());
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
