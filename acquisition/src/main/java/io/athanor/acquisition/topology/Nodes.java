package io.athanor.acquisition.topology;

/**
 * Names of the topology's nodes and stores; operators, dashboards and changelog topics know them.
 */
final class Nodes {
  static final String JOURNAL = "campaign-journal";
  static final String LEDGERS = "model-ledger";
  static final String EMBEDDINGS = "model-embeddings";
  static final String HALTS = "halts";
  static final String RELEASES = "releases";
  static final String HEADS = "federated-heads";
  static final String DECIDE = "campaign-decide";
  static final String ROUTE_ADMISSION = "admission-route";
  static final String ROUTE_PREDICTION = "prediction-route";
  static final String ROUTE_UNSCORABLE = "unscorable-route";
  static final String ADMISSION_BY_CAMPAIGN = "admission-by-campaign";
  static final String PREDICTION_BY_CAMPAIGN = "prediction-by-campaign";
  static final String UNSCORABLE_BY_CAMPAIGN = "unscorable-by-campaign";
  static final String TEST_BY_MODEL = "interval-test-by-model";
  static final String COUNT_COVERAGE = "model-coverage";
  static final String PROPOSAL_SINK = "proposal-sink";
  static final String PROGRESS_SINK = "progress-sink";
  static final String DIAGNOSIS_SINK = "diagnosis-sink";
  static final String CONCLUSION_SINK = "conclusion-sink";
  static final String INVENTION_SINK = "invention-sink";
  static final String LESSON_SINK = "lesson-sink";
  static final String LESSONS_REQUEST_SINK = "lessons-request-sink";
  static final String CAMPAIGN_COVERAGE_SINK = "campaign-coverage-sink";
  static final String MODEL_COVERAGE_SINK = "model-coverage-sink";
  static final String WATCH_EMBEDDINGS = "embedding-watch";
  static final String CAMPAIGN_DRIFT_SINK = "campaign-drift-sink";
  static final String MODEL_DRIFT_SINK = "model-drift-sink";
  static final String EMBEDDING_DRIFT_SINK = "embedding-drift-sink";
  static final String CAMPAIGN_DEAD_LETTER_SINK = "campaign-dead-letter-sink";
  static final String ADMISSION_DEAD_LETTER_SINK = "admission-dead-letter-sink";
  static final String UNSCORABLE_DEAD_LETTER_SINK = "unscorable-dead-letter-sink";
  static final String PREDICTION_DEAD_LETTER_SINK = "prediction-dead-letter-sink";

  private Nodes() {}

  /** First node of a repartition, as the Streams library names it. */
  static String entrance(String repartition) {
    return repartition + "-repartition-filter";
  }
}
