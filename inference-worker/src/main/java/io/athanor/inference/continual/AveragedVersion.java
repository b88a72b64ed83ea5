package io.athanor.inference.continual;

import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Versions that several sites make by averaging weights. Of the average itself every site has the
 * same bytes: nothing of any one site is in it, and the next course may start from it. Beside it
 * each site makes a version of its own, with the intervals and the region that its own rows show.
 */
public final class AveragedVersion {
  /** Figure of a release by which such a version is known: passes of each site. */
  public static final String ROUNDS = "federation/rounds";

  private static final String SITES = "federation/sites";
  private static final String MARK = ".f";

  private final StoredModel base;
  private final Growth growth;

  /**
   * What a course starts from.
   *
   * @param units of the properties that the base lacks, agreed on by all sites
   * @param seed of the outputs of these
   */
  public AveragedVersion(StoredModel base, SortedMap<Property, Scale> units, long seed) {
    this.base = base;
    this.growth = Growth.agreed(base, units, seed);
  }

  /**
   * What became of a course at a site.
   *
   * @param common the average, the same at all sites
   * @param own with the site's own intervals; its parent is the base
   */
  public record Made(StoredModel common, StoredModel own) {}

  /** Whether a release is of such a version. */
  public static boolean is(Map<String, Double> metrics) {
    return metrics.containsKey(ROUNDS);
  }

  /** Rows that may be learnt from; the others are for intervals. */
  public static List<Sample> learnt(List<Sample> rows) {
    return KeptBack.learnt(rows);
  }

  /** Of the network that is averaged. */
  public NetworkShape shape() {
    return growth.shape();
  }

  /** Its units. */
  public Scales scales() {
    return growth.scales();
  }

  /** The tensors of the network before the first pass. */
  public Weights start() {
    Map<String, Weights.Entry> tensors = new LinkedHashMap<>();
    for (String name : Parameters.shapes(shape()).keySet()) {
      tensors.put(name, growth.weights().get(name));
    }
    return new Weights(tensors);
  }

  /**
   * Stores the average and the site's own version; releases neither.
   *
   * @param averaged tensors of the network
   * @param learnt rows that the site learnt from, whose elements and compositions become known
   * @param rows all of its labelled rows
   */
  public Made store(
      Path store, Weights averaged, List<Sample> learnt, List<Sample> rows, int rounds, int sites) {
    StoredModel common = common(store, averaged, rounds, sites);
    String story =
        "Averaged from `%s` over %d passes of %d sites. What all of them have is `%s`; intervals"
            + " and known region are this site's own.";
    Challenger.Lineage lineage =
        new Challenger.Lineage(
            base.digest(),
            common.manifest().version(),
            figures(rounds, sites),
            story.formatted(base.digest(), rounds, sites, common.digest()));
    try (NetworkSession session = new NetworkSession(new Network(shape()), 1, 1)) {
      session.assign(averaged);
      Challenger challenger =
          new Challenger(base, growth.knowing(learnt), learnt, KeptBack.kept(rows));
      return new Made(common, challenger.store(store, session, lineage).model());
    }
  }

  private StoredModel common(Path store, Weights averaged, int rounds, int sites) {
    ModelManifest known = base.manifest();
    Calibrations calibrations = calibrations();
    Estimator before = Estimator.of(known.shape(), base.weights(), known.calibration());
    Estimator estimator = new Estimator(shape(), scales(), before.domain(), calibrations);
    ModelManifest manifest =
        known.successor(
            version(known.version()), base.digest(), shape(), calibrations, figures(rounds, sites));
    Weights weights = growth.weights().with(averaged.entries()).with(estimator.entries());
    return ModelStore.write(store, manifest, weights, false);
  }

  /** The base's, and none for what it lacks. */
  private Calibrations calibrations() {
    Calibrations known = base.manifest().calibration();
    Map<InputMode, Map<Property, Calibration>> byMode = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      Map<Property, Calibration> all = new EnumMap<>(Property.class);
      shape().properties().forEach(property -> all.put(property, Calibration.NONE));
      all.putAll(known.byMode().get(mode));
      byMode.put(mode, all);
    }
    return new Calibrations(byMode, known.beyond());
  }

  private static Map<String, Double> figures(int rounds, int sites) {
    return Map.of(ROUNDS, (double) rounds, SITES, (double) sites);
  }

  /** As averages are counted: 2, then 2.f1, 2.f2. */
  static String version(String before) {
    int at = before.lastIndexOf(MARK);
    String count = at < 0 ? "" : before.substring(at + MARK.length());
    return count.matches("\\d{1,9}")
        ? before.substring(0, at) + MARK + (Integer.parseInt(count) + 1)
        : before + MARK + 1;
  }
}
