package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.posterior.Covariance;
import io.athanor.acquisition.planner.posterior.GaussianProcess;
import io.athanor.acquisition.planner.posterior.Kernel;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.ProcessCandidates;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What measurements that nobody made might have given: Gaussian processes of up to three kernels,
 * fitted once to all outcomes of one objective, from which whole worlds are drawn. In a world every
 * candidate has one outcome, noise included; those that were measured have what was measured.
 * Deviations are widened by what leaving out each outcome in turn shows to be needed. Immutable;
 * each {@link World} belongs to one caller.
 */
public final class Oracle {
  /** Fewer outcomes say nothing about how far outcomes lie apart. */
  public static final int FEWEST = 3;

  /** What the interval that is tested claims to cover. */
  static final double LEVEL = 0.9;

  private static final int REACH = 1024;
  private static final int REACH_OF_LARGE = 512;
  private static final int MOST_FITTED = 256;
  private static final int ITERATIONS = 25;
  private static final int EMBEDDED = 16;
  private static final int CALIBRATED = 10;

  private final Function<Point, FeatureMatrix> encoder;
  private final FeatureMatrix pool;
  private final FeatureMatrix reach;
  private final int[] placeOf;
  private final Warp warp;
  private final List<JointField> fields = new ArrayList<>();
  private final List<Double> noises = new ArrayList<>();
  private final Map<Integer, Double> recorded = new HashMap<>();
  private final Coverage coverage;

  /**
   * How its intervals did on outcomes that were left out, each in turn.
   *
   * @param level claimed, 0..1
   * @param tested outcomes
   * @param raw share inside the interval before it was widened
   * @param share share inside the interval as served
   * @param widening factor of all deviations, at least 1
   */
  public record Coverage(double level, int tested, double raw, double share, double widening) {}

  private Oracle(
      FeatureMatrix pool,
      Function<Point, FeatureMatrix> encoder,
      FeatureMatrix observed,
      List<Measurement> history,
      Goal goal) {
    this.pool = pool;
    this.encoder = encoder;
    if (history.size() < FEWEST) {
      throw new IllegalArgumentException(
          "oracle: needs at least %d outcomes, got %d".formatted(FEWEST, history.size()));
    }
    history.forEach(each -> recorded.putIfAbsent(each.candidate(), each.value()));
    double[] values = history.stream().mapToDouble(Measurement::value).toArray();
    warp = Warp.of(values);
    double[] targets = Arrays.stream(values).map(warp::apply).toArray();
    double[] known =
        history.stream().mapToDouble(m -> m.variance() * warp.squaredSlope()).toArray();
    List<JointField.Moments[]> left = new ArrayList<>();
    for (Kernel kernel : kernels(observed)) {
      double[] logs = fit(kernel, observed, targets, known);
      Covariance covariance = new Covariance(kernel, logs, observed);
      double[] noise = Arrays.stream(known).map(each -> each + covariance.noise()).toArray();
      JointField field = new JointField(covariance, observed, targets, noise);
      fields.add(field);
      noises.add(covariance.noise() + median(known));
      left.add(field.leaveOneOut(targets));
    }
    coverage = coverage(left, targets);
    int[] places = pool.rows() <= REACH ? all(pool) : promising(goal);
    placeOf = new int[pool.rows()];
    Arrays.fill(placeOf, -1);
    for (int i = 0; i < places.length; i++) {
      placeOf[places[i]] = i;
    }
    reach = pool.select(Arrays.stream(places).boxed().toList());
    fields.forEach(field -> field.reach(reach));
  }

  /**
   * Over a pool.
   *
   * @param history outcomes of one objective, candidates by index; the first of a candidate is what
   *     it gives
   * @param goal of the objective: in a large pool only what may be good is drawn beforehand
   */
  public static Oracle ofPool(SearchSpace.Pool pool, List<Measurement> history, Goal goal) {
    FeatureMatrix features = FeatureEncoder.pool(pool);
    List<Integer> rows = history.stream().map(Measurement::candidate).toList();
    return new Oracle(
        features,
        point -> {
          throw new IllegalStateException("a pool has no point " + point);
        },
        features.select(rows),
        history,
        goal);
  }

  /**
   * Over a process space.
   *
   * @param trials settings that were tried
   * @param history outcomes of one objective, candidates by index into the trials
   * @param goal of the objective
   * @param seed of the settings among which a world's best is sought
   */
  public static Oracle ofSpace(
      SearchSpace.Process space,
      List<Point> trials,
      List<Measurement> history,
      Goal goal,
      long seed) {
    List<Point> points = new ArrayList<>(trials);
    ProcessCandidates.draw(space, List.of(), Seeds.stream(seed, "oracle-reach")).stream()
        .filter(each -> !trials.contains(each))
        .forEach(points::add);
    FeatureMatrix features = FeatureEncoder.process(space, points);
    List<Integer> rows = history.stream().map(Measurement::candidate).toList();
    return new Oracle(
        features,
        point -> FeatureEncoder.process(space, List.of(point)),
        features.select(rows),
        history,
        goal);
  }

  /** For people. */
  public String model() {
    return "%d Gaussian processes (Matern 5/2), %s outcomes, widened by %.2f"
        .formatted(fields.size(), warp.label(), coverage.widening());
  }

  /** How far it may be believed. */
  public Coverage coverage() {
    return coverage;
  }

  /** One world; the same seed draws the same. */
  public World sample(long seed) {
    return new World(Seeds.stream(seed, "oracle-world"));
  }

  /**
   * Where the outcome of a candidate of the pool is expected.
   *
   * @param lower end of the interval, in the objective's unit
   * @param upper end of the interval, in the objective's unit
   */
  public record Expected(double lower, double upper) {}

