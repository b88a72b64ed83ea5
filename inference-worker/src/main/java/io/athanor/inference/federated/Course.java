package io.athanor.inference.federated;

import io.athanor.inference.continual.AveragedVersion;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One site in a course of federated averaging: a sum of moments (round 0), from which all sites
 * have the same units, then a sum of weights times records after each pass. What it says in a round
 * is kept before it is said, with the moments of its optimiser, so that a site that starts again
 * goes on where it was. For one thread.
 */
public final class Course implements AutoCloseable {
  private static final String SITE = "site";

  private final StoredModel base;
  private final List<Property> properties;
  private final List<Property> lacking;
  private final Recipe recipe;
  private final List<Sample> rows;
  private final List<Sample> learnt;
  private final CourseFiles files;
  private Optional<CourseFiles.Common> common;
  private Optional<AveragedVersion> version = Optional.empty();
  private Optional<SiteTrainer> trainer = Optional.empty();
  private int trainedOn;

  /**
   * Begins, or goes on.
   *
   * @param base what all sites start from
   * @param properties whose labels are learnt
   * @param recipe one epoch of it in each round
   * @param rows the site's labelled rows, in a defined order
   * @param directory where it keeps what it needs after a restart
   */
  public Course(
      StoredModel base, List<Property> properties, Recipe recipe, List<Sample> rows, Path directory)
      throws IOException {
    this.base = base;
    this.properties = List.copyOf(properties);
    this.lacking = lacking(base.manifest().shape(), properties);
    this.recipe = recipe;
    this.rows = List.copyOf(rows);
    this.learnt = learnable(rows, properties);
    this.files = new CourseFiles(directory);
    this.common = files.common();
  }

  /** Numbers in the vector of a round. */
  public static int length(NetworkShape base, List<Property> properties, int round) {
    if (round == 0) {
      return Moments.length(properties);
    }
    Map<String, int[]> shapes = Parameters.shapes(grown(base, properties));
    return 1
        + shapes.entrySet().stream()
            .filter(each -> !Parameters.FROZEN.contains(each.getKey()))
            .mapToInt(each -> Arrays.stream(each.getValue()).reduce(1, Math::multiplyExact))
            .sum();
  }

  /** Rows that a pass is over: those with a wanted label, less those kept back for intervals. */
  public static List<Sample> learnable(List<Sample> rows, List<Property> properties) {
    List<Sample> labelled =
        rows.stream()
            .map(row -> only(row, properties))
            .filter(row -> !row.labels().isEmpty())
            .toList();
    return AveragedVersion.learnt(labelled);
  }

  /** The last round whose sum was taken in; -1 before the first. */
  public int taken() {
    return common.map(CourseFiles.Common::round).orElse(-1);
  }

  /**
   * The site's vector: its moments, or n times its weights and n.
   *
   * @throws IllegalArgumentException where there is nothing to learn from, or the round is not the
   *     next
   */
  public double[] vector(int round) throws IOException {
    if (learnt.isEmpty()) {
      throw new IllegalArgumentException("this site has no labelled material to learn from");
    }
    if (round == 0) {
      return Moments.of(learnt, properties);
    }
    if (taken() != round - 1) {
      throw new IllegalArgumentException(
          "round %d follows on the sum of %d, and this site has that of %d"
              .formatted(round, round - 1, taken()));
    }
    SiteTrainer ready = trainer();
    Weights from = average();
    if (ready.done(SITE) < round) {
      var unused = ready.train(SITE, from, round - 1);
      trainedOn = learnt.size();
      try {
        files.keepSite(
            out -> {
              out.writeInt(trainedOn);
              ready.save(SITE, out);
            });
      } catch (IOException cause) {
        // what was not kept is not said: the next call trains again from what was
        close();
        throw cause;
      }
    }
    return FederatedAveraging.weighed(WeightVector.of(ready.weights(SITE, from)), trainedOn);
  }

