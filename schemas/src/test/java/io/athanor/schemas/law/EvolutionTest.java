package io.athanor.schemas.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Today's events against every frozen version, in both directions; and the law against itself. */
class EvolutionTest {
  private static final String BEFORE =
      """
      {"type":"record","name":"E","namespace":"t","fields":[
        {"name":"id","type":"string"},
        {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
        {"name":"note","type":["null","string"],"default":null},
        {"name":"count","type":"int","default":1},
        {"name":"state","type":{"type":"enum","name":"S","symbols":["A","B"],"default":"A"}},
        {"name":"body","type":[{"type":"record","name":"X","fields":[{"name":"v","type":"double"}]},
                               {"type":"record","name":"Y","fields":[{"name":"w","type":"double"}]}]}
      ]}\
      """;

  @Test
  void shouldReadAndBeReadByEveryFrozenVersion() {
    assertThat(EventSchemas.versions()).isNotEmpty();
    EventSchemas.versions()
        .forEach(
            version ->
                assertThat(
                        EvolutionLaw.breaches(EventSchemas.frozen(version), EventSchemas.events()))
                    .as("%s (the law and the way out: %s/README.md)", version, EventSchemas.HISTORY)
                    .isEmpty());
  }

  @Test
  void shouldHaveFrozenEveryEvent() {
    assertThat(EventSchemas.versions().stream().map(EventSchemas::frozen).map(Map::keySet))
        .last()
        .isEqualTo(EventSchemas.events().keySet());
  }

  @Test
  void shouldCompileWhatIsWritten() {
    EventSchemas.events()
        .forEach(
            (name, schema) ->
                assertThat(Topics.all())
                    .filteredOn(topic -> topic.type().getSimpleName().equals(name))
                    .isNotEmpty()
                    .allSatisfy(
                        topic ->
                            assertThat(
                                    SchemaNormalization.parsingFingerprint64(
                                        SpecificData.get().getSchema(topic.type())))
                                .isEqualTo(SchemaNormalization.parsingFingerprint64(schema))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allowed")
  void shouldAllow(String change, UnaryOperator<String> edit) {
    assertThat(breaches(edit)).as(change).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forbidden")
  void shouldForbid(String change, UnaryOperator<String> edit, String complaint) {
    assertThat(breaches(edit)).as(change).anySatisfy(each -> assertThat(each).contains(complaint));
  }

  @Test
  void shouldForbidRemovingAnEvent() {
    Schema event = new Schema.Parser().parse(BEFORE);
    assertThat(EvolutionLaw.breaches(Map.of("E", event), Map.of("F", event)))
        .containsExactly("E: removed or renamed");
  }

  static Stream<Arguments> allowed() {
    return Stream.of(
        change("nothing", s -> s),
        change(
            "a field with a default",
            s ->
                s.replace(
                    "{\"name\":\"id\"",
                    "{\"name\":\"n\",\"type\":\"int\",\"default\":0},{\"name\":\"id\"")),
        change("a doc", s -> s.replace("{\"name\":\"id\"", "{\"doc\":\"Who.\",\"name\":\"id\"")),
        change(
            "a symbol of an enum with a default",
            s -> s.replace("[\"A\",\"B\"]", "[\"A\",\"B\",\"C\"]")));
  }

  static Stream<Arguments> forbidden() {
    return Stream.of(
        change(
            "a field without a default",
            s ->
                s.replace("{\"name\":\"id\"", "{\"name\":\"n\",\"type\":\"int\"},{\"name\":\"id\""),
            "READER_FIELD_MISSING_DEFAULT_VALUE"),
        change(
            "removing a field without a default",
            s -> s.replace("{\"name\":\"id\",\"type\":\"string\"},", ""),
            "t.E.id: removed or renamed"),
        change(
            "removing a field with a default",
            s -> s.replace("{\"name\":\"count\",\"type\":\"int\",\"default\":1},", ""),
            "t.E.count: removed or renamed"),
        change(
            "renaming a field, even with an alias",
            s -> s.replace("{\"name\":\"id\"", "{\"aliases\":[\"id\"],\"name\":\"identity\""),
            "t.E.id: removed or renamed"),
        change(
            "another type",
            s -> s.replace("\"id\",\"type\":\"string\"", "\"id\",\"type\":\"long\""),
            "TYPE_MISMATCH"),
        change(
            "a wider number",
            s -> s.replace("\"count\",\"type\":\"int\"", "\"count\",\"type\":\"long\""),
            "yesterday's reader: TYPE_MISMATCH"),
        change(
            "another logical type",
            s -> s.replace("timestamp-micros", "timestamp-millis"),
            "t.E.at: type changed"),
        change(
            "another default",
            s -> s.replace("\"default\":1}", "\"default\":2}"),
            "t.E.count: default changed"),
        change(
            "removing a symbol",
            s -> s.replace("[\"A\",\"B\"]", "[\"A\"]"),
            "t.S: symbol B removed"),
        change(
            "another default symbol",
            s -> s.replace("\"default\":\"A\"", "\"default\":\"B\""),
            "t.S: default symbol changed"),
        change(
            "renaming a record in a union",
            s -> s.replace("\"name\":\"X\"", "\"name\":\"Z\""),
            "type t.X removed or renamed"),
        change(
            "a new kind in a union",
            s -> s.replace("\"body\",\"type\":[", "\"body\",\"type\":[\"string\","),
            "yesterday's reader: MISSING_UNION_BRANCH"),
        change(
            "no longer optional",
            s -> s.replace("[\"null\",\"string\"],\"default\":null", "\"string\",\"default\":\"\""),
            "TYPE_MISMATCH"));
  }

  @Test
  void shouldForbidASymbolOfAnEnumWithoutDefault() {
    String closed = BEFORE.replace(",\"default\":\"A\"}", "}");
    assertThat(
            EvolutionLaw.breaches(
                new Schema.Parser().parse(closed),
                new Schema.Parser().parse(closed.replace("[\"A\",\"B\"]", "[\"A\",\"B\",\"C\"]"))))
        .anySatisfy(each -> assertThat(each).contains("MISSING_ENUM_SYMBOLS"));
  }

  private static List<String> breaches(UnaryOperator<String> edit) {
    return EvolutionLaw.breaches(
        new Schema.Parser().parse(BEFORE), new Schema.Parser().parse(edit.apply(BEFORE)));
  }

  private static Arguments change(String what, UnaryOperator<String> edit, String... complaint) {
    return complaint.length == 0
        ? Arguments.of(what, edit)
        : Arguments.of(what, edit, complaint[0]);
  }
}
