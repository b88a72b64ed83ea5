package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Element;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructureRowsTest {
  @TempDir private Path folder;

  @Test
  void shouldReadStructuresAndSayWhyOthersAreNone() throws IOException {
    Path file =
        write(
            """
            {"id":"a","split":"test","cell":[4,4,4,90,90,90],"species":["Cs","Cl"],\
            "frac":[[0,0,0],[0.5,0.5,0.5]]}
            {"id":"b","cell":[4,4,4,90,90],"species":["Cs"],"frac":[[0,0,0]]}
            {"id":"c","cell":[4,4,4,90,90,90],"species":["Qq"],"frac":[[0,0,0]]}
            {"id":"d","cell":[4,4,4,90,90,90],"species":["Cs","Cl"],"frac":[[0,0,0],[0,0,0.01]]}
            {"id":"e","cell":[4,4,4,90,90,90],"species":["Cs","Cl"],"frac":[[0,0,0]]}
            no json
            """);
    List<StructureRow> rows = new ArrayList<>();
    List<StructureRows.Refused> refused = StructureRows.read(file, rows::add);
    assertThat(rows).extracting(StructureRow::id).containsExactly("a");
    assertThat(rows.get(0).split()).isEqualTo("test");
    assertThat(rows.get(0).crystal().sites()).hasSize(2);
    assertThat(refused).extracting(StructureRows.Refused::line).containsExactly(2, 3, 4, 5, 6);
    assertThat(refused.get(0).reason()).isEqualTo("cell: must be an array of 6 entries");
    assertThat(refused.get(1).reason()).isEqualTo("species: unknown element 'Qq'");
    assertThat(refused.get(2).reason()).contains("closer than 0.5");
    assertThat(refused.get(3).reason()).isEqualTo("frac: must be an array of 2 entries");
  }

  @Test
  void shouldSayWhichFileItCannotRead() {
    Path missing = folder.resolve("missing.jsonl.gz");
    assertThatThrownBy(() -> StructureRows.read(missing, row -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.jsonl.gz");
  }

  @Test
  void shouldDescribeAStructure() {
    float[] numbers = StructureInput.of(Phases.rockSalt(Element.Na, Element.Cl, 5.64)).values();
    assertThat(numbers[10]).as("Na").isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    assertThat(numbers[16]).as("Cl").isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    assertThat(numbers[100]).as("mean atomic number").isCloseTo(14 / 30f, within(1e-6f));
    assertThat(numbers[101]).as("its spread").isCloseTo(3 / 30f, within(1e-6f));
    assertThat(numbers[107]).as("density / 8").isCloseTo(2.164f / 8, within(2e-3f));
    assertThatThrownBy(() -> new StructureInput(new float[3]))
        .isInstanceOf(ModalityException.class)
        .hasMessage("structure: must have 108 numbers but has 3");
  }

  private Path write(String lines) throws IOException {
    Path file = folder.resolve("rows.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
