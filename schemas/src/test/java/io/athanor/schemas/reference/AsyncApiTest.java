package io.athanor.schemas.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncApiTest {
  /** What {@code athanor audit} reads, and no application. */
  private static final Set<String> FOR_AUDITORS = Set.of("access-audited");

  private final ObjectNode document = AsyncApi.document();

  @Test
  void shouldHoldToTheSpecification() {
    assertThat(AsyncApiRules.broken(document)).isEmpty();
  }

  @Test
  void shouldHaveAChannelForEachTopicAsTheBrokerHasIt() {
    List<String> channels = new ArrayList<>();
    document.path("channels").fieldNames().forEachRemaining(channels::add);
    assertThat(channels).containsExactlyElementsOf(Topics.all().stream().map(Topic::name).toList());
    JsonNode kafka = document.at("/channels/prediction-requested/bindings/kafka");
    assertThat(kafka.path("topicConfiguration").path("retention.ms").asLong())
        .isEqualTo(604_800_000);
    assertThat(document.at("/components/messages/ReadingReported/bindings/kafka/key").toString())
        .contains("sampleId");
  }

  @Test
  void shouldSayOfEachTopicWhoWritesItAndOfAllButTheAuditorsWhoReadsIt() {
    Set<String> written = new TreeSet<>();
    Set<String> read = new TreeSet<>();
    for (Application each : Application.values()) {
      each.writes().forEach(topic -> written.add(topic.name()));
      each.reads().forEach(topic -> read.add(topic.name()));
      assertThat(each.writes()).doesNotHaveDuplicates();
      assertThat(each.reads()).doesNotHaveDuplicates();
    }
    for (Topic<?> topic : Topics.all()) {
      assertThat(written).contains(topic.name());
      assertThat(read.contains(topic.name()) || FOR_AUDITORS.contains(topic.name()))
          .as(topic.name())
          .isTrue();
    }
  }

  @Test
  void shouldWriteSchemasAsAnyLanguageReadsThem() {
    assertThat(document.toString()).doesNotContain("avro.java.string");
    assertThat(document.at("/components/schemas/ReadingReported/schema/fields/0/name").asText())
        .isEqualTo("meta");
  }

  @ParameterizedTest
  @CsvSource({
    "/channels/reading-reported, address, channels/reading-reported/address: is missing",
    "/operations/client-send-reading-reported, action, is neither send nor receive",
    "/components/schemas, ReadingReported, leads nowhere",
    "/components/messages/ReadingReported, payload, payload: is missing",
    "/servers/log/variables, bootstrap, servers/log/variables/bootstrap: has no default",
    "/channels/reading-reported/bindings, kafka, bindings/kafka: is no object"
  })
  void shouldNoticeWhatIsMissing(String place, String field, String reason) {
    broken(root -> ((ObjectNode) root.at(place)).remove(field), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "/channels/reading-reported, adress, /adress: is no field of it",
    "/components/schemas/ReadingReported, schemaFormat, ReadingReported/schemaFormat: is not",
    "'', asyncapi, asyncapi: is not 3.0.0"
  })
  void shouldNoticeWhatIsWrong(String place, String field, String reason) {
    broken(root -> ((ObjectNode) root.at(place)).put(field, "2.6.0"), reason);
  }

  private void broken(Consumer<ObjectNode> change, String reason) {
    change.accept(document);
    assertThat(AsyncApiRules.broken(document)).anyMatch(each -> each.contains(reason));
  }
}
