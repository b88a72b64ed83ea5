package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.campaign.Outcome;
import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.CapacityGranted;
import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.HeadFederated;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.LessonShared;
import io.athanor.event.LessonsRequested;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.ObservationDerived;
import io.athanor.event.OffsetSeen;
import io.athanor.event.PredictionMade;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A folded campaign in memory with what its proposals repeat from the events: a cache of the
 * journal, never more. Owned by one stream thread.
 */
final class LiveCampaign {
  /** Decoded, with what the shell needs of any event. */
  record Fact(CampaignEvent event, Meta meta, Optional<Instant> readingRecordedAt) {}

  private final EventCodecs codecs;
  private final Campaign campaign;
  private final Map<String, Map<Integer, Long>> offsets = new TreeMap<>();
  private final Set<String> expiriesSaid = new HashSet<>();
  private final Map<String, byte[]> halts = new HashMap<>();
  private final Map<String, Instant> proposedAt = new HashMap<>();
  private CampaignDefined definition;
  private byte[] head;
  private int lent;
  private long sequence;
  private long looked = -1;

  LiveCampaign(EventCodecs codecs, Duration grace) {
    this.codecs = codecs;
    this.campaign = new Campaign(grace);
  }

  Campaign campaign() {
    return campaign;
  }

  /** The definition that holds, as it was written. */
  CampaignDefined definition() {
    return definition;
  }

  Candidate pooled(int index) {
    return campaign.material(index).orElseThrow();
  }

  /** Where in the journal the next entry goes. */
  long nextSequence() {
    return sequence;
  }

  /** When an experiment of this campaign was proposed. */
  Instant proposedAt(String experimentId) {
    return proposedAt.get(experimentId);
  }

  /** Whether this word on a halt is news here; the end of one it never heard of is none. */
  boolean isNews(String scope, byte[] halt) {
    byte[] known = halts.get(scope);
    try {
      return known == null ? codecs.halt.decode(halt).getHalted() : !Arrays.equals(known, halt);
    } catch (UndecodableException e) {
      // news that will be refused, once
      return true;
    }
  }

  /** This word on a halt is no news any more, whatever came of it. */
  void heard(String scope, byte[] halt) {
    halts.put(scope, halt);
  }

  /** Whether the campaign sees what a model says. */
  boolean seesModels() {
    return campaign.definition().filter(CampaignDefinition::needsPredictions).isPresent();
  }

  /** Whether the releases of this edition have not been looked at; they have been then. */
  boolean firstLook(long edition) {
    boolean first = edition != looked;
    looked = edition;
    return first;
  }

  /** Whether this word of several sites is news here. */
  boolean isNews(byte[] said) {
    return !Arrays.equals(head, said);
  }

  /** It is no news any more, whatever came of it. */
  void heard(byte[] said) {
    head = said;
  }

  /** How many measurements those who learn from this campaign have been told. */
  int lent() {
    return lent;
  }

  /** They have been told of all there are. */
  void lentAll() {
    lent = campaign.measured().size();
  }

  /** Key of what several sites know of the objective; empty where the campaign does not ask. */
  Optional<String> headKey() {
    return campaign
        .definition()
        .filter(each -> each.policy().teachers().federated())
        .flatMap(each -> campaign.modelDigest().map(digest -> each.property() + "@" + digest));
  }

  /** Scopes of halts that concern this campaign. */
  List<String> haltScopes() {
    String tenant = definition.getMeta().getTenant();
    String own = "campaign/" + definition.getCampaignId();
    return tenant == null ? List.of("all", own) : List.of("all", "tenant/" + tenant, own);
  }

  /** Whether this settlement has not been said since the campaign was loaded; says so once. */
  boolean firstSettlement(Decision.Settle settle) {
    return expiriesSaid.add(settle.experimentId() + "/" + settle.epoch() + "/" + settle.state());
  }

  /** Whether this expiry has not been said since the campaign was loaded; says so once. */
  boolean firstExpiry(String experimentId, int epoch, Instant since) {
    return expiriesSaid.add(experimentId + "/" + epoch + "/" + since);
  }

