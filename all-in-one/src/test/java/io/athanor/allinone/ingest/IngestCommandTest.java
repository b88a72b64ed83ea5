package io.athanor.allinone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.FakeDoor;
import io.athanor.allinone.client.Patience;
import io.athanor.formats.Contents;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.gateway.file.Arrival;
import io.athanor.gateway.file.FileEvent;
import io.athanor.gateway.file.FileEvents;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.unit.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IngestCommandTest {
  private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofMillis(4));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;
  private Path spectrum;
  private Path nonsense;

  @BeforeEach
  void write() throws IOException {
    spectrum =
        file("a.csv", "# sample: film-3\nwavelength (nm),absorbance\n400,1.5\n401,1.25\n402,1\n");
    nonsense = file("b.csv", "Time,Load\n0,1\n1,2\n2,3\n");
  }

  @Test
  void shouldPrintEventsAsLinesOfJson() throws IOException {
    assertThat(run(spectrum.toString(), "--instrument", "uv-1", "--candidate", "c-1")).isZero();

    assertThat(out.toString().lines()).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(out.toString());
    assertThat(line.path("topic").asText()).isEqualTo("reading-reported");
    assertThat(line.path("key").asText()).isEqualTo("film-3");
    assertThat(line.at("/value/meta/occurredAt").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(line.at("/value/meta/source").asText()).isEqualTo("instrument/uv-1");
    assertThat(line.at("/value/candidateId").asText()).isEqualTo("c-1");
    assertThat(line.at("/value/technique").asText()).isEqualTo("uv-vis-absorption");
    assertThat(line.at("/value/payload/curve/y").toString()).isEqualTo("[1.5,1.25,1.0]");
    assertThat(err.toString()).contains("ingest time 2026-01-02T03:04:05Z");
  }

  @Test
  void shouldPrintTheSameForTheSameFile() {
    run(spectrum.toString());
    String first = out.toString();
    out.getBuffer().setLength(0);
    run(spectrum.toString());

    assertThat(out.toString()).isEqualTo(first);
    out.getBuffer().setLength(0);
    run(spectrum.toString(), "--now", "2026-05-05T00:00:00Z");
    assertThat(out.toString()).contains("\"recordedAt\":\"2026-05-05T00:00:00Z\"");
  }

  @Test
  void shouldTakeConditionsThatTheFileDoesNotState() throws IOException {
    assertThat(run(spectrum.toString(), "--condition", "film_thickness=310nm")).isZero();
    assertThat(
            new ObjectMapper()
                .readTree(out.toString())
                .at("/value/payload/curve/conditions/film_thickness")
                .toString())
        .isEqualTo("{\"value\":310.0,\"unit\":\"nm\",\"n\":1}");

    assertThat(run(spectrum.toString(), "--condition", "film_thickness=310furlong")).isEqualTo(2);
    assertThat(err.toString()).contains("--condition film_thickness", "unknown unit 'furlong'");
    assertThat(run(spectrum.toString(), "--condition", "film_thickness=thick")).isEqualTo(2);
  }

  @Test
  void shouldAskForTheWavelengthThatAPatternLacks() throws IOException {
    String pattern = file("c.csv", "2theta (deg),counts\n10,1\n11,2\n").toString();

    assertThat(run(pattern)).isZero();
    assertThat(err.toString()).contains("--condition radiation_wavelength=1.5406Ao");
    err.getBuffer().setLength(0);
    assertThat(run(pattern, "--condition", "radiation_wavelength=1.5406Ao")).isZero();
    assertThat(err.toString()).doesNotContain("--condition");
  }

  @Test
  void shouldExitWithTwoAndTheReasonWhereAFileIsRefused() {
    assertThat(run(nonsense.toString())).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("b.csv", "column 'Time': states no unit");
    assertThat(run(directory.resolve("none.csv").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none.csv: file: refused: is not there");
  }

  @Test
  void shouldSumSeveralFilesUpInATable() {
    assertThat(run(spectrum.toString(), nonsense.toString())).isEqualTo(2);
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("2 files: 1 read (1 statements), 1 refused");

    out.getBuffer().setLength(0);
    assertThat(run("--table", directory.toString())).isEqualTo(2);
    assertThat(out.toString().lines()).hasSize(4);
    assertThat(out.toString()).contains("a.csv  columns", "refused: column 'Time'");
  }

  @Test
  void shouldSendReadingsToADoorOnce() {
    try (FakeDoor door = new FakeDoor()) {
      assertThat(run(spectrum.toString(), "--to", door.address().toString())).isZero();
      assertThat(run(spectrum.toString(), "--to", door.address().toString())).isZero();

      assertThat(door.requests()).containsExactly("POST /v1/readings", "POST /v1/readings");
      assertThat(door.readings()).hasSize(1);
      assertThat(out.toString()).contains("\"id\":\"" + door.readings().get(0) + "\"");
    }
  }

  @Test
  void shouldSayWhatTheDoorAnswers() {
    List<FileEvent> events =
        events(
            new Statement.Structure("mp-1", Composition.parse("NaCl"), Optional.empty()),
            Optional.of("oer"));
    try (FakeDoor door = new FakeDoor()) {
      door.overload(Integer.MAX_VALUE);
      Patience none = new Patience(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1));

      assertThat(new Delivery(new DoorClient(door.address(), none), line -> {}).send(events))
          .hasValueSatisfying(each -> assertThat(each).contains("503", "overloaded"));
    }
  }

  @Test
  void shouldSendStructuresIntoAPoolAndComputationsByThemselves() {
    Statement.Structure salt =
        new Statement.Structure("mp-1", Composition.parse("NaCl"), Optional.empty());
    Statement.Computation computation =
        new Statement.Computation(salt, "PBE", "low", true, Map.of("gap", Quantity.of(5, "eV")));
    List<String> acknowledged = new ArrayList<>();
    try (FakeDoor door = new FakeDoor()) {
      Delivery delivery = new Delivery(new DoorClient(door.address(), SHORT), acknowledged::add);

      assertThat(delivery.send(events(salt, Optional.of("oer")))).isEmpty();
      assertThat(door.requests()).containsExactly("POST /v1/campaigns/oer/candidates");
      assertThat(acknowledged).hasSize(1);
      assertThat(delivery.send(events(salt, Optional.empty())))
          .hasValueSatisfying(each -> assertThat(each).contains("--campaign"));
      assertThat(delivery.send(events(computation, Optional.empty()))).isEmpty();
      assertThat(door.requests()).hasSize(2).endsWith("POST /v1/simulations");
      assertThat(acknowledged).hasSize(2);
    }
  }

  @Test
  void shouldReadOrRefuseEveryRealFile() {
    Path data =
        Path.of(Optional.ofNullable(System.getenv("ATHANOR_DATA")).orElse("../../shared/data"));
    assumeTrue(
        Files.isDirectory(data.resolve("xrd")),
        "skipped: no data sets in " + data.toAbsolutePath() + "; set ATHANOR_DATA");
    List<String> folders =
        Stream.of("events", "xrd", "sdl-campaigns")
            .map(each -> data.resolve(each).toString())
            .toList();

    assertThat(run(Stream.concat(Stream.of("--table"), folders.stream()).toArray(String[]::new)))
        .isEqualTo(2);
    assertThat(err.toString()).isEmpty();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(lines.size() - 1)).startsWith((lines.size() - 2) + " files: ");
  }

  private static List<FileEvent> events(Statement statement, Optional<String> campaign) {
    Arrival arrival =
        new Arrival(
            WRITTEN,
            URI.create("file:/a"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            campaign,
            0);
    return FileEvents.of(
        new SourceFile("a", new byte[] {1}),
        new Contents("test", List.of(statement), List.of()),
        arrival,
        1_000_000);
  }

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  private int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new IngestCommand());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
