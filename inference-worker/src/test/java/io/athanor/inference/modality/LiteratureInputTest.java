package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiteratureInputTest {
  private static final LiteratureInput.Model MODEL = new LiteratureInput.Model("mat2vec", 4);
  private static final LiteratureInput.ElementTable TABLE =
      new LiteratureInput.ElementTable(
          MODEL,
          Map.of(
              Element.Na, new float[] {1, 0, 0, 0},
              Element.Cl, new float[] {0, 3, 0, 0}));

  @Test
  void shouldKeepDirectionLengthAndMentionsApart() {
    LiteratureInput once =
        LiteratureInput.of(MODEL, "mat2vec", new float[] {0.2f, 0, -0.2f, 0.1f}, 9);
    LiteratureInput twice =
        LiteratureInput.of(MODEL, "mat2vec", new float[] {0.4f, 0, -0.4f, 0.2f}, 9);
    double square = 0;
    for (int i = 0; i < 4; i++) {
      square += once.values()[i] * once.values()[i];
      assertThat(twice.values()[i]).isCloseTo(once.values()[i], within(1e-6f));
    }
    assertThat(square / 4).isCloseTo(1, within(1e-6));
    assertThat(twice.values()[4] - once.values()[4])
        .isCloseTo((float) Math.log10(2), within(1e-5f));
    assertThat(once.values()[5]).isEqualTo(1f);
    assertThat(once.values()[6]).isEqualTo(1f);
    assertThat(once.values()).hasSize(MODEL.size());
  }

  @Test
  void shouldAverageElementsByAtomicFraction() {
    float[] mean = TABLE.mean(Composition.parse("Na3Cl"));
    assertThat(mean).containsExactly(0.75f, 0.75f, 0, 0);
    LiteratureInput input = LiteratureInput.of(TABLE, Composition.parse("Na3Cl"));
    assertThat(input.values()[0]).isEqualTo(input.values()[1]).isCloseTo(1.41421f, within(1e-4f));
    assertThat(input.values()[6]).as("mentions known").isZero();
    assertThatThrownBy(() -> TABLE.mean(Composition.parse("KCl")))
        .isInstanceOf(ModalityException.class)
        .hasMessage("composition: the literature model has no vector of K");
  }

  @Test
  void shouldRefuseVectorsOfAnotherKind() {
    assertThatThrownBy(() -> LiteratureInput.of(MODEL, "matscholar", new float[4], 0))
        .isInstanceOf(ModalityException.class)
        .hasMessage("model: is 'matscholar' but the network knows 'mat2vec'");
    assertThatThrownBy(() -> LiteratureInput.of(MODEL, "mat2vec", new float[5], 0))
        .isInstanceOf(ModalityException.class)
        .hasMessage("vector: has 5 numbers but mat2vec has 4");
    assertThatThrownBy(() -> LiteratureInput.of(MODEL, "mat2vec", new float[4], 0))
        .isInstanceOf(ModalityException.class)
        .hasMessage("vector: is zero, which says nothing");
    assertThatThrownBy(
            () -> LiteratureInput.of(MODEL, "mat2vec", new float[] {1, Float.NaN, 0, 0}, 0))
        .isInstanceOf(ModalityException.class)
        .hasMessage("vector: [1] must be finite but is NaN");
    assertThatThrownBy(
            () -> new LiteratureInput.ElementTable(MODEL, Map.of(Element.O, new float[3])))
        .isInstanceOf(ModalityException.class)
        .hasMessage("vector: of O has 3 numbers, not 4");
  }
}
