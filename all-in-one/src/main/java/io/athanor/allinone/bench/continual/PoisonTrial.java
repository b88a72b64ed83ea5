package io.athanor.allinone.bench.continual;

import io.athanor.acquisition.bench.Bootstrap;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.bench.Estimate;
import io.athanor.acquisition.bench.PoisonedRun;
import io.athanor.acquisition.bench.PoisonedRun.Arm;
import io.athanor.acquisition.bench.PoisonedRun.Poison;
import io.athanor.acquisition.campaign.DriftTerms;
import io.athanor.acquisition.planner.Policy.Surrogate;
import io.athanor.allinone.bench.Figures;
import io.athanor.allinone.replay.DiscoveryPools;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What gross outliers and a lying instrument cost a campaign, and what is done about it. */
final class PoisonTrial implements ContinualPart {
  private static final String POOL = "crossed_barrel";
  private static final int BUDGET = 120;
  private static final int SEEDS = 10;
  private static final int QUICK_BUDGET = 30;
  private static final Optional<DriftTerms> ANSWERED =
      Optional.of(new DriftTerms(true, 0.25, Optional.empty()));
  private static final List<Arm> ARMS =
      List.of(
          new Arm("as it comes", Surrogate.GAUSSIAN_PROCESS, Optional.empty()),
          new Arm("drift answered", Surrogate.GAUSSIAN_PROCESS, ANSWERED),
          new Arm("robust likelihood", Surrogate.ROBUST_GAUSSIAN_PROCESS, Optional.empty()),
          new Arm("both", Surrogate.ROBUST_GAUSSIAN_PROCESS, ANSWERED));

  private final ContinualTerms terms;

  PoisonTrial(ContinualTerms terms) {
    this.terms = terms;
  }

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public Map<String, Object> measure(PrintWriter out) {
    Path file = terms.data().resolve("closed-loop").resolve("olympus").resolve(POOL + ".csv");
    DiscoveryPool pool =
        DiscoveryPools.read(
            file,
            Optional.of(file.resolveSibling(POOL + ".meta.json")),
            Optional.empty(),
            Optional.empty());
    int budget = terms.quick() ? QUICK_BUDGET : BUDGET;
    int seeds = Math.max(terms.seeds(), terms.quick() ? 1 : SEEDS);
    List<PoisonedRun> clean = runs(pool, Poison.CLEAN, ARMS.get(0), budget, seeds);
    Map<String, Object> poisons = new LinkedHashMap<>();
    for (Poison poison : Poison.values()) {
      Map<String, Object> arms = new LinkedHashMap<>();
      for (Arm arm : ARMS) {
        boolean known = poison == Poison.CLEAN && arm.equals(ARMS.get(0));
        List<PoisonedRun> runs = known ? clean : runs(pool, poison, arm, budget, seeds);
        arms.put(arm.name(), told(poison, arm, runs, clean, out));
      }
      poisons.put(poison.name().toLowerCase(Locale.ROOT), arms);
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("pool", POOL);
    told.put("experiments", budget);
    told.put("runs", seeds);
    told.put("poisons", poisons);
    return Map.of("poisonedReadings", told);
  }

  private static List<PoisonedRun> runs(
      DiscoveryPool pool, Poison poison, Arm arm, int budget, int seeds) {
    List<PoisonedRun> runs = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      runs.add(PoisonedRun.of(pool, poison, arm, budget, seed));
    }
    return runs;
  }

  private static Map<String, Object> told(
      Poison poison, Arm arm, List<PoisonedRun> runs, List<PoisonedRun> clean, PrintWriter out) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("regretOfSearch", Figures.of(mean(runs, PoisonedRun::searched)));
    told.put("regretOfAnswer", Figures.of(mean(runs, PoisonedRun::recommended)));
    Estimate search = beyond(runs, clean, PoisonedRun::searched);
    Estimate answer = beyond(runs, clean, PoisonedRun::recommended);
    told.put("searchBeyondClean", Figures.of(search));
    told.put("answerBeyondClean", Figures.of(answer));
    told.put("alarms", Figures.of(mean(runs, PoisonedRun::alarms)));
    told.put("liarNamed", runs.stream().filter(PoisonedRun::named).count());
    told.put("othersNamed", runs.stream().filter(PoisonedRun::slandered).count());
    out.printf(
        "%-9s %-18s regret of the search %s, of the answer %s (clean run + %s), liar named in"
            + " %d of %d%n",
        poison.name().toLowerCase(Locale.ROOT),
        arm.name(),
        mean(runs, PoisonedRun::searched).text(2),
        mean(runs, PoisonedRun::recommended).text(2),
        answer.text(2),
        runs.stream().filter(PoisonedRun::named).count(),
        runs.size());
    out.flush();
    return told;
  }

  private static Estimate mean(List<PoisonedRun> runs, ToDoubleFunction<PoisonedRun> of) {
    return Bootstrap.mean(runs.stream().mapToDouble(of).toArray(), 1);
  }

  private static Estimate beyond(
      List<PoisonedRun> runs, List<PoisonedRun> clean, ToDoubleFunction<PoisonedRun> of) {
    return Bootstrap.difference(
        runs.stream().mapToDouble(of).toArray(), clean.stream().mapToDouble(of).toArray(), 1);
  }
}
