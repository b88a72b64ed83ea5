package io.athanor.formats.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.formats.SourceFile;
import io.athanor.formats.document.DataFiles;
import io.athanor.formats.text.Lines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Thirty-two tables of Olympus (Haese et al., Mach. Learn.: Sci. Technol. 2 (2021) 035021) against
 * the descriptions that come with them: the draft sees the tables only.
 */
class RealTablesTest {
  private static final String FOLDER = "closed-loop/olympus";

  private final List<String> wrong = new ArrayList<>();
  private int columns;
  private int roles;
  private int kinds;
  private int objectives;
  private int goals;

  @Test
  void mostColumnsAndGoalsAreGuessedRight() throws IOException {
    Map<String, SourceFile> tables =
        DataFiles.files(FOLDER, "*.csv").stream()
            .collect(Collectors.toMap(SourceFile::name, Function.identity()));
    List<SourceFile> descriptions = DataFiles.files(FOLDER, "*.meta.json");
    for (SourceFile each : descriptions) {
      String name = each.name().replace(".meta.json", "");
      Draft draft = Drafting.of(Lines.text(tables.get(name + ".csv").bytes()), Edits.NONE);
      compare(name, draft, new ObjectMapper().readTree(each.bytes()));
    }
    assertThat(descriptions).hasSizeGreaterThan(30);
    assertThat((double) roles / columns).as("roles, wrong: %s", wrong).isGreaterThan(0.97);
    assertThat((double) kinds / columns).as("kinds, wrong: %s", wrong).isGreaterThan(0.95);
    assertThat((double) goals / objectives).as("goals, wrong: %s", wrong).isGreaterThan(0.88);
  }

  @Test
  void catalystPlatesAreMixturesOfSixWithFourAtMost() {
    Draft draft =
        Drafting.of(Lines.text(DataFiles.file(FOLDER + "/oer_plate_3496.csv").bytes()), Edits.NONE);
    assertThat(draft.groups()).singleElement().extracting(Group::most).isEqualTo(4);
    assertThat(draft.groups()).singleElement().extracting(Group::divisions).isEqualTo(10);
  }

  private void compare(String name, Draft draft, JsonNode meta) {
    Map<String, ColumnDraft> drafts =
        draft.columns().stream().collect(Collectors.toMap(ColumnDraft::header, each -> each));
    for (JsonNode each : meta.get("parameters")) {
      ColumnDraft column = drafts.get(each.get("name").asText());
      boolean constant = column.role() == Role.CONSTANT;
      boolean role = constant || column.role() == Role.PARAMETER;
      boolean named = each.get("type").asText().equals("categorical");
      count(
          name, column, role, constant || (role && column.kind().orElseThrow().isNamed() == named));
    }
    JsonNode measured = meta.get("measurements");
    for (int i = 0; i < measured.size(); i++) {
      ColumnDraft column = drafts.get(measured.get(i).get("name").asText());
      boolean outcome = column.role() == Role.OUTCOME;
      count(name, column, outcome, outcome);
      JsonNode all = meta.get("goal");
      JsonNode own = measured.get(i).get("goal");
      String goal = own != null ? own.asText() : all.isArray() ? all.get(i).asText() : all.asText();
      objectives++;
      goals += column.goal().filter(goal::equals).isPresent() ? 1 : 0;
    }
  }

  private void count(String name, ColumnDraft column, boolean role, boolean kind) {
    columns++;
    roles += role ? 1 : 0;
    kinds += kind ? 1 : 0;
    if (!kind) {
      wrong.add(name + "." + column.header() + " is taken for " + column.role());
    }
  }
}