  /** How far this campaign has read, sorted. */
  List<OffsetSeen> offsetsSeen() {
    List<OffsetSeen> seen = new ArrayList<>();
    offsets.forEach(
        (topic, partitions) ->
            partitions.forEach(
                (partition, offset) -> seen.add(new OffsetSeen(topic, partition, offset))));
    return seen;
  }

  /** Decodes and folds one event; empty if it does not concern campaigns. */
  Optional<Outcome> take(String campaignId, Origin origin, byte[] bytes, Consumption consumption) {
    Optional<Fact> fact = decode(campaignId, origin.topic(), bytes);
    if (fact.isEmpty()) {
      return Optional.empty();
    }
    Outcome outcome = campaign.apply(fact.get().event());
    if (outcome instanceof Outcome.Accepted) {
      remember(origin, bytes, fact.get());
      consumption.accepted(fact.get());
    }
    return Optional.of(outcome);
  }

  /** Told about what was accepted. */
  interface Consumption {
    /** A new fact. */
    void accepted(Fact fact);
  }

  private void remember(Origin origin, byte[] bytes, Fact fact) {
    sequence++;
    if (fact.event() instanceof CampaignEvent.HeadLearned) {
      heard(bytes);
    } else if (fact.event() instanceof CampaignEvent.HaltDeclared halt) {
      heard(halt.scope(), bytes);
    } else if (fact.event() instanceof CampaignEvent.ExperimentProposed proposal) {
      proposedAt.put(proposal.experimentId(), fact.meta().getRecordedAt());
    }
    if (origin.partition() >= 0) {
      offsets
          .computeIfAbsent(origin.topic(), topic -> new TreeMap<>())
          .merge(origin.partition(), origin.offset(), Math::max);
    }
    if (origin.topic().equals(Topics.CAMPAIGN_DEFINED.name())) {
      definition = codecs.campaign.decode(bytes);
    }
  }

