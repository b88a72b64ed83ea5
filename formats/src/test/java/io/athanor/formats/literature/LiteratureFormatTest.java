package io.athanor.formats.literature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.document.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiteratureFormatTest {
  private static final String TWO =
      """
      {"doi": "10.1/a", "model": "m", "vector": [0.5, -1, 2], "title": "Thermoelectric Bi2Te3", "abstract": "In PbTe and TePb, as in Bi2Te3, ..."}
      {"id": "b", "model": "m", "embedding": [1, 1, 1], "materials": ["SnSe", "not a formula"]}
      """;

  private final LiteratureFormat format = new LiteratureFormat();

  @Test
  void shouldReadVectorsAndWhatIsMentioned() {
    assertThat(format.recognises(file(TWO))).isTrue();
    Contents contents = format.read(file(TWO));

    Statement.Document first = (Statement.Document) contents.statements().get(0);
    assertThat(first.id()).isEqualTo("10.1/a");
    assertThat(first.vector()).containsExactly(0.5f, -1f, 2f);
    assertThat(first.compositions().stream().map(c -> c.formula()))
        .containsExactly("Bi2Te3", "PbTe");
    Statement.Document second = (Statement.Document) contents.statements().get(1);
    assertThat(second.compositions().stream().map(c -> c.formula())).containsExactly("SeSn");
    assertThat(contents.remarks())
        .containsExactly("document 2: one of its materials is no formula");
  }

  @Test
  void shouldNameTheDocumentAndWhatItLacks() {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file("{\"id\": \"a\", \"vector\": [1]}")))
        .withMessage("literature vectors, document 1: has no 'model'");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file("{\"id\": \"a\", \"model\": \"m\", \"vector\": [NaN]}")))
        .withMessageContaining("finite");
  }

  @Test
  void shouldSurviveBrokenFiles() {
    Fuzz.run(format, List.of(file(TWO)), 20260108, 10_000);
  }

  private static SourceFile file(String text) {
    return new SourceFile("papers.jsonl", text.getBytes(StandardCharsets.UTF_8));
  }
}
