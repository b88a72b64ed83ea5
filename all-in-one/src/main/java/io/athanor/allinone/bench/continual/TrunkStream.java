package io.athanor.allinone.bench.continual;

import io.athanor.federation.head.HeadPosterior;
import io.athanor.inference.continual.OldTask;
import io.athanor.inference.continual.Refreshed;
import io.athanor.inference.continual.Reservoir;
import io.athanor.inference.continual.TrunkRefresh;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** One run through all families, event by event, with a refresh after every block of them. */
final class TrunkStream {
  /** Events between refreshes. */
  static final int BLOCK = 64;

  private static final int CAPACITY = 2_000;
  private static final Property HEAT = Property.PEROVSKITE_HEAT;
  private static final Property OLD = Property.FORMATION_ENERGY_PER_ATOM;
  // in the caller's thread, so that runs go on side by side and repeat bit for bit
  private static final DeviceOptions DEVICE = DeviceOptions.threads(1, 1);

  /**
   * What came of it.
   *
   * @param own of the network's own heads; empty errors where it never learnt
   * @param exact of the exact head on the network's features
   * @param probeBefore absolute errors on rows of the old task, eV/atom
   * @param probeAfter of the same rows in the end
   * @param refreshes how many
   * @param seconds mean time of one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  record Outcome(
      double[][][] own,
      double[][][] exact,
      double[] probeBefore,
      double[] probeAfter,
      int refreshes,
      double seconds) {}

  private final StoredModel start;
  private final List<Families.Family> families;
  private final List<Sample> corpus;
  private final List<Sample> probe;
  private final OldTask past;

  /**
   * A stream.
   *
   * @param corpus labelled rows of what the model was trained on
   * @param probe rows of the old task that nothing learns from
   */
  TrunkStream(
      StoredModel start, List<Families.Family> families, List<Sample> corpus, List<Sample> probe) {
    this.start = start;
    this.families = families;
    this.corpus = corpus;
    this.probe = probe;
    this.past = OldTask.of(start);
  }

  /**
   * Runs it.
   *
   * @param way how the trunk is refreshed, if it is
   * @param seed of the order of rows, of the memory and of the refreshes
   * @param store directory for the versions
   * @param heard of every task learnt
   */
  Outcome run(Way way, long seed, Path store, Consumer<String> heard) throws IOException {
    Reservoir<Sample> memory = new Reservoir<>(CAPACITY, seed);
    if (way.hasCorpus()) {
      corpus.forEach(memory::offer);
    }
    double[] before;
    try (Judged judged = new Judged(start, DEVICE)) {
      before = Judged.errors(judged.say(probe), probe, OLD);
    }
    StoredModel model = start;
    List<Sample> seen = new ArrayList<>();
    double[][][] own = new double[families.size()][][];
    double[][][] exact = new double[families.size()][][];
    double[] after = before;
    int refreshes = 0;
    long nanos = 0;
    try (TrunkRefresh refresh =
        way.options()
            .map(given -> new TrunkRefresh(given, DEVICE, store, Optional.of(past)))
            .orElse(null)) {
      for (int stage = 0; stage < families.size(); stage++) {
        List<Sample> order = new ArrayList<>(families.get(stage).train());
        Collections.shuffle(order, new Random(seed));
        for (int from = 0; from < order.size(); from += BLOCK) {
          List<Sample> fresh = order.subList(from, Math.min(order.size(), from + BLOCK));
          if (refresh != null) {
            long started = System.nanoTime();
            Refreshed refreshed =
                refresh.refresh(model, fresh, memory.items(), seed * 1_000 + refreshes);
            nanos += System.nanoTime() - started;
            if (refreshes > 0) {
              // nothing goes back to it
              Scratch.remove(store.resolve(model.manifest().name()).resolve(model.digest()));
            }
            model = refreshed.model();
            refreshes++;
          }
          fresh.forEach(memory::offer);
          seen.addAll(fresh);
        }
        try (Judged judged = new Judged(model, DEVICE)) {
          HeadPosterior head = Judged.head(judged.say(seen), seen, HEAT);
          own[stage] = new double[families.size()][];
          exact[stage] = new double[families.size()][];
          for (int task = 0; task < families.size(); task++) {
            List<Sample> test = families.get(task).test();
            List<MaterialPrediction> said = judged.say(test);
            own[stage][task] = Judged.errors(said, test, HEAT);
            exact[stage][task] = Judged.errors(head, said, test, HEAT);
          }
          after = Judged.errors(judged.say(probe), probe, OLD);
          heard.accept(
              String.format(
                  Locale.ROOT,
                  "seed %d after %-4s %5d events: its error %.4f eV own, %.4f exact; old task %.4f"
                      + " eV/atom",
                  seed,
                  families.get(stage).name(),
                  seen.size(),
                  mean(own[stage][stage]),
                  mean(exact[stage][stage]),
                  mean(after)));
        }
      }
    }
    return new Outcome(own, exact, before, after, refreshes, nanos / 1e9 / Math.max(1, refreshes));
  }

  private static double mean(double[] errors) {
    return Arrays.stream(errors).average().orElse(Double.NaN);
  }
}
