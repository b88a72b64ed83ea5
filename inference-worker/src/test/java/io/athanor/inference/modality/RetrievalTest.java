package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.athanor.inference.modality.RetrievalData.Entry;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrievalTest {
  private static final List<Element> CATIONS = List.of(Element.Li, Element.Mg, Element.Ag);

  @Test
  void shouldLearnToTellAFewStructuresApart() {
    List<Entry> entries = entries();
    try (RetrievalNetwork network = new RetrievalNetwork(3)) {
      List<Double> losses = new ArrayList<>();
      training(5).run(network, entries, (shown, loss) -> losses.add(loss));
      assertThat(losses.get(0)).isGreaterThan(1.0);
      assertThat(losses.get(losses.size() - 1)).isLessThan(0.5 * losses.get(0));
    }
  }

  @Test
  void shouldRepeatATrainingBitForBit() {
    float[] first = trained(5);
    assertThat(trained(5)).containsExactly(first);
    assertThat(trained(6)).isNotEqualTo(first);
  }

  @Test
  void shouldFindUnseenStructuresBetterThanThePlainCosine() {
    Path data = Path.of(System.getenv().getOrDefault("ATHANOR_DATA", "../../shared/data"));
    assumeThat(Files.isDirectory(data.resolve("structures")))
        .as("structures are not here: set ATHANOR_DATA")
        .isTrue();
    RetrievalBench.Figures figures = RetrievalBench.run(data, 1, 8_000, 200, 8, line -> {});
    assertThat(figures.gallery()).isEqualTo(200);
    assertThat(figures.rows()).hasSize(4);
    assertThat(figures.parameters()).isLessThan(300_000);
    for (String patterns : List.of("laboratory", "wide")) {
      RetrievalBench.Row learnt = figures.row("contrast", patterns);
      RetrievalBench.Row plain = figures.row("cosine", patterns);
      assertThat(learnt.recallAt1().low()).as(patterns).isGreaterThan(plain.recallAt1().value());
      assertThat(learnt.recallAt10().value()).isGreaterThan(learnt.recallAt1().value());
    }
  }

  private static RetrievalTraining training(long seed) {
    return new RetrievalTraining(1_800, 36, 4, 0.003, 0.02, 0, seed);
  }

  private static float[] trained(long seed) {
    try (RetrievalNetwork network = new RetrievalNetwork(3)) {
      new RetrievalTraining(144, 36, 4, 0.003, 0.02, 0.5, seed)
          .run(network, entries(), (shown, loss) -> {});
      return network.weights().get("pattern/hidden");
    }
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Element cation : CATIONS) {
      for (Element anion : List.of(Element.F, Element.Br)) {
        for (int i = 0; i < 6; i++) {
          Crystal crystal = Phases.rockSalt(cation, anion, 4.2 + 0.25 * i);
          entries.add(Entry.of(new StructureRow("r" + i, "", crystal)));
        }
      }
    }
    return entries;
  }
}
