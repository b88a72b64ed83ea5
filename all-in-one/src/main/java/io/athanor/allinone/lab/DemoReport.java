package io.athanor.allinone.lab;

import io.athanor.allinone.audit.Audit;
import io.athanor.allinone.client.Campaigns;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a demonstration showed.
 *
 * @param campaign which
 * @param progress where it stands by the door
 * @param measured places in the pool of what succeeded
 * @param audit the log held against the journal
 * @param wall how long this run took, its start included
 */
record DemoReport(
    DemoCampaign campaign,
    Campaigns.Progress progress,
    List<Integer> measured,
    Audit audit,
    Duration wall) {
  private static final double THOUSAND = 1_000.0;

  /** The report as it is written; {@code best} and {@code randomBest} in {@code unit}. */
  Map<String, Object> toMap() {
    int experiments = progress.succeeded() + progress.failed();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("experiments", experiments);
    report.put("duplicateProposals", audit.duplicateProposals());
    report.put("lostReadings", audit.lostReadings());
    report.put("duplicateObservations", audit.duplicateObservations());
    report.put("deadLetters", audit.deadLetterCount());
    report.put("best", rounded(campaign.truthOfBest(measured)));
    report.put("randomBest", rounded(campaign.truthOfBestAtRandom(experiments)));
    report.put("readingToProposalMillis", latency());
    report.put("unit", "%");
    report.put("objective", VirtualLab.OBJECTIVE);
    report.put("simulated", true);
    report.put("seed", campaign.seed());
    report.put("campaignId", campaign.campaignId());
    report.put("poolSize", DemoCampaign.POOL_SIZE);
    report.put("poolBest", rounded(campaign.truthOfPool()));
    report.put("succeeded", progress.succeeded());
    report.put("failedSyntheses", progress.failed());
    report.put("expired", progress.expired());
    report.put("actuations", audit.actuations());
    report.put("doubleActuations", audit.doubleActuations());
    report.put("acknowledgedReadings", audit.acknowledgedReadings());
    report.put("repeatedReadings", audit.repeatedReadings());
    report.put("undecodableRecords", audit.undecodableRecords());
    report.put("deadLettersByCode", new TreeMap<>(audit.deadLetters()));
    report.put("readingToDecisionMillis", decision());
    report.put("modelDigest", audit.modelDigest().orElse(null));
    report.put("wallSeconds", wall.toMillis() / THOUSAND);
    return report;
  }

  /** Whether nothing was lost, doubled or made twice. */
  boolean isClean() {
    return audit.lostReadings() == 0
        && audit.duplicateObservations() == 0
        && audit.duplicateProposals() == 0
        && audit.doubleActuations() == 0;
  }

  private Map<String, Object> latency() {
    Map<String, Object> millis = new LinkedHashMap<>();
    Campaigns.Latency latency = progress.readingToProposalMillis();
    millis.put("p50", latency == null ? null : latency.p50());
    millis.put("p99", latency == null ? null : latency.p99());
    return millis;
  }

  private Map<String, Object> decision() {
    Map<String, Object> millis = new LinkedHashMap<>();
    millis.put("p50", audit.decisionMillis().map(Audit.Percentiles::p50).orElse(null));
    millis.put("p99", audit.decisionMillis().map(Audit.Percentiles::p99).orElse(null));
    return millis;
  }

  private static double rounded(double value) {
    return Math.rint(value * THOUSAND) / THOUSAND;
  }
}
