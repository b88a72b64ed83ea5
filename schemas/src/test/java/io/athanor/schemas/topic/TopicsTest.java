package io.athanor.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class TopicsTest {
  /** The table of events: topic, key, cleanup, event. The catalogue must say the same. */
  private static final String TABLE =
      """
      reading-reported             | sampleId             | DELETE  | ReadingReported
      simulation-completed         | candidateId          | DELETE  | SimulationCompleted
      literature-embedded          | documentId           | DELETE  | LiteratureEmbedded
      bluesky-document-received    | runUid               | DELETE  | BlueskyDocumentReceived
      instrument-registered        | instrumentId         | COMPACT | InstrumentRegistered
      campaign-defined             | campaignId           | COMPACT | CampaignDefined
      candidate-proposed           | candidateId          | DELETE  | CandidateProposed
      material-updated             | candidateId          | COMPACT | MaterialUpdated
      observation-derived          | campaignId           | DELETE  | ObservationDerived
      prediction-requested         | candidateId          | DELETE  | PredictionRequested
      prediction-made              | candidateId          | COMPACT | PredictionMade
      experiment-proposed          | campaignId           | DELETE  | ExperimentProposed
      experiment-decided           | campaignId           | DELETE  | ExperimentDecided
      experiment-progressed        | campaignId           | DELETE  | ExperimentProgressed
      capacity-granted             | campaignId           | COMPACT | CapacityGranted
      halt-declared                | scope                | COMPACT | HaltDeclared
      failure-diagnosed            | campaignId           | DELETE  | FailureDiagnosed
      campaign-concluded           | campaignId           | DELETE  | CampaignConcluded
      invention-requested          | campaignId           | DELETE  | InventionRequested
      invention-answered           | campaignId           | DELETE  | InventionAnswered
      lessons-requested            | campaignId           | DELETE  | LessonsRequested
      lesson-shared                | campaignId           | DELETE  | LessonShared
      inquiry-opened               | campaignId           | DELETE  | InquiryOpened
      inquiry-answered             | campaignId           | DELETE  | InquiryAnswered
      policy-shadowed              | campaignId           | DELETE  | PolicyShadowed
      shadow-chosen                | campaignId           | DELETE  | ShadowChosen
      shadow-reported              | campaignId           | DELETE  | ShadowReported
      access-audited               | actor                | DELETE  | AccessAudited
      webhook-registered           | webhookId            | COMPACT | WebhookRegistered
      stability-assessed           | candidateId          | COMPACT | StabilityAssessed
      model-released               | modelName@digest     | COMPACT | ModelReleased
      head-federated               | property@modelDigest | COMPACT | HeadFederated
      federation-progressed        | roundId              | DELETE  | FederationProgressed
      drift-detected               | subject              | DELETE  | DriftDetected
      coverage-reported            | subject              | DELETE  | CoverageReported
      dead-letter-streams          | original             | DELETE  | DeadLetter
      dead-letter-inference-worker | original             | DELETE  | DeadLetter
      dead-letter-acquisition      | original             | DELETE  | DeadLetter
      dead-letter-gateway          | original             | DELETE  | DeadLetter
      dead-letter-retried          | letterId             | DELETE  | DeadLetterRetried
      """;

  @Test
  void shouldBeTheTableOfEvents() {
    List<String> catalogue =
        Topics.all().stream()
            .map(
                topic ->
                    String.join(
                        "|",
                        topic.name(),
                        topic.keyName(),
                        topic.cleanup().name(),
                        topic.type().getSimpleName()))
            .toList();
    assertThat(catalogue)
        .containsExactlyElementsOf(TABLE.lines().map(line -> line.replace(" ", "")).toList());
  }

  @Test
  void shouldPartitionAllAlike() {
    assertThat(Topics.all()).allSatisfy(topic -> assertThat(topic.partitions()).isEqualTo(6));
  }

  @Test
  void shouldHoldTheKeyInFieldsOfTheEvent() {
    assertThat(Topics.all())
        .filteredOn(topic -> topic.type() != DeadLetter.class)
        .allSatisfy(
            topic -> {
              for (String name : topic.keyName().split("@", -1)) {
                Schema.Field key = SpecificData.get().getSchema(topic.type()).getField(name);
                assertThat(key).as("%s.%s", topic.name(), name).isNotNull();
                assertThat(key.schema().toString()).contains("string");
              }
            });
  }

  @Test
  void shouldNameSubjectsAfterTopics() {
    assertThat(Topics.READING_REPORTED.subject()).isEqualTo("reading-reported-value");
    assertThat(Topics.all()).extracting(Topic::name).doesNotHaveDuplicates();
  }

  @Test
  void shouldTellTheBrokerHowLongToKeep() {
    assertThat(Topics.CAMPAIGN_DEFINED.configuration())
        .isEqualTo(Map.of("cleanup.policy", "compact"));
    assertThat(Topics.PREDICTION_REQUESTED.configuration())
        .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));
    assertThat(
            new Topic<>(
                    "for-ever", DeadLetter.class, "k", 1, Topic.Cleanup.DELETE, Optional.empty())
                .configuration())
        .containsEntry("retention.ms", "-1");
  }

  @Test
  void shouldNameWhatIsWrong() {
    Optional<Duration> ever = Optional.empty();
    assertThatThrownBy(
            () -> new Topic<>("Bad_Name", DeadLetter.class, "k", 1, Topic.Cleanup.DELETE, ever))
        .hasMessageContaining("'Bad_Name' is not kebab-case");
    assertThatThrownBy(
            () -> new Topic<>("good", DeadLetter.class, " ", 1, Topic.Cleanup.DELETE, ever))
        .hasMessageContaining("topic good: keyName is blank");
    assertThatThrownBy(
            () -> new Topic<>("good", DeadLetter.class, "k", 0, Topic.Cleanup.DELETE, ever))
        .hasMessageContaining("topic good: partitions is 0");
  }
}
