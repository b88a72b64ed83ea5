package io.athanor.inference.continual;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Trains the whole network a few steps further on new rows and as many remembered ones beside them,
 * with the weights held elastically where the remembered rows need them (replay and elastic weight
 * consolidation; Carta et al., 2022, find replay to matter most on graphs), and with its answers
 * held to those of the model that knows the old task. Not thread-safe.
 */
public final class TrunkRefresh implements Refresher {
  private static final double WARM_UP = 0.1;
  // remembered rows that intervals are fitted on: more cost time and say little more
  private static final int MOST_KEPT = 200;

  private final RefreshOptions options;
  private final DeviceOptions device;
  private final Path store;
  private final Optional<OldTask> past;
  private RefreshGraph graph;

  /** A refresher of models whose old task nobody speaks for. */
  public TrunkRefresh(RefreshOptions options, DeviceOptions device, Path store) {
    this(options, device, store, Optional.empty());
  }

  /**
   * A refresher; its graph is built at the first refresh.
   *
   * @param options how to train
   * @param device where
   * @param store directory of the model store that challengers are written to
   * @param past what models are to keep beside what they are shown
   */
  public TrunkRefresh(
      RefreshOptions options, DeviceOptions device, Path store, Optional<OldTask> past) {
    this.options = options;
    this.device = device;
    this.store = store;
    this.past = past.filter(each -> options.distillation() > 0);
  }

  @Override
  public Refreshed refresh(
      StoredModel champion, List<Sample> fresh, List<Sample> replay, long seed) {
    List<Sample> all = new ArrayList<>(fresh);
    all.addAll(replay);
    Growth growth = Growth.of(champion, all);
    List<Sample> learnable = labelled(fresh, growth);
    List<Sample> remembered = labelled(replay, growth);
    if (learnable.isEmpty()) {
      throw new IllegalArgumentException(
          "fresh none of %d rows has a label that the model can learn".formatted(fresh.size()));
    }
    List<Sample> news = KeptBack.learnt(learnable);
    List<Sample> olds = remembered.isEmpty() ? List.of() : KeptBack.learnt(remembered);
    RefreshGraph ready = graph(growth);
    ready.start(growth.weights());
    if (!growth.properties().isEmpty()) {
      List<Sample> known = new ArrayList<>(news);
      known.addAll(olds);
      ready.start(NewHeads.fitted(ready, growth, known));
    }
    boolean isHeld = options.elasticity() > 0 && !olds.isEmpty();
    if (isHeld) {
      ready.hold(fisher(ready, growth, olds));
    }
    double elasticity = isHeld ? options.elasticity() : 0;
    try (Teacher teacher =
        past.map(task -> new Teacher(task.teacher(champion), device)).orElse(null)) {
      train(ready, growth, news, olds, Optional.ofNullable(teacher), elasticity, seed);
    }
    List<Sample> kept = new ArrayList<>(KeptBack.kept(learnable));
    kept.addAll(spread(KeptBack.kept(remembered), MOST_KEPT));
    return new Challenger(champion, growth, news, kept)
        .publish(
            store,
            ready.session(),
            options.steps(),
            news.size(),
            options.replay() ? olds.size() : 0);
  }

  @Override
  public void close() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }

  private RefreshGraph graph(Growth growth) {
    if (graph == null || !graph.session().network().shape().equals(growth.shape())) {
      close();
      graph = new RefreshGraph(growth.shape(), device);
    }
    return graph;
  }

  /** At most so many rows, evenly spread over all. */
  private static List<Sample> spread(List<Sample> rows, int most) {
    int count = Math.min(most, rows.size());
    List<Sample> spread = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      spread.add(rows.get((int) ((long) index * rows.size() / count)));
    }
    return spread;
  }

  private static List<Sample> labelled(List<Sample> rows, Growth growth) {
    return rows.stream()
        .filter(
            row ->
                growth.shape().properties().stream()
                    .anyMatch(property -> !Double.isNaN(row.label(property))))
        .toList();
  }

  private FisherInformation fisher(RefreshGraph ready, Growth growth, List<Sample> olds) {
    FisherInformation.Sum sum = new FisherInformation.Sum(ready.trainable());
    for (Sample row : spread(olds, options.fisherRows())) {
      List<Sample> one = List.of(row);
      sum.add(
          ready.gradients(
              batch(one, one.stream().map(Sample::crystal).toList(), growth),
              Targets.of(one, growth.shape(), growth.scales(), 0),
              0));
    }
    return sum.normalised();
  }

  private void train(
      RefreshGraph ready,
      Growth growth,
      List<Sample> news,
      List<Sample> olds,
      Optional<Teacher> teacher,
      double elasticity,
      long seed) {
    Random random = new Random(seed);
    boolean isReplayed = options.replay() && !olds.isEmpty();
    Draws fresh = new Draws(news, random);
    Draws old = new Draws(isReplayed ? olds : List.of(), random);
    Draws asked = new Draws(questions(seed), random);
    for (int step = 0; step < options.steps(); step++) {
      List<Sample> rows = fresh.take(isReplayed ? options.half() : 2 * options.half());
      rows.addAll(old.take(options.half()));
      rows.addAll(asked.take(options.asked()));
      float loss = step(ready, growth, rows, teacher, rate(step), elasticity, random);
      if (!Float.isFinite(loss)) {
        throw new RefreshException(
            "the loss is no number after step %d: %s is too high a rate or %s too stiff"
                .formatted(step + 1, options.learningRate(), options.elasticity()));
      }
    }
  }

  private List<Sample> questions(long seed) {
    return past.map(task -> task.questions().drawn(options.steps() * options.asked(), seed))
        .orElse(List.of());
  }

  private float step(
      RefreshGraph ready,
      Growth growth,
      List<Sample> drawn,
      Optional<Teacher> teacher,
      double rate,
      double elasticity,
      Random random) {
    List<Sample> rows = new ArrayList<>();
    List<MaterialGraph> inputs = new ArrayList<>();
    for (Sample row : drawn) {
      rows.add(row);
      inputs.add(row.graph(InputMode.CRYSTAL));
      if (random.nextDouble() < options.compositionShare()) {
        rows.add(row);
        inputs.add(row.graph(InputMode.COMPOSITION));
      }
    }
    GraphBatch batch = batch(rows, inputs, growth);
    Answers answers =
        teacher
            .map(asked -> asked.answers(rows, batch, growth.shape(), options.distillation()))
            .orElseGet(() -> Answers.none(growth.shape(), rows.size()));
    return ready.step(
        batch, Targets.of(rows, growth.shape(), growth.scales(), 0), answers, rate, elasticity);
  }

  private static GraphBatch batch(List<Sample> rows, List<MaterialGraph> inputs, Growth growth) {
    return GraphBatch.of(growth.shape(), inputs, rows.stream().mapToInt(Sample::source).toArray());
  }

  /** A short linear warm-up, then half a cosine. */
  private double rate(int step) {
    double warm = Math.min(1, (step + 1) / Math.max(1, WARM_UP * options.steps()));
    double fall = 0.5 * (1 + Math.cos(Math.PI * step / options.steps()));
    return options.learningRate() * warm * fall;
  }
}
