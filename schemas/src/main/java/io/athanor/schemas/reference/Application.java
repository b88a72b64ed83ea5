package io.athanor.schemas.reference;

import static io.athanor.schemas.topic.Topics.ACCESS_AUDITED;
import static io.athanor.schemas.topic.Topics.BLUESKY_DOCUMENT_RECEIVED;
import static io.athanor.schemas.topic.Topics.CAMPAIGN_CONCLUDED;
import static io.athanor.schemas.topic.Topics.CAMPAIGN_DEFINED;
import static io.athanor.schemas.topic.Topics.CANDIDATE_PROPOSED;
import static io.athanor.schemas.topic.Topics.CAPACITY_GRANTED;
import static io.athanor.schemas.topic.Topics.COVERAGE_REPORTED;
import static io.athanor.schemas.topic.Topics.DEAD_LETTER_ACQUISITION;
import static io.athanor.schemas.topic.Topics.DEAD_LETTER_GATEWAY;
import static io.athanor.schemas.topic.Topics.DEAD_LETTER_INFERENCE_WORKER;
import static io.athanor.schemas.topic.Topics.DEAD_LETTER_RETRIED;
import static io.athanor.schemas.topic.Topics.DEAD_LETTER_STREAMS;
import static io.athanor.schemas.topic.Topics.DRIFT_DETECTED;
import static io.athanor.schemas.topic.Topics.EXPERIMENT_DECIDED;
import static io.athanor.schemas.topic.Topics.EXPERIMENT_PROGRESSED;
import static io.athanor.schemas.topic.Topics.EXPERIMENT_PROPOSED;
import static io.athanor.schemas.topic.Topics.FAILURE_DIAGNOSED;
import static io.athanor.schemas.topic.Topics.FEDERATION_PROGRESSED;
import static io.athanor.schemas.topic.Topics.HALT_DECLARED;
import static io.athanor.schemas.topic.Topics.HEAD_FEDERATED;
import static io.athanor.schemas.topic.Topics.INQUIRY_ANSWERED;
import static io.athanor.schemas.topic.Topics.INQUIRY_OPENED;
import static io.athanor.schemas.topic.Topics.INSTRUMENT_REGISTERED;
import static io.athanor.schemas.topic.Topics.INVENTION_ANSWERED;
import static io.athanor.schemas.topic.Topics.INVENTION_REQUESTED;
import static io.athanor.schemas.topic.Topics.LESSONS_REQUESTED;
import static io.athanor.schemas.topic.Topics.LESSON_SHARED;
import static io.athanor.schemas.topic.Topics.LITERATURE_EMBEDDED;
import static io.athanor.schemas.topic.Topics.MATERIAL_UPDATED;
import static io.athanor.schemas.topic.Topics.MODEL_RELEASED;
import static io.athanor.schemas.topic.Topics.OBSERVATION_DERIVED;
import static io.athanor.schemas.topic.Topics.POLICY_SHADOWED;
import static io.athanor.schemas.topic.Topics.PREDICTION_MADE;
import static io.athanor.schemas.topic.Topics.PREDICTION_REQUESTED;
import static io.athanor.schemas.topic.Topics.READING_REPORTED;
import static io.athanor.schemas.topic.Topics.SHADOW_CHOSEN;
import static io.athanor.schemas.topic.Topics.SHADOW_REPORTED;
import static io.athanor.schemas.topic.Topics.SIMULATION_COMPLETED;
import static io.athanor.schemas.topic.Topics.STABILITY_ASSESSED;
import static io.athanor.schemas.topic.Topics.WEBHOOK_REGISTERED;

import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.List;
import java.util.Locale;

