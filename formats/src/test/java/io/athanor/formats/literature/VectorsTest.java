package io.athanor.formats.literature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;

import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.document.DataFiles;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VectorsTest {
  @Test
  void shouldWeightElementsByTheirFractions() {
    ElementVectors vectors =
        ElementVectors.of(VectorTable.read(file("element,0,1\nH,1,0\nO,0,3\n")));

    assertThat(vectors.dimensions()).isEqualTo(2);
    assertThat(vectors.vector(Composition.parse("H2O")).orElseThrow())
        .containsExactly(new double[] {2 / 3.0, 1}, offset(1e-15));
    assertThat(vectors.vector(Composition.parse("H4O2")).orElseThrow())
        .containsExactly(new double[] {2 / 3.0, 1}, offset(1e-15));
    assertThat(vectors.vector(Composition.parse("NaCl"))).isEmpty();
  }

  @Test
  void shouldAverageTheSpellingsOfAMaterial() {
    MaterialVectors vectors =
        MaterialVectors.of(
            VectorTable.read(file("{\"PbTe\": [1, 2], \"TePb\": [3, 4], \"oven\": [9, 9]}")));

    assertThat(vectors.vector(Composition.parse("Pb2Te2")).orElseThrow()).containsExactly(2, 3);
    assertThat(vectors.size()).isEqualTo(1);
    assertThat(vectors.skipped()).isEqualTo(1);
  }

  @Test
  void shouldNameTheLineThatIsWrong() {
    assertRefused("element,0,1\nH,1,0\nO,0\n", "vector table, O: has 1 numbers, the first has 2");
    assertRefused("element,0\nH,much\n", "line 2: holds something else than finite numbers");
    assertRefused("element,0\nH,1\nH,2\n", "line 3: gives a name a second vector");
    assertRefused("", "holds no vector");
    assertRefused("{\"H\": [1, null]}", "vector table, H: holds something else");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> ElementVectors.of(VectorTable.read(file("element,0\nOven,1\n"))))
        .withMessageContaining("no element");
  }

  @Test
  void shouldReadTheRealElementVectors() {
    ElementVectors mat2vec =
        ElementVectors.of(VectorTable.read(DataFiles.file("embeddings/crabnet_mat2vec.csv")));
    ElementVectors matscholar =
        ElementVectors.of(VectorTable.read(DataFiles.file("embeddings/aviary_matscholar200.json")));

    assertThat(mat2vec.dimensions()).isEqualTo(200);
    assertThat(mat2vec.elements()).hasSize(118);
    assertThat(matscholar.dimensions()).isEqualTo(200);
    assertThat(matscholar.elements()).hasSize(103);
    for (ElementVectors vectors : new ElementVectors[] {mat2vec, matscholar}) {
      double alike = cosine(vectors, Element.K, Element.Rb);
      assertThat(alike).isGreaterThan(cosine(vectors, Element.K, Element.Cl));
    }
  }

  private static double cosine(ElementVectors vectors, Element one, Element other) {
    double[] u = vectors.vector(Composition.parse(one.symbol())).orElseThrow();
    double[] v = vectors.vector(Composition.parse(other.symbol())).orElseThrow();
    double uv = 0;
    double uu = 0;
    double vv = 0;
    for (int i = 0; i < u.length; i++) {
      uv += u[i] * v[i];
      uu += u[i] * u[i];
      vv += v[i] * v[i];
    }
    return uv / Math.sqrt(uu * vv);
  }

  private static void assertRefused(String text, String message) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> VectorTable.read(file(text)))
        .withMessageContaining(message);
  }

  private static SourceFile file(String text) {
    return new SourceFile("vectors", text.getBytes(StandardCharsets.UTF_8));
  }
}
