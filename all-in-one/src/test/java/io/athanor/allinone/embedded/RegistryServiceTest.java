package io.athanor.allinone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryServiceTest {
  private static final String ONE = record("{\"name\":\"a\",\"type\":\"int\"}");
  private static final String OPTIONAL_ADDED =
      record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
  private static final String REQUIRED_ADDED =
      record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");
  private static final String EMPTY = record("");

  private final List<RegistryRecord> log = new ArrayList<>();
  private final RegistryService registry = new RegistryService(RegistryState.EMPTY, log::add);

  @Test
  void shouldGiveOneIdToOneSchemaUnderAnySubject() {
    int id = registry.register("left", ONE);
    assertThat(registry.register("left", ONE)).isEqualTo(id);
    assertThat(registry.register("right", ONE)).isEqualTo(id);
    assertThat(registry.register("right", OPTIONAL_ADDED)).isEqualTo(id + 1);
    assertThat(log).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "BACKWARD, optional, true",
    "BACKWARD, required, false",
    "BACKWARD, empty, true",
    "FORWARD, required, true",
    "FORWARD, empty, false",
    "FULL, optional, true",
    "FULL, required, false",
    "FULL, empty, false",
    "NONE, required, true",
  })
  void shouldHoldTheLevelAgainstTheLastSchema(String level, String next, boolean accepted) {
    registry.setLevel(Optional.of("s"), level);
    registry.register("s", ONE);
    String schema =
        switch (next) {
          case "optional" -> OPTIONAL_ADDED;
          case "required" -> REQUIRED_ADDED;
          default -> EMPTY;
        };
    assertThat(registry.problems("s", schema, Optional.empty()).isEmpty()).isEqualTo(accepted);
    if (accepted) {
      assertThat(registry.register("s", schema)).isEqualTo(2);
    } else {
      assertRefused(RegistryError.INCOMPATIBLE, () -> registry.register("s", schema));
      assertThat(registry.register("other", schema)).as("no id was burnt").isEqualTo(2);
    }
  }

  @Test
  void shouldHoldTransitiveLevelsAgainstEverySchema() {
    registry.register("s", record("{\"name\":\"a\",\"type\":\"int\"}"));
    registry.register("s", EMPTY);
    String text = record("{\"name\":\"a\",\"type\":\"string\",\"default\":\"\"}");
    assertThat(registry.problems("s", text, Optional.empty())).isEmpty();
    registry.setLevel(Optional.empty(), "BACKWARD_TRANSITIVE");
    assertThat(registry.problems("s", text, Optional.empty()))
        .singleElement()
        .asString()
        .contains("TYPE_MISMATCH", "/fields/0/type");
  }

  @Test
  void shouldDeleteSoftlyThenForGood() {
    registry.register("s", ONE);
    registry.register("s", OPTIONAL_ADDED);
    assertRefused(RegistryError.SUBJECT_NOT_SOFT_DELETED, () -> registry.deleteSubject("s", true));
    assertThat(registry.deleteVersion("s", "1", false)).isEqualTo(1);
    assertRefused(
        RegistryError.VERSION_SOFT_DELETED, () -> registry.deleteVersion("s", "1", false));
    assertThat(registry.deleteSubject("s", false)).containsExactly(2);
    assertRefused(RegistryError.SUBJECT_SOFT_DELETED, () -> registry.deleteSubject("s", false));
    assertRefused(RegistryError.SUBJECT_NOT_FOUND, () -> registry.versions("s", false));
    assertThat(registry.byId(1)).as("records in the log still carry the id").hasSize(1);
    assertThat(registry.register("s", ONE)).as("the same schema keeps its id").isEqualTo(1);
    assertThat(registry.version("s", "latest", false).version()).isEqualTo(3);
    assertRefused(
        RegistryError.VERSION_NOT_SOFT_DELETED, () -> registry.deleteVersion("s", "3", true));
    registry.deleteSubject("s", false);
    assertThat(registry.deleteSubject("s", true)).containsExactly(1, 2, 3);
    assertRefused(RegistryError.SUBJECT_NOT_FOUND, () -> registry.deleteSubject("s", false));
  }

  @Test
  void shouldRefuseWithConfluentsCodes() {
    assertRefused(RegistryError.SUBJECT_NOT_FOUND, () -> registry.version("s", "1", false));
    registry.register("s", ONE);
    assertRefused(RegistryError.VERSION_NOT_FOUND, () -> registry.version("s", "9", false));
    assertRefused(RegistryError.INVALID_VERSION, () -> registry.version("s", "first", false));
    assertRefused(RegistryError.INVALID_VERSION, () -> registry.version("s", "0", false));
    assertRefused(RegistryError.SCHEMA_NOT_FOUND, () -> registry.byId(77));
    assertRefused(RegistryError.SCHEMA_NOT_FOUND, () -> registry.lookUp("s", EMPTY, false));
    assertRefused(RegistryError.INVALID_SCHEMA, () -> registry.register("s", "{\"type\":\"nil\"}"));
    assertRefused(RegistryError.INVALID_SCHEMA, () -> registry.register("s", "no schema"));
    assertRefused(RegistryError.INVALID_LEVEL, () -> registry.setLevel(Optional.empty(), "ODD"));
    assertRefused(RegistryError.INVALID_MODE, () -> registry.setMode(Optional.empty(), "IMPORT"));
    assertRefused(
        RegistryError.SUBJECT_LEVEL_NOT_SET, () -> registry.level(Optional.of("s"), false));
    assertRefused(RegistryError.SUBJECT_MODE_NOT_SET, () -> registry.mode(Optional.of("s"), false));
  }

  @Test
  void shouldTakeNothingWhileReadOnly() {
    registry.register("s", ONE);
    registry.setMode(Optional.of("s"), "READONLY");
    assertRefused(RegistryError.NOT_PERMITTED, () -> registry.register("s", OPTIONAL_ADDED));
    assertThat(registry.register("s", ONE)).as("what is there is still answered").isEqualTo(1);
    assertRefused(RegistryError.NOT_PERMITTED, () -> registry.deleteSubject("s", false));
    registry.unsetMode(Optional.of("s"));
    assertThat(registry.register("s", OPTIONAL_ADDED)).isEqualTo(2);
  }

  @Test
  void shouldComeBackFromItsRecordsAsItWas() {
    registry.register("s", ONE);
    registry.register("s", OPTIONAL_ADDED);
    registry.register("t", EMPTY);
    registry.setLevel(Optional.empty(), "full");
    registry.setLevel(Optional.of("s"), "forward_transitive");
    registry.unsetLevel(Optional.of("s"));
    registry.setMode(Optional.of("t"), "readonly");
    registry.deleteVersion("s", "1", false);
    registry.deleteVersion("s", "1", true);
    registry.deleteSubject("s", false);
    RegistryState replayed = RegistryState.EMPTY;
    for (RegistryRecord each : log) {
      RegistryRecords.Entry entry = RegistryRecords.write(each);
      replayed = replayed.apply(RegistryRecords.read(entry.key(), entry.value()));
    }
    assertThat(replayed).isEqualTo(registry.state());
  }

  @Test
  void shouldWriteTheReferencesKeysAndReadWhatItDoesNotKnow() {
    registry.register("s", ONE);
    registry.setLevel(Optional.empty(), "FULL");
    assertThat(log.stream().map(RegistryRecords::write).map(RegistryRecords.Entry::key))
        .containsExactly(
            "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}",
            "{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}");
    assertThat(RegistryRecords.read("{\"keytype\":\"NOOP\",\"magic\":0}", Optional.empty()))
        .isEqualTo(new RegistryRecord.Ignored());
  }

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
  }

  private static void assertRefused(int code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RegistryError.class, error -> assertThat(error.code()).isEqualTo(code));
  }
}
