package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiteratureTablesTest {
  @TempDir private Path folder;

  @Test
  void shouldReadVectorsOfElements() throws IOException {
    Path file = folder.resolve("mat2vec.csv");
    Files.writeString(file, "element,0,1\nFe,0.5,-1\nO,0.25,2e-3\nnothing,1,1\n");
    LiteratureInput.ElementTable table = LiteratureTables.elements(file, "mat2vec");
    assertThat(table.model()).isEqualTo(new LiteratureInput.Model("mat2vec", 2));
    assertThat(table.vectors()).containsOnlyKeys(Element.Fe, Element.O);
    assertThat(table.vectors().get(Element.Fe)).containsExactly(0.5f, -1f);
    Files.writeString(file, "element,0,1\nFe,0.5\n");
    assertThatThrownBy(() -> LiteratureTables.elements(file, "mat2vec"))
        .isInstanceOf(ModalityException.class)
        .hasMessage("line 2: has 1 numbers, not 2");
    Files.writeString(file, "element,0,1\nFe,0.5,x\n");
    assertThatThrownBy(() -> LiteratureTables.elements(file, "mat2vec"))
        .isInstanceOf(ModalityException.class)
        .hasMessage("line 2: 'x' is no number");
  }

  @Test
  void shouldCountMentionsOfAllSpellings() throws IOException {
    Path file = folder.resolve("mentions.json.gz");
    String text =
        "{\"Bi2Te3\":[{\"Bi2Te3\":5,\"Bi40Te60\":1},true,null],\"Te3Bi2\":[{\"Te3Bi2\":2},true,null],\"not"
            + " it\":[{\"x\":9},false,null]}";
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(LiteratureTables.mentions(file)).containsExactly(Map.entry("Bi2Te3", 8L));
  }

  @Test
  void shouldReadWhatMat2vecPublished() {
    Path data = Path.of(System.getenv().getOrDefault("ATHANOR_DATA", "../../shared/data"));
    assumeThat(Files.isDirectory(data.resolve("embeddings")))
        .as("published vectors are not here: set ATHANOR_DATA")
        .isTrue();
    LiteratureInput.ElementTable table =
        LiteratureTables.elements(data.resolve("embeddings/crabnet_mat2vec.csv"), "mat2vec");
    assertThat(table.vectors()).hasSize(118);
    assertThat(LiteratureInput.of(table, Composition.parse("BaTiO3")).values()).hasSize(203);
    Map<String, Long> mentions =
        LiteratureTables.mentions(data.resolve("literature/mat2vec_TE_data_used_in_paper.json.gz"));
    assertThat(mentions).hasSizeGreaterThan(30_000);
    assertThat(mentions.get("Bi2Te3")).isGreaterThan(2_500);
  }
}
