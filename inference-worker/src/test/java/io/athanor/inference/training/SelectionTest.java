package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.inference.model.Cells;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.config.Condition;
import io.athanor.inference.training.config.Labels;
import io.athanor.inference.training.config.Role;
import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.data.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final MaterialGraph GRAPH = Cells.random(1).graph();
  private static final List<Property> PROPERTIES =
      List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.PEROVSKITE_HEAT, Property.BULK_MODULUS);

  @Test
  void shouldTakeEachRowOnceAndNoneThatIsExcluded() throws IOException {
    Selection selection = selection(Map.of(), null, 1, 0, 0, Set.of("b"));
    for (String id : List.of("a", "b", "c", "a", "d")) {
      selection.offer(row(id, "{}"));
    }
    assertThat(selection.samples()).extracting(Sample::id).containsExactly("a", "c", "d");
    assertThat(selection.read()).isEqualTo(5);
    assertThat(selection.samples().get(0).source()).isEqualTo(2);
  }

  @Test
  void shouldTakeEveryNthOfWhatIsLeft() throws IOException {
    Selection selection = selection(Map.of(), null, 3, 1, 2, Set.of("r0"));
    for (int row = 0; row < 12; row++) {
      selection.offer(row("r" + row, "{}"));
    }
    assertThat(selection.samples()).extracting(Sample::id).containsExactly("r2", "r5");
  }

  @Test
  void shouldLookIntoObjectsAndTellMissingFromWrong() throws IOException {
    Condition train = new Condition(List.of("train"), List.of(), null, null);
    Condition notFour = new Condition(List.of(), List.of("4"), null, null);
    Selection selection =
        selection(
            Map.of("split_by_prop.bulk_modulus", train, "mb_fold", notFour),
            null,
            1,
            0,
            0,
            Set.of());
    selection.offer(row("a", "{\"split_by_prop\":{\"bulk_modulus\":\"train\"},\"mb_fold\":1}"));
    selection.offer(row("b", "{\"split_by_prop\":{\"bulk_modulus\":\"test\"},\"mb_fold\":1}"));
    selection.offer(row("c", "{\"split_by_prop\":{\"bulk_modulus\":\"train\"},\"mb_fold\":4}"));
    selection.offer(row("d", "{\"split_by_prop\":{\"bulk_modulus\":\"train\"}}"));
    selection.offer(row("e", "{\"mb_fold\":1}"));
    assertThat(selection.samples()).extracting(Sample::id).containsExactly("a", "d");
  }

  @Test
  void shouldTakeLabelsByTheirOwnAndByOtherNames() throws IOException {
    String row =
        "{\"props\":{\"e_form_matbench\":1.5,\"heat_all\":2.5,\"bulk_modulus\":null,"
            + "\"jarvis\":-3,\"formation_energy_per_atom\":-1}}";
    Selection all = selection(Map.of(), null, 1, 0, 0, Set.of());
    all.offer(row("a", row));
    assertThat(all.samples().get(0).labels())
        .isEqualTo(Map.of(Property.PEROVSKITE_HEAT, 2.5, Property.FORMATION_ENERGY_PER_ATOM, -1.0));
    Selection named =
        selection(
            Map.of(),
            new Labels(Map.of("jarvis", Property.FORMATION_ENERGY_PER_ATOM)),
            1,
            0,
            0,
            Set.of());
    named.offer(row("a", row));
    assertThat(named.samples().get(0).labels())
        .isEqualTo(Map.of(Property.FORMATION_ENERGY_PER_ATOM, -3.0));
    Selection other =
        selection(
            Map.of(),
            new Labels(Map.of("e_form_matbench", Property.PEROVSKITE_HEAT)),
            1,
            0,
            0,
            Set.of());
    other.offer(row("a", row));
    assertThat(other.samples().get(0).labels()).isEqualTo(Map.of(Property.PEROVSKITE_HEAT, 1.5));
  }

  private static Selection selection(
      Map<String, Condition> where,
      Labels labels,
      int every,
      int offset,
      int most,
      Set<String> excluded) {
    SourceConfig source =
        new SourceConfig(
            "s",
            List.of(Role.TRAINING),
            "c",
            "f",
            null,
            where,
            labels,
            null,
            every,
            offset,
            most,
            "none");
    return new Selection(source, 2, PROPERTIES, excluded);
  }

  private static Row row(String id, String fields) throws IOException {
    return new Row(1, id, new ObjectMapper().readTree(fields), GRAPH, GRAPH);
  }
}
