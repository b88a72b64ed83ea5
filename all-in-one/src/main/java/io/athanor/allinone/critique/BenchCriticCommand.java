package io.athanor.allinone.critique;

import io.athanor.acquisition.critic.CriticPolicy;
import io.athanor.allinone.lab.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench critic}: what the critic stops, and what it stops by mistake. */
@Command(
    name = "critic",
    mixinStandardHelpOptions = true,
    description = {
      "Injects seeded faults into sound proposals and counts those that the critic blocks; counts"
          + " what it blocks of proposals that people really made.",
      "Reported are the odd rows of each source; the critic's numbers were chosen on the even ones."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchCriticCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:ATHANOR_DATA:-../shared/data}",
      description =
          "Folder of data sets. Default: ATHANOR_DATA, else ../shared/data. What is not there is"
              + " left out; the demonstration's recipes always are.")
  private Path data;

  @Option(
      names = "--each",
      paramLabel = "N",
      defaultValue = "480",
      description = "Faults of each kind. Default: ${DEFAULT-VALUE}.")
  private int each;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "20261127",
      description = "Of the faults. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--block-above",
      paramLabel = "RISK",
      defaultValue = "" + CriticPolicy.BLOCK_ABOVE,
      description =
          "Risk above which a proposal is blocked. Default: ${DEFAULT-VALUE}, as for campaigns.")
  private double blockAbove;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      if (each < 1) {
        throw new IllegalArgumentException("--each must be at least 1 but is " + each);
      }
      measure(
          new CriticTrial(
              new CriticPolicy(CriticPolicy.Mode.BLOCK, blockAbove, List.of()),
              PlausibleProposals.read(data)));
      return 0;
    } catch (IllegalArgumentException wrong) {
      spec.commandLine().getErr().println("athanor bench critic: " + wrong.getMessage());
      return WRONG;
    }
  }

  private void measure(CriticTrial trial) {
    List<CriticTrial.Fault> faults = trial.faults(each, seed);
    List<CriticTrial.Sound> sound = trial.sound();
    int radioactive = sound.stream().mapToInt(CriticTrial.Sound::radioactive).sum();
    Proportion stopped = sum(faults.stream().map(CriticTrial.Fault::blocked).toList());
    Proportion alarms = sum(sound.stream().map(CriticTrial.Sound::blocked).toList());
    double time = trial.microseconds();
    PrintWriter out = spec.commandLine().getOut();
    faults.forEach(fault -> line(out, fault.kind(), fault.blocked(), ""));
    line(out, "faults blocked", stopped, "");
    sound.forEach(
        source ->
            line(
                out,
                source.source(),
                source.blocked(),
                ", of them " + source.radioactive() + " radioactive"));
    line(out, "sound ones blocked", alarms, ", of them " + radioactive + " radioactive");
    out.printf(Locale.ROOT, "%.1f microseconds a review%n", time);
    out.flush();
    if (report != null) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("blockAbove", blockAbove);
      document.put("seed", seed);
      document.put("faultsBlocked", stopped.document());
      document.put("soundBlocked", alarms.document());
      document.put(
          "soundBlockedWithoutRadioactive",
          new Proportion(alarms.count() - radioactive, alarms.total()).document());
      document.put("microsecondsPerReview", time);
      document.put("kinds", faults.stream().map(BenchCriticCommand::document).toList());
      document.put("sources", sound.stream().map(BenchCriticCommand::document).toList());
      ReportFile.write(report, document);
    }
  }

  private static Map<String, Object> document(CriticTrial.Fault fault) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", fault.kind());
    map.putAll(fault.blocked().document());
    map.put("missed", fault.missed());
    return map;
  }

  private static Map<String, Object> document(CriticTrial.Sound source) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", source.source());
    map.putAll(source.blocked().document());
    map.put("radioactive", source.radioactive());
    map.put("others", source.examples());
    return map;
  }

  private static void line(PrintWriter out, String name, Proportion share, String more) {
    List<Double> interval = share.interval();
    out.printf(
        Locale.ROOT,
        "%-22s %6d of %6d = %6.2f %% [%.2f, %.2f]%s%n",
        name,
        share.count(),
        share.total(),
        100 * share.share(),
        100 * interval.get(0),
        100 * interval.get(1),
        more);
  }

  private static Proportion sum(List<Proportion> all) {
    return new Proportion(
        all.stream().mapToInt(Proportion::count).sum(),
        all.stream().mapToInt(Proportion::total).sum());
  }
}
