package io.athanor.schemas.topic;

import io.athanor.event.AccessAudited;
import io.athanor.event.BlueskyDocumentReceived;
import io.athanor.event.CampaignConcluded;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CandidateProposed;
import io.athanor.event.CapacityGranted;
import io.athanor.event.CoverageReported;
import io.athanor.event.DeadLetter;
import io.athanor.event.DeadLetterRetried;
import io.athanor.event.DriftDetected;
import io.athanor.event.ExperimentDecided;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.FederationProgressed;
import io.athanor.event.HaltDeclared;
import io.athanor.event.HeadFederated;
import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryOpened;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.LessonShared;
import io.athanor.event.LessonsRequested;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ModelReleased;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.PredictionMade;
import io.athanor.event.PredictionRequested;
import io.athanor.event.ReadingReported;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowReported;
import io.athanor.event.SimulationCompleted;
import io.athanor.event.StabilityAssessed;
import io.athanor.event.WebhookRegistered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topic catalogue. Topics that are joined or folded together have equal partition counts, so
 * all have {@value #PARTITIONS} unless the deployment gives every one another common number.
 */
public final class Topics {
  /** Default partition count of every topic: all are keyed to be co-partitioned. */
  public static final int PARTITIONS = 6;

  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration QUARTER = Duration.ofDays(90);
  private static final Duration WEEK = Duration.ofDays(7);

  /** Raw readings of instruments. */
  public static final Topic<ReadingReported> READING_REPORTED =
      kept("reading-reported", ReadingReported.class, "sampleId", YEAR);

  /** Results of computations. */
  public static final Topic<SimulationCompleted> SIMULATION_COMPLETED =
      kept("simulation-completed", SimulationCompleted.class, "candidateId", YEAR);

  /** Documents as vectors. */
  public static final Topic<LiteratureEmbedded> LITERATURE_EMBEDDED =
      kept("literature-embedded", LiteratureEmbedded.class, "documentId", YEAR);

  /** Documents of bluesky runs, verbatim, until their run is complete and for some time after. */
  public static final Topic<BlueskyDocumentReceived> BLUESKY_DOCUMENT_RECEIVED =
      kept("bluesky-document-received", BlueskyDocumentReceived.class, "runUid", QUARTER);

  /** Instruments and their envelopes. */
  public static final Topic<InstrumentRegistered> INSTRUMENT_REGISTERED =
      table("instrument-registered", InstrumentRegistered.class, "instrumentId");

  /** Campaigns. */
  public static final Topic<CampaignDefined> CAMPAIGN_DEFINED =
      table("campaign-defined", CampaignDefined.class, "campaignId");

  /** Candidates to consider; one candidate may join several pools, so none is compacted away. */
  public static final Topic<CandidateProposed> CANDIDATE_PROPOSED =
      kept("candidate-proposed", CandidateProposed.class, "candidateId", YEAR);

  /** Fused records. */
  public static final Topic<MaterialUpdated> MATERIAL_UPDATED =
      table("material-updated", MaterialUpdated.class, "candidateId");

  /** Observations ready for a posterior. */
  public static final Topic<ObservationDerived> OBSERVATION_DERIVED =
      kept("observation-derived", ObservationDerived.class, "campaignId", YEAR);

  /** Candidates to score. */
  public static final Topic<PredictionRequested> PREDICTION_REQUESTED =
      kept("prediction-requested", PredictionRequested.class, "candidateId", WEEK);

  /** Scores. */
  public static final Topic<PredictionMade> PREDICTION_MADE =
      table("prediction-made", PredictionMade.class, "candidateId");

  /** Next experiments. */
  public static final Topic<ExperimentProposed> EXPERIMENT_PROPOSED =
      kept("experiment-proposed", ExperimentProposed.class, "campaignId", YEAR);

  /** What people decided. */
  public static final Topic<ExperimentDecided> EXPERIMENT_DECIDED =
      kept("experiment-decided", ExperimentDecided.class, "campaignId", YEAR);

  /** Steps in the life of experiments. */
  public static final Topic<ExperimentProgressed> EXPERIMENT_PROGRESSED =
      kept("experiment-progressed", ExperimentProgressed.class, "campaignId", YEAR);

  /** How many experiments each campaign may have open. */
  public static final Topic<CapacityGranted> CAPACITY_GRANTED =
      table("capacity-granted", CapacityGranted.class, "campaignId");

  /** Emergency stops and their ends. */
  public static final Topic<HaltDeclared> HALT_DECLARED =
      table("halt-declared", HaltDeclared.class, "scope");

  /** Why experiments failed. */
  public static final Topic<FailureDiagnosed> FAILURE_DIAGNOSED =
      kept("failure-diagnosed", FailureDiagnosed.class, "campaignId", YEAR);

  /** Campaigns that propose nothing more. */
  public static final Topic<CampaignConcluded> CAMPAIGN_CONCLUDED =
      kept("campaign-concluded", CampaignConcluded.class, "campaignId", YEAR);

  /** Pools that promise little more and ask for new candidates. */
  public static final Topic<InventionRequested> INVENTION_REQUESTED =
      kept("invention-requested", InventionRequested.class, "campaignId", YEAR);

  /** What generators made of it. */
  public static final Topic<InventionAnswered> INVENTION_ANSWERED =
      kept("invention-answered", InventionAnswered.class, "campaignId", YEAR);

  /** Campaigns that want to learn from another one. */
  public static final Topic<LessonsRequested> LESSONS_REQUESTED =
      kept("lessons-requested", LessonsRequested.class, "campaignId", YEAR);

  /** What that one learned, told to them. */
  public static final Topic<LessonShared> LESSON_SHARED =
      kept("lesson-shared", LessonShared.class, "campaignId", YEAR);

  /** Questions that take the planner to answer. */
  public static final Topic<InquiryOpened> INQUIRY_OPENED =
      kept("inquiry-opened", InquiryOpened.class, "campaignId", QUARTER);

  /** What the log says to them. */
  public static final Topic<InquiryAnswered> INQUIRY_ANSWERED =
      kept("inquiry-answered", InquiryAnswered.class, "campaignId", QUARTER);

  /** Policies that look on; a campaign has any number of them, so none is compacted away. */
  public static final Topic<PolicyShadowed> POLICY_SHADOWED =
      kept("policy-shadowed", PolicyShadowed.class, "campaignId", YEAR);

  /** What they would have chosen. */
  public static final Topic<ShadowChosen> SHADOW_CHOSEN =
      kept("shadow-chosen", ShadowChosen.class, "campaignId", YEAR);

  /** How they stand. */
  public static final Topic<ShadowReported> SHADOW_REPORTED =
      kept("shadow-reported", ShadowReported.class, "campaignId", QUARTER);

  /** Who asked for what at a door. */
  public static final Topic<AccessAudited> ACCESS_AUDITED =
      kept("access-audited", AccessAudited.class, "actor", YEAR);

  /** Addresses that are told about events. */
  public static final Topic<WebhookRegistered> WEBHOOK_REGISTERED =
      table("webhook-registered", WebhookRegistered.class, "webhookId");

  /** How far candidates lie above the hull. */
  public static final Topic<StabilityAssessed> STABILITY_ASSESSED =
      table("stability-assessed", StabilityAssessed.class, "candidateId");

  /** Model versions and their stages; the last word on each version is kept. */
  public static final Topic<ModelReleased> MODEL_RELEASED =
      table("model-released", ModelReleased.class, "modelName@digest");

  /** What sites know together. */
  public static final Topic<HeadFederated> HEAD_FEDERATED =
      table("head-federated", HeadFederated.class, "property@modelDigest");

  /** What sites say to each other, on the hub that they share and on no broker of their own. */
  public static final Topic<FederationProgressed> FEDERATION_PROGRESSED =
      kept("federation-progressed", FederationProgressed.class, "roundId", WEEK);

  /** Alarms: drift. */
  public static final Topic<DriftDetected> DRIFT_DETECTED =
      kept("drift-detected", DriftDetected.class, "subject", QUARTER);

  /** Reports: interval coverage. */
  public static final Topic<CoverageReported> COVERAGE_REPORTED =
      kept("coverage-reported", CoverageReported.class, "subject", QUARTER);

  /** What perception could not take. */
  public static final Topic<DeadLetter> DEAD_LETTER_STREAMS =
      kept("dead-letter-streams", DeadLetter.class, "original", QUARTER);

  /** What the inference worker could not take. */
  public static final Topic<DeadLetter> DEAD_LETTER_INFERENCE_WORKER =
      kept("dead-letter-inference-worker", DeadLetter.class, "original", QUARTER);

  /** What acquisition could not take. */
  public static final Topic<DeadLetter> DEAD_LETTER_ACQUISITION =
      kept("dead-letter-acquisition", DeadLetter.class, "original", QUARTER);

  /** What the gateway could not take. */
  public static final Topic<DeadLetter> DEAD_LETTER_GATEWAY =
      kept("dead-letter-gateway", DeadLetter.class, "original", QUARTER);

  /** Dead letters that somebody had put back. */
  public static final Topic<DeadLetterRetried> DEAD_LETTER_RETRIED =
      kept("dead-letter-retried", DeadLetterRetried.class, "letterId", QUARTER);

  private static final List<Topic<?>> ALL =
      List.of(
          READING_REPORTED,
          SIMULATION_COMPLETED,
          LITERATURE_EMBEDDED,
          BLUESKY_DOCUMENT_RECEIVED,
          INSTRUMENT_REGISTERED,
          CAMPAIGN_DEFINED,
          CANDIDATE_PROPOSED,
          MATERIAL_UPDATED,
          OBSERVATION_DERIVED,
          PREDICTION_REQUESTED,
          PREDICTION_MADE,
          EXPERIMENT_PROPOSED,
          EXPERIMENT_DECIDED,
          EXPERIMENT_PROGRESSED,
          CAPACITY_GRANTED,
          HALT_DECLARED,
          FAILURE_DIAGNOSED,
          CAMPAIGN_CONCLUDED,
          INVENTION_REQUESTED,
          INVENTION_ANSWERED,
          LESSONS_REQUESTED,
          LESSON_SHARED,
          INQUIRY_OPENED,
          INQUIRY_ANSWERED,
          POLICY_SHADOWED,
          SHADOW_CHOSEN,
          SHADOW_REPORTED,
          ACCESS_AUDITED,
          WEBHOOK_REGISTERED,
          STABILITY_ASSESSED,
          MODEL_RELEASED,
          HEAD_FEDERATED,
          FEDERATION_PROGRESSED,
          DRIFT_DETECTED,
          COVERAGE_REPORTED,
          DEAD_LETTER_STREAMS,
          DEAD_LETTER_INFERENCE_WORKER,
          DEAD_LETTER_ACQUISITION,
          DEAD_LETTER_GATEWAY,
          DEAD_LETTER_RETRIED);

  private Topics() {}

  /** Every topic, in the order of the lap. */
  public static List<Topic<?>> all() {
    return ALL;
  }

  private static <T extends SpecificRecord> Topic<T> kept(
      String name, Class<T> type, String keyName, Duration retention) {
    return new Topic<>(
        name, type, keyName, PARTITIONS, Topic.Cleanup.DELETE, Optional.of(retention));
  }

  private static <T extends SpecificRecord> Topic<T> table(
      String name, Class<T> type, String keyName) {
    return new Topic<>(name, type, keyName, PARTITIONS, Topic.Cleanup.COMPACT, Optional.empty());
  }
}
