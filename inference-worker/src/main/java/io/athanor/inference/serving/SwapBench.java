package io.athanor.inference.serving;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Exchanges models under load, two versions served at once, and looks at what that costs and
 * whether anybody notices: answers that fail, answers of one model signed by another, memory that
 * stays. Each version stands beside the one that serves, then serves, then goes.
 */
public final class SwapBench {

  /**
   * How much.
   *
   * @param swaps exchanges
   * @param callers threads that ask all the time
   * @param rows crystals in a batch
   * @param settle exchanges before the memory counts, and over which its medians go; at most a
   *     third of all
   * @param seed of the materials and of the models that differ from the given one
   */
  public record Plan(int swaps, int callers, int rows, int settle, long seed) {
    /** A hundred exchanges under two callers with batches of 32. */
    public static final Plan USUAL = new Plan(100, 2, 32, 20, 1);

    public Plan {
      if (swaps < 3 || callers < 1 || rows < 1 || settle < 1 || settle > swaps / 3) {
        throw new IllegalArgumentException(
            "swaps must be at least 3, callers and rows positive, and settle 1..swaps / 3");
      }
    }
  }

  private static final int MODELS = 3;
  private static final double CHANGE = 0.02;
  private static final double NANOS_PER_MILLI = Duration.ofMillis(1).toNanos();

  private final Plan plan;
  private final Path scratch;
  private final DeviceOptions device;
  private final int edges;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger openMost = new AtomicInteger();

  private SwapBench(Plan plan, Path scratch, DeviceOptions device, int edges) {
    this.plan = plan;
    this.scratch = scratch;
    this.device = device;
    this.edges = edges;
  }

  /**
   * Runs it.
   *
   * @param base a model; others are made of it by changing its weights a little
   * @param scratch an empty directory, used as a model store
   * @param edges most edges of a forward pass
   */
  public static SwapFigures run(
      StoredModel base, Plan plan, Path scratch, DeviceOptions device, int edges)
      throws InterruptedException {
    return new SwapBench(plan, scratch, device, edges).run(base);
  }

  private SwapFigures run(StoredModel base) throws InterruptedException {
    List<String> digests = new ArrayList<>();
    for (int model = 0; model < MODELS; model++) {
      digests.add(
          ModelStore.write(
                  scratch, base.manifest(), changed(base.weights(), plan.seed() + model), false)
              .digest());
    }
    String name = base.manifest().name();
    List<MaterialGraph> graphs = new ArrayList<>();
    Map<String, double[]> truth = new HashMap<>();
    for (String digest : digests) {
      OpenModel model = open(name, digest);
      if (graphs.isEmpty()) {
        graphs.addAll(graphs(model));
      }
      double[] means = SwapLoad.means(model.scorer().score(graphs));
      close(model);
      if (truth.values().stream().anyMatch(other -> SwapLoad.agree(means, other))) {
        throw new IllegalStateException("two models answer alike: mixing would go unseen");
      }
      truth.put(digest, means);
    }
    List<Long> resident = new ArrayList<>();
    List<Double> millis = new ArrayList<>();
    long[] seen = new long[4];
    try (Versions<OpenModel> versions =
            new Versions<>(
                open(name, digests.get(0)),
                model -> model.stored().digest(),
                digest -> open(name, digest),
                this::close);
        SwapLoad load = new SwapLoad(versions, digests.get(1), graphs, truth, plan.callers())) {
      load.awaitAnswers(digests.get(0), 1);
      for (int swap = 1; swap <= plan.swaps(); swap++) {
        String digest = digests.get(swap % MODELS);
        long before = load.answersOf(digest);
        long start = System.nanoTime();
        versions.swap(open(name, digest));
        millis.add((System.nanoTime() - start) / NANOS_PER_MILLI);
        load.awaitAnswers(digest, before + 1);
        String beside = digests.get((swap + 1) % MODELS);
        long answered = load.answersOf(beside);
        versions.prepare(beside);
        load.askBeside(beside);
        versions.drop(digest);
        load.awaitAnswers(beside, answered + 1);
        resident.add(ResidentMemory.bytes());
      }
      load.stop();
      seen[0] = load.batches();
      seen[1] = load.failed();
      seen[2] = load.mixed();
      seen[3] = load.byName();
    }
    return figures(resident, millis, seen);
  }

  private SwapFigures figures(List<Long> resident, List<Double> millis, long[] seen) {
    int settle = plan.settle();
    List<Long> settled = resident.subList(settle, resident.size());
    return new SwapFigures(
        plan.swaps(),
        seen[0],
        seen[3],
        seen[0] * plan.rows(),
        seen[1],
        seen[2],
        openMost.get(),
        opened.get(),
        closed.get(),
        millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow(),
        millis.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
        median(settled.subList(0, Math.min(settle, settled.size()))),
        median(settled.subList(Math.max(0, settled.size() - settle), settled.size())),
        settled.stream().mapToLong(Long::longValue).max().orElseThrow(),
        resident);
  }

  private static long median(List<Long> bytes) {
    return bytes.stream().sorted().skip(bytes.size() / 2).findFirst().orElseThrow();
  }

  private OpenModel open(String name, String digest) {
    OpenModel model =
        OpenModel.open(
            ModelStore.directory(scratch).load(name, Optional.of(digest)), device, edges);
    int open = opened.incrementAndGet() - closed.get();
    openMost.accumulateAndGet(open, Math::max);
    return model;
  }

  private void close(OpenModel model) {
    model.close();
    closed.incrementAndGet();
  }

  /** Rock salts of elements that the model knows, with seeded edges. */
  private List<MaterialGraph> graphs(OpenModel model) {
    Random random = new Random(plan.seed());
    List<MaterialGraph> graphs = new ArrayList<>();
    Element[] elements = Element.values();
    while (graphs.size() < plan.rows()) {
      Element cation = elements[random.nextInt(elements.length)];
      Element anion = elements[random.nextInt(elements.length)];
      double edge = 4 + 2 * random.nextDouble();
      try {
        graphs.add(model.admission().crystal(rockSalt(cation, anion, edge)));
      } catch (IllegalArgumentException | UnscorableException tooLightOrUnknown) {
        // the next one may be a solid
      }
    }
    return graphs;
  }

  private static Crystal rockSalt(Element cation, Element anion, double edge) {
    double[][] face = {{0, 0, 0}, {0, .5, .5}, {.5, 0, .5}, {.5, .5, 0}};
    List<Site> sites = new ArrayList<>();
    for (double[] at : face) {
      sites.add(new Site(cation, at[0], at[1], at[2]));
      sites.add(new Site(anion, at[0] + .5, at[1], at[2]));
    }
    return new Crystal(Lattice.cubic(edge), sites);
  }

  /** Every weight a little larger or smaller; what is zero stays zero. */
  private static Weights changed(Weights weights, long seed) {
    Random random = new Random(seed);
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    weights
        .entries()
        .forEach(
            (tensor, entry) -> {
              float[] values = Arrays.copyOf(entry.values(), entry.values().length);
              for (int index = 0; index < values.length; index++) {
                values[index] *= (float) (1 + CHANGE * (2 * random.nextDouble() - 1));
              }
              entries.put(tensor, new Weights.Entry(entry.shape(), values));
            });
    return new Weights(entries);
  }
}
