package io.athanor.generator.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolumeModelTest {
  private static final Map<Element, Double> TRUE =
      Map.of(Element.Na, 26.0, Element.K, 44.0, Element.Cl, 22.0, Element.Br, 29.0);

  private static Blueprint salt(Element cation, Element anion) {
    Blueprint salt =
        Corpus.mined(
            PrototypeLibrary.materials().stream()
                .filter(each -> each.id().equals("rock salt"))
                .findFirst()
                .orElseThrow()
                .crystal());
    return salt.with(0, cation).with(1, anion).scaledTo((TRUE.get(cation) + TRUE.get(anion)) / 2);
  }

  @Test
  void foundVolumesPredictTheCellThatWasLeftOut() {
    List<Material> materials = new ArrayList<>();
    for (int copy = 0; copy < 20; copy++) {
      materials.add(new Material("NaCl" + copy, salt(Element.Na, Element.Cl).crystal()));
      materials.add(new Material("NaBr" + copy, salt(Element.Na, Element.Br).crystal()));
      materials.add(new Material("KCl" + copy, salt(Element.K, Element.Cl).crystal()));
    }
    VolumeModel model = VolumeModel.of(Corpus.of(materials, 20));
    Blueprint known = salt(Element.K, Element.Cl);
    Blueprint changed = model.fitted(known, known.with(1, Element.Br));
    double expected = salt(Element.K, Element.Br).cell().volume();
    assertThat(changed.cell().volume() / expected).isCloseTo(1, within(0.03));
    assertThat(model.error(List.of(salt(Element.Na, Element.Br).crystal()))).isLessThan(0.03);
  }

  @Test
  void withoutACorpusLargerAtomsTakeMoreRoom() {
    VolumeModel guess = VolumeModel.of(Corpus.of(List.of(), 20));
    assertThat(guess.of(Element.Cs)).isGreaterThan(guess.of(Element.Na));
    assertThat(guess.of(Element.F)).isBetween(4.0, 12.0);
  }
}