  /**
   * Takes in what the sites' vectors add up to; one that is in already changes nothing.
   *
   * @throws IllegalArgumentException where it is the sum of no sites
   */
  public void take(int round, double[] sum) throws IOException {
    if (round <= taken()) {
      return;
    }
    if (round == 0) {
      var unused = Moments.units(sum, properties, lacking, base.manifest().shape().elementRows());
      keep(new CourseFiles.Common(0, sum.clone(), new float[0]));
      return;
    }
    if (common.isEmpty()) {
      throw new IllegalArgumentException("the moments of the sites' labels are not here");
    }
    double records = sum[sum.length - 1];
    if (!(records > 0.5)) {
      throw new IllegalArgumentException("the weights of no record");
    }
    double[] mean = FederatedAveraging.mean(sum);
    float[] weights = new float[mean.length];
    for (int index = 0; index < weights.length; index++) {
      weights[index] = (float) mean[index];
      if (!Float.isFinite(weights[index])) {
        throw new IllegalArgumentException("weight " + index + " of the average is no number");
      }
    }
    keep(new CourseFiles.Common(round, common.get().moments(), weights));
  }

  /** Stores what came out: the average, and this site's own version of it. */
  public AveragedVersion.Made store(Path store, int sites) {
    if (taken() != recipe.epochs()) {
      throw new IllegalArgumentException(
          "the course has %d rounds and this site the sum of %d"
              .formatted(recipe.epochs(), taken()));
    }
    return version().store(store, average(), learnt, rows, recipe.epochs(), sites);
  }

  /** Lets go of what it keeps on disk. */
  public void forget() throws IOException {
    files.delete();
  }

  @Override
  public void close() {
    trainer.ifPresent(SiteTrainer::close);
    trainer = Optional.empty();
  }

  private void keep(CourseFiles.Common next) throws IOException {
    files.keep(next);
    common = Optional.of(next);
  }

  private Weights average() {
    Weights start = version().start();
    float[] values = common.orElseThrow().weights();
    if (values.length == 0) {
      return start;
    }
    double[] row = new double[values.length];
    Arrays.setAll(row, index -> values[index]);
    return WeightVector.weights(row, start);
  }

  private AveragedVersion version() {
    if (version.isEmpty()) {
      version =
          Optional.of(
              new AveragedVersion(
                  base,
                  Moments.units(
                      common.orElseThrow().moments(),
                      properties,
                      lacking,
                      base.manifest().shape().elementRows()),
                  recipe.seed()));
    }
    return version.get();
  }

  private SiteTrainer trainer() throws IOException {
    if (trainer.isEmpty()) {
      SiteTrainer fresh =
          new SiteTrainer(
              version().shape(),
              new TreeMap<>(Map.of(SITE, learnt)),
              version().scales(),
              recipe,
              1,
              0);
      try {
        Optional<DataInputStream> saved = files.site();
        if (saved.isPresent()) {
          trainedOn = saved.get().readInt();
          fresh.restore(SITE, saved.get());
        }
      } catch (IOException | RuntimeException cause) {
        fresh.close();
        throw cause;
      }
      trainer = Optional.of(fresh);
    }
    return trainer.get();
  }

  private static List<Property> lacking(NetworkShape base, List<Property> properties) {
    return properties.stream().filter(each -> !base.properties().contains(each)).sorted().toList();
  }

  private static NetworkShape grown(NetworkShape base, List<Property> properties) {
    List<Property> all = new ArrayList<>(base.properties());
    all.addAll(lacking(base, properties));
    return base.withProperties(all);
  }

  private static Sample only(Sample row, List<Property> properties) {
    Map<Property, Double> labels = new EnumMap<>(Property.class);
    for (Property property : properties) {
      if (row.labels().containsKey(property)) {
        labels.put(property, row.labels().get(property));
      }
    }
    return new Sample(row.id(), row.source(), row.crystal(), row.composition(), labels);
  }
}