  private Optional<Fact> decode(String campaignId, String topic, byte[] bytes) {
    if (topic.equals(Topics.CAMPAIGN_DEFINED.name())) {
      CampaignDefined event = codecs.campaign.decode(bytes);
      requireKey(campaignId, event.getCampaignId());
      return fact(
          new CampaignEvent.CampaignDefined(DefinitionMapper.definition(event)), event.getMeta());
    }
    if (topic.equals(Topics.MATERIAL_UPDATED.name())) {
      MaterialUpdated event = codecs.material.decode(bytes);
      return fact(EventMapper.admitted(event, known(campaignId)), event.getMeta());
    }
    if (topic.equals(Topics.PREDICTION_MADE.name())) {
      PredictionMade event = codecs.prediction.decode(bytes);
      return fact(EventMapper.predicted(event, known(campaignId)), event.getMeta());
    }
    if (topic.equals(Topics.DEAD_LETTER_INFERENCE_WORKER.name())) {
      DeadLetter letter = codecs.deadLetter.decode(bytes);
      known(campaignId);
      return Unscorable.request(codecs, letter)
          .flatMap(
              request ->
                  fact(
                      CampaignEvent.PredictionReceived.unscorable(
                          request.getCandidateId(),
                          Optional.ofNullable(request.getModelDigest()).orElse("")),
                      letter.getMeta()));
    }
    if (topic.equals(Topics.OBSERVATION_DERIVED.name())) {
      ObservationDerived event = codecs.observation.decode(bytes);
      if (event.getCampaignId() == null) {
        return Optional.empty();
      }
      requireKey(campaignId, event.getCampaignId());
      return Optional.of(
          new Fact(
              EventMapper.observed(event, known(campaignId)),
              event.getMeta(),
              Optional.of(event.getReadingRecordedAt())));
    }
    if (topic.equals(Topics.EXPERIMENT_PROGRESSED.name())) {
      ExperimentProgressed event = codecs.progress.decode(bytes);
      requireKey(campaignId, event.getCampaignId());
      known(campaignId);
      return fact(new CampaignEvent.ExperimentMoved(event), event.getMeta());
    }
    if (topic.equals(Topics.EXPERIMENT_DECIDED.name())) {
      ExperimentDecided event = codecs.decision.decode(bytes);
      requireKey(campaignId, event.getCampaignId());
      return fact(ActionMapper.decided(event, known(campaignId)), event.getMeta());
    }
    if (topic.equals(Topics.CAPACITY_GRANTED.name())) {
      CapacityGranted event = codecs.grant.decode(bytes);
      requireKey(campaignId, event.getCampaignId());
      known(campaignId);
      return fact(new CampaignEvent.CapacityGranted(event.getSlots()), event.getMeta());
    }
    if (topic.equals(Topics.FAILURE_DIAGNOSED.name())) {
      FailureDiagnosed event = codecs.diagnosis.decode(bytes);
      known(campaignId);
      return fact(new CampaignEvent.FailureDiagnosed(event.getExperimentId()), event.getMeta());
    }
    if (topic.equals(Topics.HALT_DECLARED.name())) {
      HaltDeclared event = codecs.halt.decode(bytes);
      known(campaignId);
      return fact(
          new CampaignEvent.HaltDeclared(event.getScope(), event.getHalted(), event.getEpoch()),
          event.getMeta());
    }
    if (topic.equals(Topics.MODEL_RELEASED.name())) {
      ModelReleased event = codecs.release.decode(bytes);
      known(campaignId);
      return fact(new CampaignEvent.ModelReleased(event), event.getMeta());
    }
    if (topic.equals(Topics.INVENTION_REQUESTED.name())) {
      InventionRequested event = codecs.inventionRequest.decode(bytes);
      known(campaignId);
      return fact(InventionMapper.requested(event), event.getMeta());
    }
    if (topic.equals(Topics.INVENTION_ANSWERED.name())) {
      InventionAnswered event = codecs.inventionAnswer.decode(bytes);
      requireKey(campaignId, event.getCampaignId());
      known(campaignId);
      return fact(InventionMapper.answered(event), event.getMeta());
    }
    if (topic.equals(Topics.LESSONS_REQUESTED.name())) {
      LessonsRequested event = codecs.lessonsRequested.decode(bytes);
      requireKey(campaignId, event.getCampaignId());
      known(campaignId);
      requireTenant(event.getMeta(), "borrower");
      return fact(new CampaignEvent.LessonsRequested(event.getBorrower()), event.getMeta());
    }
    if (topic.equals(Topics.LESSON_SHARED.name())) {
      LessonShared event = codecs.lesson.decode(bytes);
      requireKey(campaignId, event.getCampaignId());
      CampaignEvent.LessonLearned lesson = LessonMapper.learned(event, known(campaignId));
      requireTenant(event.getMeta(), "lender");
      return fact(lesson, event.getMeta());
    }
    if (topic.equals(Topics.HEAD_FEDERATED.name())) {
      HeadFederated event = codecs.head.decode(bytes);
      known(campaignId);
      return fact(LessonMapper.learned(event), event.getMeta());
    }
    if (topic.equals(Topics.CAMPAIGN_CONCLUDED.name())) {
      CampaignConcluded event = codecs.conclusion.decode(bytes);
      known(campaignId);
      return fact(new CampaignEvent.CampaignEnded(event.getRule()), event.getMeta());
    }
    ExperimentProposed event = codecs.proposal.decode(bytes);
    return fact(EventMapper.proposed(event, known(campaignId)), event.getMeta());
  }

  private static Optional<Fact> fact(CampaignEvent event, Meta meta) {
    return Optional.of(new Fact(event, meta, Optional.empty()));
  }

  private CampaignDefinition known(String campaignId) {
    return campaign
        .definition()
        .orElseThrow(
            () ->
                new RefusedException(
                    "unknown-campaign",
                    "campaignId",
                    "campaign " + campaignId + " is not defined"));
  }

  /** Campaigns of one tenant learn from each other, and from nobody else. */
  private void requireTenant(Meta other, String field) {
    if (!Objects.equals(other.getTenant(), definition.getMeta().getTenant())) {
      throw new RefusedException(
          "invalid-field", field, "campaigns of different tenants learn nothing from each other");
    }
  }

  private static void requireKey(String key, String campaignId) {
    if (!campaignId.equals(key)) {
      throw new RefusedException(
          "invalid-field",
          "campaignId",
          "'%s' is not the record's key '%s'".formatted(campaignId, key));
    }
  }
}
