package io.athanor.acquisition.bench;

import io.athanor.acquisition.drift.Residual;
import io.athanor.acquisition.drift.ResidualWatch;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Alarms over streams in which nothing changes, whatever the tails of their errors. */
public final class FalseAlarms {
  private static final double OUTLIERS = 0.05;
  private static final double GROSS = 10;
  private static final int INSTRUMENTS = 3;

  private FalseAlarms() {}

  /** Laws of errors, in forecast deviations. */
  public enum Law {
    /** As forecast. */
    NORMAL {
      @Override
      double draw(SplittableRandom random) {
        return random.nextGaussian();
      }
    },
    /** Half as wide as they are: overconfident forecasts. */
    OVERCONFIDENT {
      @Override
      double draw(SplittableRandom random) {
        return 2 * random.nextGaussian();
      }
    },
    /** Student-t with 3 degrees of freedom. */
    STUDENT {
      @Override
      double draw(SplittableRandom random) {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
          double each = random.nextGaussian();
          squares += each * each;
        }
        return random.nextGaussian() / Math.sqrt(squares / 3);
      }
    },
    /** Cauchy: no mean, no variance. */
    CAUCHY {
      @Override
      double draw(SplittableRandom random) {
        return Math.tan(Math.PI * (random.nextDouble() - 0.5));
      }
    },
    /** Exponential: skewed. */
    SKEWED {
      @Override
      double draw(SplittableRandom random) {
        return -StrictMath.log(1 - random.nextDouble()) - 1;
      }
    },
    /** One in twenty is ten times as far off. */
    OUTLYING {
      @Override
      double draw(SplittableRandom random) {
        double error = random.nextGaussian();
        return random.nextDouble() < OUTLIERS ? GROSS * error : error;
      }
    };

    abstract double draw(SplittableRandom random);
  }

  /**
   * Alarms in each stream.
   *
   * @param streams how many, each watched from its begin
   * @param events outcomes of each, by three instruments
   */
  public static double[] count(Law law, int streams, int events) {
    return LongStream.rangeClosed(1, streams)
        .mapToDouble(
            seed -> {
              SplittableRandom random = Seeds.stream(seed, "false-alarms-" + law.name());
              ResidualWatch watch = ResidualWatch.begin(seed);
              int alarms = 0;
              for (int t = 0; t < events; t++) {
                Optional<String> instrument =
                    Optional.of("instrument " + random.nextInt(INSTRUMENTS));
                ResidualWatch.Step step =
                    watch.after(new Residual(law.draw(random), 0, 1, instrument, "event"));
                watch = step.watch();
                alarms += step.found().isPresent() ? 1 : 0;
              }
              return alarms;
            })
        .toArray();
  }
}
