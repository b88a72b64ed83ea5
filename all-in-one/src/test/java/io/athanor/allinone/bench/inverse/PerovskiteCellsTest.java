package io.athanor.allinone.bench.inverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.materials.composition.Element;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerovskiteCellsTest {
  private static final String LISTED =
      """
      {"species": ["La", "Ti", "O", "O", "O"], "frac": [[0.01, 0, 0], [0.49, 0.5, 0.5]],
       "props": {"heat_all": 0.1, "ind_gap": 2.0}}
      """
          .replace("\n", " ");
  private static final String EXCHANGED =
      """
      {"species": ["La", "Ti", "O", "O", "O"], "frac": [[0.52, 0.5, 0.5], [0, 0, 0]], "props": {}}
      """
          .strip();

  @TempDir private Path directory;

  private PerovskiteCells read(String... lines) throws IOException {
    Path file = directory.resolve("cells.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return PerovskiteCells.read(file);
  }

  @Test
  void shouldTellCornerFromMiddleByWhereTheyLie() throws IOException {
    PerovskiteCells cells = read(LISTED, EXCHANGED);
    assertThat(cells.sites(0)).startsWith(Element.La, Element.Ti);
    assertThat(cells.sites(1)).startsWith(Element.Ti, Element.La);
    assertThat(cells.labelled()).containsExactly(0);
    for (int cell : List.of(0, 1)) {
      assertThat(cells.find(cells.crystal(cell))).hasValue(cell);
    }
  }

  @Test
  void shouldNotHideACellBehindAnother() {
    assertThatThrownBy(() -> read(LISTED, LISTED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("La Ti [O, O, O] is there twice");
  }
}
