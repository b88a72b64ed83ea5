package io.athanor.allinone.ingest;

import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.Patience;
import io.athanor.event.CandidateProposed;
import io.athanor.event.Curve;
import io.athanor.event.ReadingReported;
import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.gateway.GatewayConfig;
import io.athanor.gateway.file.Arrival;
import io.athanor.gateway.file.FileEvent;
import io.athanor.gateway.file.FileEvents;
import io.athanor.materials.unit.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code athanor ingest}. */
@Command(
    name = "ingest",
    description = {
      "Reads files of instruments and databases, and prints what they say as events, one JSON"
          + " object per line; needs nothing running. With --to it sends them to a door instead.",
      "The same file gives the same event ids, however often it is read or sent."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all files were read", "2:a file was refused; the reason is on stderr"})
public final class IngestCommand implements Callable<Integer> {
  private static final int REFUSED = 2;
  private static final String WAVELENGTH = "radiation_wavelength";
  private static final Pattern QUANTITY =
      Pattern.compile("([+-]?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)\\s*(\\S+)");
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(15), Duration.ofMillis(100), Duration.ofSeconds(2));
  private static final int MOST_BYTES =
      GatewayConfig.EVENT_BYTES.parser().apply(GatewayConfig.EVENT_BYTES.defaultText());

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or directories of them.")
  private List<Path> paths;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "Door to send to, e.g. http://127.0.0.1:8080.")
  private URI to;

  @Option(
      names = "--campaign",
      paramLabel = "ID",
      description = "Campaign that asked for it; structures join its pool.")
  private String campaign;

  @Option(names = "--sample", paramLabel = "ID", description = "Sample, over what the files say.")
  private String sample;

  @Option(
      names = "--instrument",
      paramLabel = "ID",
      description = "Instrument, over what the files say.")
  private String instrument;

  @Option(
      names = "--candidate",
      paramLabel = "ID",
      description = "Material that the sample was meant to be.")
  private String candidate;

  @Option(
      names = "--condition",
      paramLabel = "NAME=QUANTITY",
      description =
          "What the curves were taken under, over what the files say, e.g."
              + " radiation_wavelength=1.5406Ao. May be given several times.")
  private Map<String, String> conditions = Map.of();

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description = "Ingest time (ISO 8601, UTC); by default when each file was last written.")
  private Instant now;

  @Option(
      names = "--table",
      description = "Print only a table of the files and what became of them.")
  private boolean table;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Optional<Delivery> delivery =
        Optional.ofNullable(to)
            .map(
                door ->
                    new Delivery(
                        new DoorClient(door, PATIENCE), table ? line -> {} : out::println));
    Map<String, Quantity> stated = new TreeMap<>();
    conditions.forEach((name, text) -> stated.put(name, quantity(name, text)));
    List<Path> files = Found.files(paths);
    List<Outcome> outcomes = new ArrayList<>();
    int poolIndex = 0;
    for (Path file : files) {
      List<FileEvent> events = new ArrayList<>();
      Outcome outcome = ingested(file, stated, poolIndex, events, delivery);
      outcomes.add(outcome);
      poolIndex +=
          (int) events.stream().filter(each -> each.value() instanceof CandidateProposed).count();
      if (!table) {
        if (delivery.isEmpty()) {
          events.forEach(each -> out.println(EventJson.line(each)));
        }
        outcome.remarks().forEach(each -> err.println("athanor: " + file + ": " + each));
        outcome
            .refusal()
            .ifPresent(
                each ->
                    err.println(
                        "athanor: " + file + ": " + outcome.format() + ": refused: " + each));
      }
    }
    out.flush();
    if (table) {
      out.print(OutcomeTable.of(outcomes));
    } else if (files.size() > 1) {
      err.print(OutcomeTable.of(outcomes));
    }
    out.flush();
    err.flush();
    return outcomes.stream().allMatch(Outcome::isRead) ? 0 : REFUSED;
  }

  /** Reads a file, and sends what it says where there is a door; its events become {@code said}. */
  private Outcome ingested(
      Path path,
      Map<String, Quantity> stated,
      int poolIndex,
      List<FileEvent> said,
      Optional<Delivery> delivery) {
    try {
      Found.Content content = Found.read(path);
      Contents contents = Formats.read(content.file());
      Arrival arrival =
          new Arrival(
              Optional.ofNullable(now).orElse(content.modified()),
              path.toUri(),
              Optional.ofNullable(sample),
              Optional.ofNullable(instrument),
              Optional.ofNullable(candidate),
              stated,
              Optional.ofNullable(campaign),
              poolIndex);
      said.addAll(FileEvents.of(content.file(), contents, arrival, MOST_BYTES));
      List<String> remarks = new ArrayList<>(contents.remarks());
      if (said.stream().anyMatch(each -> !each.timed())) {
        remarks.add(
            delivery.isPresent()
                ? "what states no time of its own gets the time the door takes it in"
                : "what states no time of its own has the ingest time " + arrival.recordedAt());
      }
      if (said.stream().anyMatch(IngestCommand::lacksWavelength)) {
        remarks.add(
            "perception refuses powder patterns without a wavelength: give it, like --condition "
                + WAVELENGTH
                + "=1.5406Ao");
      }
      return new Outcome(
          path,
          contents.format(),
          contents.statements().size(),
          List.copyOf(remarks),
          delivery.flatMap(each -> each.send(said)));
    } catch (FormatException e) {
      String place = e.place().isEmpty() ? "" : e.place() + ": ";
      return new Outcome(path, e.format(), 0, List.of(), Optional.of(place + e.reason()));
    }
  }

  private static boolean lacksWavelength(FileEvent event) {
    return event.value() instanceof ReadingReported reading
        && reading.getTechnique().equals("powder-diffraction")
        && reading.getPayload() instanceof Curve curve
        && !curve.getConditions().containsKey(WAVELENGTH);
  }

  private Quantity quantity(String name, String text) {
    Matcher parts = QUANTITY.matcher(text);
    try {
      if (parts.matches()) {
        return Quantity.of(Double.parseDouble(parts.group(1)), parts.group(2));
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--condition " + name + ": " + e.getMessage(), e);
    }
    throw new ParameterException(
        spec.commandLine(), "--condition " + name + ": '" + text + "' is no number with a unit");
  }
}
