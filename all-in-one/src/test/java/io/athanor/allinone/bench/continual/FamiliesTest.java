package io.athanor.allinone.bench.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Sample;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamiliesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final NetworkShape SHAPE =
      NetworkShape.small(1, List.of(Property.FORMATION_ENERGY_PER_ATOM));

  @TempDir Path data;

  @Test
  void shouldTellFamiliesByTheirAnions() {
    assertThat(Families.name(row("1", "train", "O", "O", "O"))).isEqualTo("O3");
    assertThat(Families.name(row("1", "train", "N", "O", "O"))).isEqualTo("O2N");
    assertThat(Families.name(row("1", "train", "N", "N", "O"))).isEqualTo("ON2");
    assertThat(Families.name(row("1", "train", "F", "N", "O"))).isEqualTo("OFN");
    assertThat(Families.name(row("1", "train", "O", "S", "O"))).isEqualTo("O2S");
    assertThatThrownBy(() -> Families.name(row("1", "train", "S", "S", "S")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{S=3}");
  }

  @Test
  void shouldLearnFromTrainingAndValidationAndBeJudgedOnTheTestSplit() throws IOException {
    ObjectNode unlabelled = row("u", "train", "O", "O", "O");
    unlabelled.putObject("props").put("heat_ref", 1.0);
    write(
        row("a", "train", "O", "O", "O"),
        row("b", "val", "O", "O", "O"),
        row("c", "test", "O", "O", "O"),
        row("d", "val", "N", "N", "N"),
        unlabelled);
    List<Families.Family> families = Families.read(data, SHAPE);
    assertThat(families).extracting(Families.Family::name).isEqualTo(Families.ORDER);
    assertThat(families.get(0).train())
        .extracting(Sample::id)
        .containsExactly("perov_5.jsonl.gz/a", "perov_5.jsonl.gz/b");
    assertThat(families.get(0).test()).hasSize(1);
    assertThat(families.get(3).train()).hasSize(1);
    assertThat(families.get(0).train().get(0).label(Property.PEROVSKITE_HEAT)).isEqualTo(0.7);
    assertThat(families.get(0).atMost(1, 0).train()).hasSize(1);
    assertThat(families.get(0).atMost(1, 0).test()).isEmpty();
  }

  @Test
  void shouldSayWhichFileIsMissing() {
    assertThatThrownBy(() -> Families.read(data, SHAPE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("perov_5.jsonl.gz is not there");
  }

  private void write(ObjectNode... rows) throws IOException {
    Path file = data.resolve("structures/perov_5.jsonl.gz");
    Files.createDirectories(file.getParent());
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      for (ObjectNode row : rows) {
        out.write(row + "\n");
      }
    }
  }

  private static ObjectNode row(String id, String split, String... anions) {
    ObjectNode row = JSON.createObjectNode().put("id", id).put("split", split);
    row.putArray("cell").add(4.0).add(4.0).add(4.0).add(90).add(90).add(90);
    var species = row.putArray("species").add("Ba").add("Ti");
    for (String anion : anions) {
      species.add(anion);
    }
    double[][] places = {{0, 0, 0}, {.5, .5, .5}, {.5, 0, .5}, {.5, .5, 0}, {0, .5, .5}};
    var frac = row.putArray("frac");
    for (double[] place : places) {
      frac.addArray().add(place[0]).add(place[1]).add(place[2]);
    }
    row.putObject("props").put("heat_all", 0.7).put("dir_gap", 1.0);
    return row;
  }
}