  /** The central interval of one measurement of a candidate that the level is claimed for. */
  public Expected expected(int candidate) {
    double mean = 0;
    double square = 0;
    for (int g = 0; g < fields.size(); g++) {
      JointField.Moments at = fields.get(g).at(pool, candidate);
      mean += at.mean() / fields.size();
      square +=
          (at.deviation() * at.deviation() + noises.get(g) + at.mean() * at.mean()) / fields.size();
    }
    double reachOf = NormalMath.quantile((1 + LEVEL) / 2) * coverage.widening();
    double half = reachOf * Math.sqrt(Math.max(0, square - mean * mean));
    return new Expected(warp.inverse(mean - half), warp.inverse(mean + half));
  }

  /** A function drawn from what is believed, with noise. */
  public final class World {
    private final JointField.Draw draw;
    private final SplittableRandom random;
    private final double noise;
    private final double[] noiseOf;
    private final Map<Integer, Double> further = new HashMap<>();
    private final Map<Point, Double> elsewhere = new HashMap<>();

    private World(SplittableRandom random) {
      this.random = random;
      int g = random.nextInt(fields.size());
      noise = Math.sqrt(noises.get(g));
      draw = fields.get(g).new Draw(() -> Seeds.gaussian(random));
      noiseOf = new double[reach.rows()];
      Arrays.setAll(noiseOf, i -> Seeds.gaussian(random));
    }

    /** What a measurement of a candidate gives, in the objective's unit. */
    public double outcome(int candidate) {
      Double measured = recorded.get(candidate);
      if (measured != null) {
        return measured;
      }
      int place = placeOf[candidate];
      return place >= 0
          ? value(draw.at(place), noiseOf[place])
          : further.computeIfAbsent(
              candidate, key -> value(draw.at(pool, key), Seeds.gaussian(random)));
    }

    /** What a measurement at a setting of a process space gives, in the objective's unit. */
    public double outcome(Point point) {
      return elsewhere.computeIfAbsent(
          point, key -> value(draw.at(encoder.apply(key), 0), Seeds.gaussian(random)));
    }

    /** The best outcome within reach: the whole pool, or the most promising part of a large one. */
    public double best(Goal goal) {
      return IntStream.range(0, placeOf.length)
          .filter(i -> placeOf[i] >= 0 || recorded.containsKey(i))
          .mapToObj(this::outcome)
          .max(Comparator.comparingDouble(goal::merit))
          .orElseThrow();
    }

    private double value(double[] parts, double normal) {
      return warp.inverse(parts[0] + coverage.widening() * (parts[1] + noise * normal));
    }
  }

  private static List<Kernel> kernels(FeatureMatrix features) {
    int groups = features.groups();
    int columns = features.columns();
    Kernel round = new Kernel(true, false, groups, columns);
    Kernel leaning = new Kernel(true, true, groups, columns);
    // one length scale for each of many columns cannot be learned from a campaign's outcomes
    return groups > EMBEDDED
        ? List.of(round, leaning)
        : List.of(
            new Kernel(false, false, groups, columns),
            new Kernel(false, true, groups, columns),
            round);
  }

  private static double[] fit(
      Kernel kernel, FeatureMatrix observed, double[] targets, double[] known) {
    int n = targets.length;
    int stride = (n + MOST_FITTED - 1) / MOST_FITTED;
    int[] chosen = IntStream.range(0, n).filter(i -> i % stride == 0).toArray();
    return GaussianProcess.fit(
        kernel,
        observed.select(Arrays.stream(chosen).boxed().toList()),
        Arrays.stream(chosen).mapToDouble(i -> targets[i]).toArray(),
        Arrays.stream(chosen).mapToDouble(i -> known[i]).toArray(),
        List.of(kernel.defaults()),
        ITERATIONS);
  }

  private static Coverage coverage(List<JointField.Moments[]> left, double[] targets) {
    int n = targets.length;
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      double mean = 0;
      double square = 0;
      for (JointField.Moments[] each : left) {
        mean += each[i].mean() / left.size();
        square +=
            (each[i].deviation() * each[i].deviation() + each[i].mean() * each[i].mean())
                / left.size();
      }
      errors[i] = Math.abs(targets[i] - mean) / Math.sqrt(Math.max(1e-300, square - mean * mean));
    }
    double limit = NormalMath.quantile((1 + LEVEL) / 2);
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    // the rank of split conformal prediction (Vovk et al. 2005)
    int rank = Math.min(n, (int) Math.ceil((n + 1) * LEVEL));
    double widening = n < CALIBRATED ? 1 : Math.max(1, sorted[rank - 1] / limit);
    return new Coverage(LEVEL, n, share(errors, limit), share(errors, limit * widening), widening);
  }

  private static double share(double[] errors, double limit) {
    return Arrays.stream(errors).filter(each -> each <= limit).count() / (double) errors.length;
  }

  private int[] promising(Goal goal) {
    double[] reachOf = new double[pool.rows()];
    Arrays.fill(reachOf, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < reachOf.length; i++) {
      for (JointField field : fields) {
        JointField.Moments at = field.at(pool, i);
        for (double end : new double[] {-2, 0, 2}) {
          double value = warp.inverse(at.mean() + end * at.deviation());
          reachOf[i] = Math.max(reachOf[i], goal.merit(value));
        }
      }
    }
    return IntStream.range(0, reachOf.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -reachOf[i]).thenComparing(i -> i))
        .limit(REACH_OF_LARGE)
        .mapToInt(i -> i)
        .sorted()
        .toArray();
  }

  private static int[] all(FeatureMatrix features) {
    return IntStream.range(0, features.rows()).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
