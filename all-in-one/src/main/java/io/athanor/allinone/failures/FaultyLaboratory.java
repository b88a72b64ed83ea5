package io.athanor.allinone.failures;

import io.athanor.acquisition.diagnosis.Cause;
import io.athanor.acquisition.diagnosis.FailureCase;
import io.athanor.acquisition.diagnosis.FailureHistory;
import io.athanor.acquisition.diagnosis.HistoryBook;
import io.athanor.acquisition.diagnosis.Trial;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A laboratory simulated from its mechanisms, without any of the diagnosis' likelihoods. The true
 * cause of a failure is found by running it again with one fault taken away and the same chance:
 * the fault whose absence leaves the widest margin, unknown where none helps. Then evidence is read
 * with noise and gaps.
 */
final class FaultyLaboratory {
  private static final int A_DAY = 3;

  private FaultyLaboratory() {}

  /**
   * A failure with its true cause.
   *
   * @param failure as the laboratory sees it
   * @param truth what was wrong
   */
  record Labelled(FailureCase failure, Cause truth) {
    /** The same without what happened before. */
    FailureCase alone() {
      return new FailureCase(
          failure.experimentId(), failure.kind(), failure.evidence(), FailureHistory.NONE);
    }
  }

  /** The failures of a campaign of so many experiments. */
  static List<Labelled> failures(long seed, int experiments) {
    SplittableRandom random = Seeds.stream(seed, "campaign");
    Chemistry chemistry = Chemistry.of(seed);
    Hardware hardware = new Hardware(seed);
    HistoryBook book = new HistoryBook();
    List<Labelled> failures = new ArrayList<>();
    for (int i = 0; i < experiments; i++) {
      if (i % A_DAY == 0) {
        hardware.pass();
      }
      double[] settings = settings(random, chemistry);
      int station = random.nextInt(Hardware.STATIONS);
      int robot = random.nextInt(Hardware.ROBOTS);
      int lot = random.nextInt(Hardware.LOTS);
      Run run = Run.draw(random, settings, hardware, station, robot, lot);
      Run.Result result = run.without(null, chemistry);
      boolean failed = result.margin() < 0;
      Trial trial =
          new Trial(
              Optional.of("station-" + station),
              Optional.of("robot-" + robot),
              Optional.of("lot-" + lot),
              List.of(
                  settings[0],
                  (settings[1] - Chemistry.COLDEST) / (Chemistry.HOTTEST - Chemistry.COLDEST),
                  (settings[2] - Chemistry.SHORTEST) / (Chemistry.LONGEST - Chemistry.SHORTEST)),
              failed);
      if (failed) {
        Map<String, Double> evidence =
            Witnesses.evidence(random, run, result, hardware, station, lot);
        failures.add(
            new Labelled(
                new FailureCase(
                    "run-" + seed + "-" + i,
                    Optional.of(Witnesses.word(random, run, result)),
                    evidence,
                    book.before(trial)),
                truth(run, chemistry, result)));
      }
      book.add(trial);
    }
    return failures;
  }

  /** One in four anywhere, the others where a planner would look by now. */
  private static double[] settings(SplittableRandom random, Chemistry chemistry) {
    boolean near = random.nextDouble() < 0.75;
    double composition = near ? 0.5 + 0.15 * Seeds.gaussian(random) : random.nextDouble();
    double celsius =
        near
            ? chemistry.best() + 35 * Seeds.gaussian(random)
            : Chemistry.COLDEST + (Chemistry.HOTTEST - Chemistry.COLDEST) * random.nextDouble();
    double hours =
        Chemistry.SHORTEST + (Chemistry.LONGEST - Chemistry.SHORTEST) * random.nextDouble();
    return new double[] {
      Math.max(0, Math.min(1, composition)),
      Math.max(Chemistry.COLDEST, Math.min(Chemistry.HOTTEST, celsius)),
      hours
    };
  }

  private static Cause truth(Run run, Chemistry chemistry, Run.Result result) {
    Cause truth = Cause.UNKNOWN;
    // less than a tenth of the scale is no explanation
    double widest = result.margin() + 0.1;
    for (Fault fault : Fault.values()) {
      double margin = run.without(fault, chemistry).margin();
      if (margin > widest) {
        widest = margin;
        truth = fault.cause();
      }
    }
    return truth;
  }
}
