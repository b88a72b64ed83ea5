package io.athanor.allinone.identify;

import io.athanor.allinone.lab.ReportFile;
import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.formats.SourceFile;
import io.athanor.materials.MaterialException;
import io.athanor.materials.MeasurementException;
import io.athanor.materials.composition.Element;
import io.athanor.materials.diffraction.Radiation;
import io.athanor.materials.diffraction.phase.Hypothesis;
import io.athanor.materials.diffraction.phase.PhaseBenchmark;
import io.athanor.materials.diffraction.phase.PhaseSearch;
import io.athanor.materials.diffraction.phase.ReferencePhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor identify}. */
@Command(
    name = "identify",
    description = {
      "Says which phases of a reference set a powder pattern shows, how much of each, and how sure"
          + " that is. Reads every format that holds a curve over two-theta, compressed with gzip"
          + " or not; a file with several patterns gets an answer for each. Nothing needs to run."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; that no phase was found is an answer",
      "1:a fault",
      "2:the input or the call cannot be used"
    })
public final class IdentifyCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final double BENCHMARK_FROM = 10;
  private static final double BENCHMARK_TO = 80;

  @ArgGroup(multiplicity = "1")
  private Task task;

  @Option(
      names = "--references",
      paramLabel = "DIR",
      required = true,
      description = "CIFs of the phases to consider: a directory, or a .tar.gz of one.")
  private Path references;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write a JSON report.")
  private Path report;

  @ArgGroup private Beam beam;

  @Option(
      names = "--elements",
      paramLabel = "SYMBOL",
      split = ",",
      description = "Considers only phases of these elements, e.g. Ge,Zn,O. Default: all.")
  private List<String> elements = List.of();

  @Option(
      names = "--most-phases",
      paramLabel = "N",
      defaultValue = "4",
      description = "Phases in one hypothesis, 1..8. Default: ${DEFAULT-VALUE}.")
  private int mostPhases;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of --benchmark and --calibrate. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private CommandSpec spec;

  /** What to do. */
  private static final class Task {
    @Option(names = "--pattern", paramLabel = "FILE", description = "The measured pattern.")
    private Path pattern;

    @Option(
        names = "--benchmark",
        paramLabel = "N",
        description =
            "Instead of a pattern: identifies N synthetic two-phase mixtures of the references and"
                + " says how well that went, plain cosine ranking beside it.")
    private Integer benchmark;

    @Option(
        names = "--calibrate",
        paramLabel = "N",
        description =
            "Instead of a pattern: prints the weights of the confidence, fitted to N synthetic"
                + " mixtures. The built-in ones are of 400 with seed 1000.")
    private Integer calibrate;
  }

  /** What the sample was irradiated with. */
  private static final class Beam {
    @Option(
        names = "--radiation",
        paramLabel = "NAME",
        description =
            "CuKa, CuKa1, CuKa2, MoKa, CoKa, FeKa, CrKa or AgKa. Default: as the file says, else"
                + " CuKa.")
    private String radiation;

    @Option(
        names = "--wavelength",
        paramLabel = "ANGSTROM",
        description = "The wavelength, where it is none of those.")
    private Double wavelength;
  }

  @Override
  public Integer call() throws IOException {
    try {
      if (task.pattern != null) {
        identify();
      } else if (task.benchmark != null) {
        benchmark();
      } else {
        say(Arrays.toString(PhaseBenchmark.calibrate(synthetic(), task.calibrate, seed)));
      }
      return 0;
    } catch (FormatException | MaterialException e) {
      spec.commandLine().getErr().println("athanor identify: " + e.getMessage());
      return WRONG;
    }
  }

  private void identify() throws IOException {
    PhaseSearch.Options options =
        new PhaseSearch.Options(
            mostPhases,
            PhaseSearch.Options.USUAL.beam(),
            PhaseSearch.Options.USUAL.candidates(),
            PhaseSearch.Options.USUAL.hypotheses());
    ReferenceSet set = ReferenceSet.of(existing(references, "references"), wanted());
    Path file = existing(task.pattern, "pattern");
    List<MeasuredPattern> patterns =
        MeasuredPattern.of(
            Formats.read(new SourceFile(file.getFileName().toString(), Files.readAllBytes(file))),
            wavelength());
    List<Map<String, Object>> found = new ArrayList<>();
    for (MeasuredPattern each : patterns) {
      double[] angles = each.pattern().twoTheta();
      List<String> omitted = new ArrayList<>();
      List<ReferencePhase> phases =
          set.phases(each.pattern().wavelength(), angles[0], angles[angles.length - 1], omitted);
      List<Hypothesis> hypotheses = new PhaseSearch(phases, options).identify(each.pattern());
      found.add(IdentifyReport.of(each, hypotheses, omitted));
      say(IdentifyReport.line(each, hypotheses.get(0)));
    }
    set.refused().forEach((name, reason) -> warn("reference " + name + " left out: " + reason));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("pattern", file.getFileName().toString());
    tree.put("references", set.cells().size());
    tree.put("referencesRefused", set.refused());
    tree.put("patterns", found);
    write(tree);
  }

  private void benchmark() throws IOException {
    PhaseBenchmark.Outcome outcome = PhaseBenchmark.run(synthetic(), task.benchmark, seed);
    IdentifyReport.table(outcome).forEach(this::say);
    write(IdentifyReport.of(outcome, seed));
  }

  /** The references as the synthetic patterns need them. */
  private List<ReferencePhase> synthetic() throws IOException {
    return ReferenceSet.of(existing(references, "references"), wanted())
        .phases(Radiation.CU_KA.wavelength(), BENCHMARK_FROM, BENCHMARK_TO, new ArrayList<>());
  }

  private Set<Element> wanted() {
    Set<Element> wanted = EnumSet.noneOf(Element.class);
    for (String symbol : elements) {
      wanted.add(
          Element.ofSymbol(symbol.strip())
              .orElseThrow(
                  () -> new MeasurementException("elements", "'" + symbol + "' is no element")));
    }
    return wanted;
  }

  private OptionalDouble wavelength() {
    if (beam == null) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        beam.wavelength != null
            ? beam.wavelength
            : Radiation.of(beam.radiation)
                .orElseThrow(
                    () ->
                        new MeasurementException(
                            "radiation", "'" + beam.radiation + "' is none that is known"))
                .wavelength());
  }

  private static Path existing(Path path, String field) {
    if (!Files.exists(path)) {
      throw new MeasurementException(field, "there is no " + path);
    }
    return path;
  }

  private void write(Map<String, Object> tree) {
    if (report != null) {
      ReportFile.write(report, tree);
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }

  private void warn(String line) {
    spec.commandLine().getErr().println("athanor identify: " + line);
  }
}
