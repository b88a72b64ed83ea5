package io.athanor.formats.literature;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatFuzz;
import io.athanor.formats.Formats;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorsFormatTest {
  private static final SourceFile CSV =
      file("mat2vec.csv", "element,0,1\nFe,0.5,-1\nO,0.25,2e-3\nnothing,1,1\n");
  private static final SourceFile JSON =
      file("matscholar.json", "{\"LiCoO2\": [0.5, 1], \"NaCl\": [-1, 2]}");

  @Test
  void shouldReadEachVectorAsADocumentAboutItsMaterial() {
    Contents contents = Formats.read(CSV);

    assertThat(contents.statements()).hasSize(2);
    Statement.Document iron = (Statement.Document) contents.statements().get(0);
    assertThat(iron.id()).isEqualTo("mat2vec:Fe");
    assertThat(iron.model()).isEqualTo("mat2vec");
    assertThat(iron.vector()).containsExactly(0.5f, -1);
    assertThat(iron.compositions()).singleElement().hasToString("Fe");
    assertThat(contents.remarks())
        .containsExactly("1 vectors are left out: their names are no formulas");
    assertThat(Formats.read(JSON).statements())
        .extracting(each -> ((Statement.Document) each).id())
        .containsExactly("matscholar:LiCoO2", "matscholar:NaCl");
  }

  @Test
  void shouldReadOrRefuseWhateverItIsGiven() {
    FormatFuzz.check(new VectorsFormat(), 17, List.of(CSV, JSON));
  }

  private static SourceFile file(String name, String text) {
    return new SourceFile(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
