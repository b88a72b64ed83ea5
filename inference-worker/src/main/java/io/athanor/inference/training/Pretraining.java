package io.athanor.inference.training;

import io.athanor.inference.model.NetworkSession;
import java.util.List;
import java.util.Random;

/** Runs the {@link Pretext} tasks over samples; what it leaves in the session is the trunk. */
public final class Pretraining {
  private Pretraining() {}

  /** Runs the whole schedule; returns the last epoch's mean loss. */
  public static double run(
      NetworkSession session, List<Sample> samples, Recipe recipe, Trainer.Progress progress) {
    Pretext pretext = new Pretext(session, samples, recipe.seed());
    int steps = Batches.steps(samples, recipe.edgesPerBatch(), recipe.epochs());
    int step = 0;
    double mean = Double.NaN;
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      Random random = Batches.random(recipe.seed(), epoch);
      double sum = 0;
      List<List<Sample>> batches = Batches.of(samples, recipe.edgesPerBatch(), random);
      for (List<Sample> batch : batches) {
        sum += pretext.step(batch, random, recipe.rate(step, steps), recipe.weightDecay());
        step++;
      }
      mean = sum / batches.size();
      progress.epoch(epoch + 1, mean);
    }
    return mean;
  }
}
