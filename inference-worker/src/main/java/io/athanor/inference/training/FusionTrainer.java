package io.athanor.inference.training;

import io.athanor.inference.modality.Fusion;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.PatternAugmentation;
import io.athanor.inference.modality.PatternInput;
import io.athanor.inference.modality.PowderPhase;
import io.athanor.inference.model.Adam;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Teaches patterns and literature vectors the crystal network's latent space: labels through its
 * heads from any subset of the modalities, and contrast of structure with pattern and literature.
 */
public final class FusionTrainer {
  private static final PatternAugmentation LABORATORY =
      PatternAugmentation.laboratory().withStep(0.05);
  private static final int BATCH = 96;
  private static final float CONTRAST_WEIGHT = 0.1f;
  private static final int SUBSETS = (1 << Fusion.MODALITIES) - 1;

  /**
   * A material with all that may be known of it.
   *
   * @param sample its labels
   * @param crystal [F] pooled feature of its structure
   * @param composition [F] pooled feature of its composition
   * @param phase lines of its pattern
   * @param literature its literature vector
   */
  public record Row(
      Sample sample,
      float[] crystal,
      float[] composition,
      PowderPhase phase,
      LiteratureInput literature) {}

  private final Fusion fusion;
  private final NetworkShape shape;
  private final Scales scales;
  private final Recipe recipe;
  private final SupervisedLoss supervised;
  private final Operand<TFloat32> loss;
  private final Adam adam;

  /** Adds loss and optimiser to the fusion, whose weights are already set. */
  public FusionTrainer(Fusion fusion, Scales scales, Recipe recipe) {
    this.fusion = fusion;
    this.shape = fusion.shape();
    this.scales = scales;
    this.recipe = recipe;
    Ops tf = fusion.ops();
    this.supervised = new SupervisedLoss(tf, shape, fusion.heads());
    this.loss =
        tf.math.add(
            supervised.operand(), tf.math.mul(fusion.contrast(), tf.constant(CONTRAST_WEIGHT)));
    this.adam = new Adam(fusion.graph(), tf, loss, fusion.trainable(), Adam.SECOND);
    adam.reset(fusion.session());
  }

  /** Runs the whole schedule; returns the last epoch's mean loss. */
  public double run(List<Row> rows, Trainer.Progress progress) {
    int perEpoch = rows.size() / BATCH;
    if (perEpoch == 0) {
      throw new IllegalArgumentException("fusion needs at least " + BATCH + " rows");
    }
    int step = 0;
    double mean = Double.NaN;
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      Random random = Batches.random(recipe.seed(), epoch);
      List<Row> order = new ArrayList<>(rows);
      Collections.shuffle(order, random);
      double sum = 0;
      for (int batch = 0; batch < perEpoch; batch++) {
        step++;
        sum +=
            step(
                order.subList(batch * BATCH, (batch + 1) * BATCH),
                random,
                step,
                recipe.rate(step, perEpoch * recipe.epochs()));
      }
      mean = sum / perEpoch;
      progress.epoch(epoch + 1, mean);
    }
    return mean;
  }

  private float step(List<Row> rows, Random random, int step, double rate) {
    List<Fusion.Input> inputs = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    float[] known = new float[rows.size() * Fusion.MODALITIES];
    for (int at = 0; at < rows.size(); at++) {
      Row row = rows.get(at);
      samples.add(row.sample());
      float[] structure =
          random.nextDouble() < recipe.compositionShare() ? row.composition() : row.crystal();
      PatternInput pattern = PatternInput.of(LABORATORY.measure(row.phase(), random.nextLong()));
      inputs.add(new Fusion.Input(structure, pattern, row.literature()));
      int subset = 1 + random.nextInt(SUBSETS);
      for (int modality = 0; modality < Fusion.MODALITIES; modality++) {
        known[at * Fusion.MODALITIES + modality] = subset >> modality & 1;
      }
    }
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = fusion.feed(fusion.session().runner(), inputs, known, tensors);
      supervised.feed(runner, Targets.of(samples, shape, scales, 0), tensors);
      adam.step(runner, tensors, step, rate, recipe.weightDecay());
      try (Result result = runner.fetch(loss).run()) {
        return Tensors.read(result.get(0))[0];
      }
    }
  }
}
