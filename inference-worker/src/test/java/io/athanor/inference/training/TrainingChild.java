package io.athanor.inference.training;

import io.athanor.inference.training.config.ConfigFile;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.inference.training.report.CurvePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A training in a process of its own, to be killed: it says each epoch and waits to be let on. */
public final class TrainingChild {
  private TrainingChild() {}

  /** Arguments: configuration, base directory. */
  public static void main(String[] arguments) {
    TrainingConfig config = ConfigFile.read(Path.of(arguments[0]));
    Path base = Path.of(arguments[1]);
    TrainingPlaces places =
        new TrainingPlaces(base, base, base.resolve("out"), base.resolve("cache"));
    Heard waiting =
        new Heard() {
          @Override
          public void epoch(CurvePoint point) {
            System.out.println("epoch " + point.stage() + " " + point.epoch());
            System.out.flush();
            try {
              if (System.in.read() < 0) {
                throw new IllegalStateException("nobody lets it on");
              }
            } catch (IOException cause) {
              throw new UncheckedIOException(cause);
            }
          }
        };
    new TrainingJob(config, places, waiting, () -> 0).run(new SourceOpener(config, places), false);
  }
}
