package io.athanor.formats.escalate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.formats.Payload;
import io.athanor.formats.Samples;
import io.athanor.materials.unit.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EscalateTableTest {
  private static final String TIMED = "2018-12-04T01_52_47.768958+00_00_LBL_A1";

  @Test
  void shouldReadActionsWithQuantitiesInTheirUnits() {
    Contents contents = Formats.read(Samples.escalate());

    Payload.Actions actions =
        (Payload.Actions) Samples.reading(contents, TIMED + "/actions").payload();
    assertThat(actions.steps())
        .extracting(Payload.Action::name)
        .containsExactly("prepare-reagent-1", "heatstir-reagent-1", "react");
    assertThat(actions.steps().get(0).parameters())
        .isEqualTo(Map.of("ZASWJUOMEGBQCQ-UHFFFAOYSA-L", Quantity.of(17.222, "g")));
    assertThat(actions.steps().get(1).parameters())
        .isEqualTo(Map.of("duration", Quantity.of(3600, "s")));
    assertThat(actions.steps().get(2).parameters())
        .isEqualTo(
            Map.of(
                "temperature", Quantity.of(105, "Cel"),
                "stirrate", Quantity.of(750, "/min"),
                "molarity_acid", Quantity.of(8.8, "mol/L")));
    assertThat(actions.steps().get(0).startedAt())
        .isEqualTo(Instant.parse("2018-12-04T01:52:47.768958Z"));
  }

  @Test
  void shouldReadTheOutcomeOfEveryExperimentAndActionsOnlyWithATime() {
    Contents contents = Formats.read(Samples.escalate());

    assertThat(contents.statements()).hasSize(3);
    assertThat(Samples.reading(contents, "2018-11-02_LBL_A1/outcome").payload())
        .isEqualTo(new Payload.Scalars(Map.of("crystal_score", Quantity.of(4, "1"))));
    assertThat(contents.remarks().get(0)).startsWith("1 of 2 experiments state a day but no time");
  }

  @Test
  void shouldRefuseUnknownUnitsAndBrokenRowsByPlace() {
    String text = new String(Samples.escalate().bytes(), StandardCharsets.UTF_8);

    refuses(text.replace("gram", "pinch"), "unknown unit 'pinch'");
    refuses(text.substring(0, text.length() - 6), "line 3");
    refuses(text.replace("A1\t4", "A1\tgood"), "line 3, _out_crystalscore");
  }

  private static void refuses(String text, String reason) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Formats.read(Samples.text("a.tsv", text)))
        .withMessageContaining(reason);
  }
}
