package io.athanor.inference.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.training.MadeUpRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructureFileTest {
  private static final int COUNT = 600;

  @TempDir Path directory;

  @Test
  void shouldReadPlainAndCompressedAlike() throws IOException {
    List<Row> plain = new ArrayList<>();
    Defects none = read(write("rows.jsonl", MadeUpRows.lines(COUNT)), "a", plain);
    assertThat(none.count()).isZero();
    List<Row> unzipped = new ArrayList<>();
    read(zip(MadeUpRows.lines(COUNT)), "b", unzipped);
    assertThat(plain).hasSize(COUNT);
    assertSame(plain, unzipped);
    assertThat(plain.get(17).line()).isEqualTo(18);
    assertThat(plain.get(17).id()).isEqualTo("row-17");
    assertThat(plain.get(17).composition().size()).isEqualTo(2);
  }

  @Test
  void shouldPassOverBrokenRecordsAndSayWhereAndWhy() throws IOException {
    List<String> lines = new ArrayList<>(MadeUpRows.lines(8));
    lines.set(1, "{\"id\":");
    lines.set(2, lines.get(2).replace("\"row-2\"", "\"\""));
    lines.set(3, lines.get(3).replace("\"F\"", "\"Xx\""));
    lines.set(4, lines.get(4).replace("[0.5,0.5,0.5]", "[0.5,0.5]"));
    lines.set(5, lines.get(5).replace("[0.5,0.5,0.5]", "[0.01,0,0]"));
    lines.set(6, "{\"id\":\"empty\"}");
    lines.add("{\"id\":\"" + "x".repeat(BoundedLines.LONGEST) + "\"}");
    lines.add("");
    lines.add("{\"id\":\"bare\",\"formula\":\"Fe2O3\"}");
    Path file = write("rows.jsonl", lines);
    for (String when : List.of("built", "from the cache")) {
      List<Row> rows = new ArrayList<>();
      Defects defects = read(file, "cache", rows);
      assertThat(rows).as(when).extracting(Row::id).containsExactly("row-0", "row-7", "bare");
      assertThat(rows.get(2).crystal().mode()).isEqualTo(InputMode.COMPOSITION);
      assertThat(defects.count()).isEqualTo(7);
      assertThat(defects.first())
          .extracting(Defects.Defect::line)
          .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 9L);
      assertThat(defects.first().get(0).reason()).isEqualTo("is no JSON");
      assertThat(defects.first().get(1).reason()).isEqualTo("id: is missing");
      assertThat(defects.first().get(2).reason()).contains("species[1]", "'Xx' is no element");
      assertThat(defects.first().get(3).reason()).contains("frac[1]", "3 numbers");
      assertThat(defects.first().get(4).reason()).contains("closer than 0.5");
      assertThat(defects.first().get(5).reason()).contains("cell: is missing");
      assertThat(defects.first().get(6).reason()).contains("is longer than");
    }
  }

  @Test
  void shouldKeepWhatComesBeforeTheEndOfATornFile() throws IOException {
    byte[] all = Files.readAllBytes(zip(MadeUpRows.lines(COUNT)));
    Path torn = directory.resolve("torn.jsonl.gz");
    Files.write(torn, Arrays.copyOf(all, all.length / 2));
    List<Row> rows = new ArrayList<>();
    Defects defects = read(torn, "cache", rows);
    assertThat(rows).hasSizeBetween(50, COUNT - 50);
    assertThat(defects.count()).isEqualTo(1);
    assertThat(defects.first().get(0).reason()).contains("damaged here");
  }

  @Test
  void shouldMakeADamagedCacheAgain() throws IOException {
    Path file = write("rows.jsonl", MadeUpRows.lines(COUNT));
    List<Row> built = new ArrayList<>();
    read(file, "cache", built);
    Path graphs = onlyFile();
    byte[] good = Files.readAllBytes(graphs);
    for (int place : new int[] {0, 9, good.length / 2, good.length - 1}) {
      byte[] bent = good.clone();
      bent[place] ^= 4;
      Files.write(graphs, bent);
      List<Row> again = new ArrayList<>();
      read(file, "cache", again);
      assertSame(built, again);
      assertThat(Files.readAllBytes(graphs)).as("byte " + place).isEqualTo(good);
    }
    Files.write(graphs, Arrays.copyOf(good, good.length - 100));
    List<Row> again = new ArrayList<>();
    read(file, "cache", again);
    assertSame(built, again);
  }

  @Test
  void shouldKeepGraphsOfEachContentAndSettingApart() throws IOException {
    Path file = write("rows.jsonl", MadeUpRows.lines(20));
    NetworkShape more = NetworkShape.medium(1, Models.SHAPE.properties());
    List<Row> twelve = new ArrayList<>();
    List<Row> sixteen = new ArrayList<>();
    Path cache = directory.resolve("cache");
    read(file, "cache", twelve);
    StructureFile other = new StructureFile(file, more, cache);
    other.read(other.digest(), sixteen::add);
    assertThat(weight(twelve.get(3).crystal())).isEqualTo(12f);
    assertThat(weight(sixteen.get(3).crystal())).isEqualTo(16f);
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).hasSize(2);
    }
  }

  /** Total weight of the first node's edges. */
  private static float weight(MaterialGraph graph) {
    double sum = 0;
    for (int edge = 0; edge < graph.edges(); edge++) {
      sum += graph.centres()[edge] == 0 ? graph.edgeWeights()[edge] : 0;
    }
    return Math.round(sum * 1e4) / 1e4f;
  }

  private Defects read(Path file, String cache, List<Row> rows) throws IOException {
    StructureFile source = new StructureFile(file, Models.SHAPE, directory.resolve(cache));
    return source.read(source.digest(), rows::add);
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
      return files.reduce((one, two) -> Path.of("more than one")).orElseThrow();
    }
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(directory.resolve(name), lines, StandardCharsets.UTF_8);
  }

  private Path zip(List<String> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(directory.resolve("rows.jsonl.gz"), bytes.toByteArray());
  }

  private static void assertSame(List<Row> one, List<Row> other) {
    assertThat(other).hasSameSizeAs(one);
    for (int row = 0; row < one.size(); row++) {
      assertThat(other.get(row).fields()).isEqualTo(one.get(row).fields());
      assertSame(one.get(row).crystal(), other.get(row).crystal());
      assertSame(one.get(row).composition(), other.get(row).composition());
    }
  }

  private static void assertSame(MaterialGraph one, MaterialGraph other) {
    assertThat(other.mode()).isEqualTo(one.mode());
    assertThat(other.elements()).isEqualTo(one.elements());
    assertThat(other.nodeWeights()).isEqualTo(one.nodeWeights());
    assertThat(other.centres()).isEqualTo(one.centres());
    assertThat(other.neighbours()).isEqualTo(one.neighbours());
    assertThat(other.distances()).isEqualTo(one.distances());
    assertThat(other.edgeWeights()).isEqualTo(one.edgeWeights());
  }
}
