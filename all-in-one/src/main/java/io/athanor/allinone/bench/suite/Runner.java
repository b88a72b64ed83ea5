package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import picocli.CommandLine;

/** Runs the commands of the same program, one after another, and reads their reports. */
final class Runner {
  private static final Findings NOTHING = new Findings(List.of(), List.of());

  private final CommandLine program;
  private final Path directory;
  private final PrintWriter progress;

  /**
   * In a folder of its own.
   *
   * @param program the whole command line, or its part {@code bench}
   */
  Runner(CommandLine program, Path directory, PrintWriter progress) {
    this.program = program;
    this.directory = directory;
    this.progress = progress;
  }

  List<Section> run(List<Chapter> chapters) throws IOException {
    List<Section> sections = new ArrayList<>();
    for (Chapter chapter : chapters) {
      List<Section.Result> results = new ArrayList<>();
      for (Measurement each : chapter.measurements()) {
        progress.println(each.command());
        progress.flush();
        Section.Result result = run(each, chapter.id() + "-" + (results.size() + 1));
        result
            .findings()
            .figures()
            .forEach(
                figure -> progress.println("  " + figure.label() + ": " + figure.value().text()));
        result.absent().ifPresent(reason -> progress.println("  " + reason));
        progress.flush();
        results.add(result);
      }
      sections.add(new Section(chapter, results));
    }
    return sections;
  }

  private Section.Result run(Measurement measurement, String name) throws IOException {
    Optional<Path> missing = measurement.needs().filter(file -> !Files.exists(file));
    if (missing.isPresent()) {
      return new Section.Result(
          measurement, NOTHING, Optional.of(missing.get() + " is absent"), true);
    }
    Path report = directory.resolve(name + ".json");
    Files.deleteIfExists(report);
    StringWriter said = new StringWriter();
    int code = execute(measurement, report, said);
    Files.writeString(directory.resolve(name + ".txt"), said.toString());
    if (code != 0 || !Files.exists(report)) {
      String last = said.toString().strip().lines().reduce("", (before, line) -> line);
      return new Section.Result(
          measurement, NOTHING, Optional.of("exit code " + code + ": " + last), false);
    }
    try {
      return new Section.Result(
          measurement,
          measurement.read().apply(new ObjectMapper().readTree(report.toFile())),
          Optional.empty(),
          false);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      // what the others measured in hours is not lost for it
      return new Section.Result(
          measurement,
          NOTHING,
          Optional.of(report + " is not understood: " + e.getMessage()),
          false);
    }
  }

  private int execute(Measurement measurement, Path report, StringWriter said) {
    CommandLine command = program;
    List<String> left = new ArrayList<>(measurement.arguments());
    if (command.getCommandName().equals(left.get(0))) {
      left.remove(0);
    }
    while (!left.isEmpty() && command.getSubcommands().containsKey(left.get(0))) {
      command = command.getSubcommands().get(left.remove(0));
    }
    left.addAll(List.of("--report", report.toString()));
    // a command that was executed keeps what it was told: a fresh one each time
    PrintWriter out = new PrintWriter(said, true);
    return new CommandLine(command.getCommandSpec().userObject().getClass())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(out)
        .execute(left.toArray(String[]::new));
  }
}
