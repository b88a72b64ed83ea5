package io.athanor.allinone.failures;

import io.athanor.acquisition.diagnosis.Cause;
import io.athanor.allinone.lab.ReportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench diagnosis}: how often a failure's true cause is named. */
@Command(
    name = "diagnosis",
    mixinStandardHelpOptions = true,
    description = {
      "Lets simulated laboratories with ageing hardware and known chemistry fail, and counts how"
          + " often the true cause is named first or second, from noisy evidence with gaps.",
      "Foils: the most frequent causes, and the evidence without what happened before."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the call cannot be used"})
public final class BenchDiagnosisCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Option(
      names = "--laboratories",
      paramLabel = "N",
      defaultValue = "200",
      description = "Simulated laboratories. Default: ${DEFAULT-VALUE}.")
  private int laboratories;

  @Option(
      names = "--experiments",
      paramLabel = "N",
      defaultValue = "200",
      description = "Experiments in each. Default: ${DEFAULT-VALUE}.")
  private int experiments;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1001",
      description =
          "Of the first laboratory; up to 100 are those that numbers were chosen on. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      if (laboratories < 1 || experiments < 1) {
        throw new IllegalArgumentException(
            "--laboratories and --experiments must be positive, were %d and %d"
                .formatted(laboratories, experiments));
      }
      measure(new DiagnosisTrial(laboratories, experiments, seed));
      return 0;
    } catch (IllegalArgumentException wrong) {
      spec.commandLine().getErr().println("athanor bench diagnosis: " + wrong.getMessage());
      return WRONG;
    }
  }

  private void measure(DiagnosisTrial trial) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d failures of %d experiments%n", trial.failures(), laboratories * experiments);
    Map<String, DiagnosisTrial.Accuracy> rules = new LinkedHashMap<>();
    rules.put("diagnosis", trial.full());
    rules.put("without history", trial.withoutHistory());
    rules.put("most frequent", trial.majority());
    rules.forEach(
        (name, accuracy) ->
            out.printf(
                Locale.ROOT,
                "%-20s top-1 %.3f [%.3f, %.3f]  top-2 %.3f [%.3f, %.3f]%n",
                name,
                accuracy.top1()[0],
                accuracy.top1()[1],
                accuracy.top1()[2],
                accuracy.top2()[0],
                accuracy.top2()[1],
                accuracy.top2()[2]));
    Map<String, Object> causes = new LinkedHashMap<>();
    for (Map.Entry<Cause, int[]> each : trial.byCause().entrySet()) {
      int[] count = each.getValue();
      double top1 = (double) count[1] / count[0];
      double top2 = (double) count[2] / count[0];
      out.printf(
          Locale.ROOT,
          "  %-20s %5d  top-1 %.3f  top-2 %.3f%n",
          each.getKey().label(),
          count[0],
          top1,
          top2);
      causes.put(each.getKey().label(), Map.of("failures", count[0], "top1", top1, "top2", top2));
    }
    Map<String, Double> infeasible = trial.infeasible();
    out.printf(
        Locale.ROOT,
        "counted against the recipe: %.3f of the recipe's own failures, %.3f of the hardware's%n",
        infeasible.get("recipe"),
        infeasible.get("hardware"));
    out.flush();
    if (report != null) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("laboratories", laboratories);
      document.put("experiments", experiments);
      document.put("seed", seed);
      document.put("failures", trial.failures());
      rules.forEach((name, accuracy) -> document.put(name, accuracy.document()));
      document.put("causes", causes);
      document.put("countedAgainstRecipe", infeasible);
      ReportFile.write(report, document);
    }
  }
}
