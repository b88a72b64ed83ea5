package io.athanor.formats.literature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.document.DataFiles;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.FormulaExtractor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaterialMentionsTest {
  @Test
  void shouldReadCountsBySpelling() {
    MaterialMentions mentions =
        MaterialMentions.read(
            file(
                "{\"PbTe\": [{\"PbTe\": 5, \"TePb\": 2}, true, [107.1, 1, 1]], \"lead\": [{},"
                    + " false, null]}"));

    assertThat(mentions.skipped()).isEqualTo(1);
    MaterialMentions.Entry entry = mentions.entries().get(0);
    assertThat(entry.composition().formula()).isEqualTo("PbTe");
    assertThat(entry.count()).isEqualTo(7);
    assertThat(entry.withKeywords()).isTrue();
    assertThat(entry.powerFactor()).contains(107.1);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> MaterialMentions.read(file("{\"PbTe\": [{\"PbTe\": \"many\"}]}")))
        .withMessage("mat2vec mentions, PbTe: has a count that is none");
  }

  @Test
  void shouldReproduceThePublishedMeansFromTheRealFile() {
    MaterialMentions mentions =
        MaterialMentions.read(DataFiles.file("literature/mat2vec_TE_data_used_in_paper.json.gz"));

    assertThat(mentions.entries().size() + mentions.skipped()).isEqualTo(35_681);
    assertThat(mean(mentions, true)).as("known thermoelectrics").isCloseTo(17.1, within(0.1));
    assertThat(mean(mentions, false)).as("candidates").isCloseTo(11.5, within(0.1));
  }

  @Test
  void shouldFindTheSpellingsOfRealAbstractsInASentence() {
    MaterialMentions mentions =
        MaterialMentions.read(DataFiles.file("literature/mat2vec_TE_data_used_in_paper.json.gz"));
    long found = 0;
    long all = 0;
    int spellings = 0;
    int spellingsFound = 0;
    for (MaterialMentions.Entry entry : mentions.entries()) {
      for (Map.Entry<String, Long> each : entry.spellings().entrySet()) {
        // names of elements and single symbols are another question
        if (entry.composition().elements().size() < 2) {
          continue;
        }
        String text = "In this work, films of " + each.getKey() + " were studied.";
        boolean hit =
            FormulaExtractor.extract(text).stream()
                .anyMatch(mention -> isSame(mention.composition(), entry.composition()));
        all += each.getValue();
        found += hit ? each.getValue() : 0;
        spellings++;
        spellingsFound += hit ? 1 : 0;
      }
    }
    // what is missed is mostly no formula in truth: HeLa, H1N1, CB1, NS3
    assertThat((double) found / all).as("weighted by abstracts").isGreaterThan(0.98);
    assertThat((double) spellingsFound / spellings).as("by spelling").isGreaterThan(0.94);
  }

  /** The file's keys are rounded to integers. */
  private static boolean isSame(Composition one, Composition other) {
    return one.elements().equals(other.elements())
        && one.elements().stream()
            .allMatch(e -> Math.abs(one.fraction(e) - other.fraction(e)) < 1e-3);
  }

  private static double mean(MaterialMentions mentions, boolean known) {
    return mentions.entries().stream()
        .filter(entry -> entry.withKeywords() == known && entry.powerFactor().isPresent())
        .mapToDouble(entry -> entry.powerFactor().get())
        .average()
        .orElseThrow();
  }

  private static SourceFile file(String text) {
    return new SourceFile("mentions.json", text.getBytes(StandardCharsets.UTF_8));
  }
}