/** Who writes to and reads from the log, and which topics. */
public enum Application {
  /** Whoever is outside and speaks Kafka: the topics that make a door of their own. */
  CLIENT(
      "Instruments, robots, notebooks and other systems that speak Kafka and Avro themselves.",
      List.of(READING_REPORTED, SIMULATION_COMPLETED, LITERATURE_EMBEDDED),
      List.of(
          EXPERIMENT_PROPOSED,
          EXPERIMENT_PROGRESSED,
          OBSERVATION_DERIVED,
          PREDICTION_MADE,
          CAMPAIGN_CONCLUDED)),
  /** The door. */
  GATEWAY(
      "The edge: HTTP, CloudEvents, MQTT, folder, bluesky in; REST, SSE and webhooks out.",
      List.of(
          READING_REPORTED,
          SIMULATION_COMPLETED,
          LITERATURE_EMBEDDED,
          BLUESKY_DOCUMENT_RECEIVED,
          INSTRUMENT_REGISTERED,
          CAMPAIGN_DEFINED,
          CANDIDATE_PROPOSED,
          EXPERIMENT_DECIDED,
          EXPERIMENT_PROGRESSED,
          HALT_DECLARED,
          INQUIRY_OPENED,
          POLICY_SHADOWED,
          ACCESS_AUDITED,
          WEBHOOK_REGISTERED,
          DEAD_LETTER_GATEWAY),
      List.of(
          BLUESKY_DOCUMENT_RECEIVED,
          INSTRUMENT_REGISTERED,
          CAMPAIGN_DEFINED,
          OBSERVATION_DERIVED,
          EXPERIMENT_PROPOSED,
          EXPERIMENT_DECIDED,
          EXPERIMENT_PROGRESSED,
          CAPACITY_GRANTED,
          HALT_DECLARED,
          FAILURE_DIAGNOSED,
          CAMPAIGN_CONCLUDED,
          WEBHOOK_REGISTERED,
          COVERAGE_REPORTED,
          INQUIRY_OPENED,
          INQUIRY_ANSWERED,
          POLICY_SHADOWED,
          SHADOW_CHOSEN,
          SHADOW_REPORTED,
          DRIFT_DETECTED,
          INVENTION_REQUESTED,
          INVENTION_ANSWERED)),
  /** The door's rooms for people, which look on the log and hold no truth of their own. */
  ROOMS(
      "What people look at through the door: the stream of everything, materials, models, dead"
          + " letters; puts a dead letter back where it came from.",
      List.of(DEAD_LETTER_RETRIED),
      Topics.all().stream().filter(topic -> !topic.equals(ACCESS_AUDITED)).toList()),
  /** Perception. */
  STREAMS(
      "Perception: validates, deduplicates, derives observations, fuses materials.",
      List.of(
          MATERIAL_UPDATED,
          OBSERVATION_DERIVED,
          PREDICTION_REQUESTED,
          DRIFT_DETECTED,
          DEAD_LETTER_STREAMS),
      List.of(READING_REPORTED, SIMULATION_COMPLETED, LITERATURE_EMBEDDED, CANDIDATE_PROPOSED)),
  /** Reasoning. */
  INFERENCE_WORKER(
      "Reasoning: predicts with the model, trains it from the log, releases it.",
      List.of(PREDICTION_MADE, MODEL_RELEASED, DEAD_LETTER_INFERENCE_WORKER),
      List.of(MATERIAL_UPDATED, PREDICTION_REQUESTED, MODEL_RELEASED)),
  /** Decision. */
  ACQUISITION(
      "Decision: folds campaigns, picks the next experiments, signs them, counts coverage.",
      List.of(
          EXPERIMENT_PROPOSED,
          EXPERIMENT_PROGRESSED,
          FAILURE_DIAGNOSED,
          CAMPAIGN_CONCLUDED,
          COVERAGE_REPORTED,
          DRIFT_DETECTED,
          INVENTION_REQUESTED,
          LESSONS_REQUESTED,
          LESSON_SHARED,
          SHADOW_CHOSEN,
          SHADOW_REPORTED,
          DEAD_LETTER_ACQUISITION),
      List.of(
          CAMPAIGN_DEFINED,
          POLICY_SHADOWED,
          MATERIAL_UPDATED,
          OBSERVATION_DERIVED,
          PREDICTION_MADE,
          EXPERIMENT_DECIDED,
          EXPERIMENT_PROGRESSED,
          CAPACITY_GRANTED,
          HALT_DECLARED,
          MODEL_RELEASED,
          HEAD_FEDERATED,
          INVENTION_ANSWERED,
          LESSONS_REQUESTED,
          LESSON_SHARED,
          DEAD_LETTER_INFERENCE_WORKER)),
  /** Capacity. */
  SCHEDULER(
      "Shares capacity out among campaigns and places steps at instruments.",
      List.of(EXPERIMENT_PROGRESSED, CAPACITY_GRANTED, DEAD_LETTER_ACQUISITION),
      List.of(
          INSTRUMENT_REGISTERED,
          CAMPAIGN_DEFINED,
          EXPERIMENT_PROPOSED,
          EXPERIMENT_DECIDED,
          EXPERIMENT_PROGRESSED,
          HALT_DECLARED,
          CAMPAIGN_CONCLUDED)),
  /** Questions. */
  ANALYST(
      "Answers what people ask of a campaign's journal: why, what if, what would have been.",
      List.of(INQUIRY_ANSWERED),
      List.of(INQUIRY_OPENED)),
  /** Learning. */
  TRAINER(
      "Refreshes the model from labelled events, holds versions against each other, rolls them out"
          + " or back.",
      List.of(MODEL_RELEASED, PREDICTION_REQUESTED),
      List.of(
          MATERIAL_UPDATED, CAMPAIGN_DEFINED, MODEL_RELEASED, DRIFT_DETECTED, COVERAGE_REPORTED)),
  /** Invention. */
  GENERATOR(
      "Invents candidates for campaigns whose pool promises little more.",
      List.of(CANDIDATE_PROPOSED, INVENTION_ANSWERED, DEAD_LETTER_ACQUISITION),
      List.of(INVENTION_REQUESTED, MATERIAL_UPDATED)),
  /** Stability. */
  STABILITY(
      "Keeps the convex hull of what was computed, and says how far candidates lie above it.",
      List.of(STABILITY_ASSESSED, DEAD_LETTER_STREAMS),
      List.of(MATERIAL_UPDATED, PREDICTION_MADE)),
  /** Federation. */
  FEDERATION(
      "Takes part in rounds in which sites learn together and no record leaves.",
      List.of(HEAD_FEDERATED, MODEL_RELEASED, FEDERATION_PROGRESSED),
      List.of(
          PREDICTION_MADE,
          OBSERVATION_DERIVED,
          MATERIAL_UPDATED,
          MODEL_RELEASED,
          FEDERATION_PROGRESSED));

  private final String summary;
  private final List<Topic<?>> writes;
  private final List<Topic<?>> reads;

  Application(String summary, List<Topic<?>> writes, List<Topic<?>> reads) {
    this.summary = summary;
    this.writes = writes;
    this.reads = reads;
  }

  /** Its name, as the command line spells it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is for, in one sentence. */
  public String summary() {
    return summary;
  }

  /** Topics it writes. */
  public List<Topic<?>> writes() {
    return writes;
  }

  /** Topics it reads. */
  public List<Topic<?>> reads() {
    return reads;
  }
}
