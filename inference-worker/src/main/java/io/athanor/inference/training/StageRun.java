package io.athanor.inference.training;

import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.config.ConfigException;
import io.athanor.inference.training.config.RunConfig;
import io.athanor.inference.training.config.StageConfig;
import io.athanor.inference.training.report.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One stage of a training: epochs, validation, checkpoints, and when to stop. */
final class StageRun {
  private static final double NANOS = 1e9;

  private final NetworkShape shape;
  private final Scales scales;
  private final RunConfig run;
  private final int index;
  private final StageConfig stage;
  private final LongSupplier nanoClock;

  /**
   * A stage.
   *
   * @param index its place, from 0
   * @param nanoClock for the curve only
   */
  StageRun(
      NetworkShape shape,
      Scales scales,
      RunConfig run,
      int index,
      StageConfig stage,
      LongSupplier nanoClock) {
    this.shape = shape;
    this.scales = scales;
    this.run = run;
    this.index = index;
    this.stage = stage;
    this.nanoClock = nanoClock;
  }

  /**
   * Runs it to its end.
   *
   * @param start weights
   * @param resumed where to go on instead
   * @param curve of the stages before, or as resumed; grows
   * @param saved takes checkpoints, with the curve so far
   * @param heard is told of each epoch
   * @return the weights to keep
   */
  Weights run(
      Weights start,
      List<Sample> training,
      List<Sample> validation,
      Optional<Checkpoint> resumed,
      List<CurvePoint> curve,
      String fingerprint,
      Consumer<Checkpoint> saved,
      Consumer<CurvePoint> heard) {
    if (stage.task() == StageConfig.Task.PRETEXT) {
      return pretrained(start, training, curve, heard);
    }
    Validation judge = new Validation(validation, shape, scales);
    try (NetworkSession session = new NetworkSession(new Network(shape), run.threads(), 1)) {
      session.assign(start);
      Trainer trainer = new Trainer(session, scales, recipe());
      Checkpoint.Best best = Checkpoint.Best.NONE;
      int epoch = 0;
      if (resumed.isPresent()) {
        trainer.restore(resumed.get().snapshot());
        best = resumed.get().best();
        epoch = resumed.get().snapshot().epoch();
      }
      while (!isOver(epoch, best)) {
        long started = nanoClock.getAsLong();
        double loss = trainer.epoch(training);
        epoch++;
        if (!Double.isFinite(loss)) {
          throw new ConfigException(
              "stages[" + index + "].learningRate",
              "the loss is no number after epoch %d: %s is too high a rate"
                  .formatted(epoch, stage.learningRate()));
        }
        Weights averaged = trainer.averaged();
        Map<Property, Double> errors = judge.errors(session, averaged);
        if (stage.earlyStopping() != null) {
          best = best.with(averaged, errors.getOrDefault(stopping(), Double.POSITIVE_INFINITY));
        }
        CurvePoint point =
            new CurvePoint(
                stage.name(),
                epoch,
                stage.epochs(),
                loss,
                trainer.rate(training),
                errors,
                (nanoClock.getAsLong() - started) / NANOS);
        curve.add(point);
        if (epoch % run.checkpointEvery() == 0 || isOver(epoch, best)) {
          saved.accept(
              new Checkpoint(fingerprint, index, trainer.snapshot(), best, new ArrayList<>(curve)));
        }
        heard.accept(point);
      }
      return best.weights().orElseGet(trainer::averaged);
    }
  }

  private Weights pretrained(
      Weights start, List<Sample> training, List<CurvePoint> curve, Consumer<CurvePoint> heard) {
    try (NetworkSession session = new NetworkSession(new Network(shape), run.threads(), 1)) {
      session.assign(start);
      Pretraining.run(session, training, recipe(), recorder(curve, heard));
      return session.weights();
    }
  }

  /** Turns epochs without validation into points of the curve. */
  Trainer.Progress recorder(List<CurvePoint> curve, Consumer<CurvePoint> heard) {
    long[] started = {nanoClock.getAsLong()};
    return (epoch, loss) -> {
      long now = nanoClock.getAsLong();
      double seconds = (now - started[0]) / NANOS;
      started[0] = now;
      CurvePoint point =
          new CurvePoint(stage.name(), epoch, stage.epochs(), loss, 0, Map.of(), seconds);
      curve.add(point);
      heard.accept(point);
    };
  }

  private boolean isOver(int epoch, Checkpoint.Best best) {
    return epoch >= stage.epochs()
        || (stage.earlyStopping() != null && best.age() >= stage.earlyStopping().patience());
  }

  private Property stopping() {
    return Property.ofKey(stage.earlyStopping().property()).orElseThrow();
  }

  /** The stage's seed differs from its neighbours', so that each has orders of its own. */
  Recipe recipe() {
    return new Recipe(
        stage.epochs(),
        stage.edgesPerBatch(),
        stage.learningRate(),
        stage.weightDecay(),
        stage.averaging(),
        stage.compositionShare(),
        stage.leaveOut(),
        stage.balance(),
        run.seed() + index);
  }
}
