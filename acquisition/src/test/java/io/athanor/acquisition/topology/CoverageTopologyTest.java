package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.acquisition.topology.AcquisitionTopologyTest.Clock;
import io.athanor.event.CoverageReported;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictiveInterval;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.Quantity;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Intervals from proposal to report, for campaigns and for the model they share. */
class CoverageTopologyTest {
  private static final int POOL = 30;

  private final Clock clock = new Clock();
  private final Driven topology = new Driven(clock);
  private int ids;

  @AfterEach
  void close() {
    topology.close();
  }

  private Meta meta() {
    return Meta.newBuilder()
        .setId("event-" + ids++)
        .setSource("test")
        .setOccurredAt(clock.instant())
        .setRecordedAt(clock.instant())
        .build();
  }

  private void begin(String campaign) {
    topology.define(
        Driven.definition(campaign, POOL).setMeta(meta()).setBudget(25).setSeed(3).build());
    for (int i = 0; i < POOL; i++) {
      topology.say(
          Topics.MATERIAL_UPDATED,
          "c-" + i,
          Driven.admitted(campaign, i, POOL).setMeta(meta()).build());
    }
  }

  /** The model expects 1 eV or so of everything, and far too surely. */
  private void predict(String... campaigns) {
    for (int i = 0; i < POOL; i++) {
      topology.say(
          Topics.PREDICTION_MADE,
          "c-" + i,
          Driven.predicted(i, campaigns)
              .setMeta(meta())
              .setPredictions(
                  List.of(
                      new PropertyPrediction("gap", "eV", 1.0, 0.1, 0.1, 0.9, 1.1, 0.9),
                      new PropertyPrediction("density", "g/cm3", 5.0, 1.0, 1.0, 4.0, 6.0, 0.9)))
              .setEmbedding(List.of())
              .build());
    }
  }

  private ObservationDerived observation(
      String campaign, ExperimentProposed proposal, String property, double value, String unit) {
    return ObservationDerived.newBuilder()
        .setMeta(meta())
        .setCampaignId(campaign)
        .setExperimentId(proposal.getExperimentId())
        .setCandidateId(proposal.getCandidateId())
        .setSampleId("sample")
        .setProperty(property)
        .setQuantity(Quantity.newBuilder().setValue(value).setUnit(unit).build())
        .setTechnique("scalar")
        .setMethod("as-reported/1")
        .setFidelity("experiment")
        .setReadingId("reading-" + ids)
        .setReadingRecordedAt(clock.instant())
        .build();
  }

  private static double gap(ExperimentProposed proposal) {
    double x = proposal.getPoolIndex() / (double) POOL;
    double noise = new SplittableRandom(proposal.getPoolIndex()).nextDouble() - 0.5;
    return 1 + 3 * (x - 0.4) * (x - 0.4) + (x > 0.8 ? 1 : 0) + 0.2 * noise;
  }

  private static List<CoverageReported> of(String subject, List<CoverageReported> all) {
    return all.stream().filter(each -> each.getSubject().equals(subject)).toList();
  }

  @Test
  void shouldReportWhatWasServedOncePerOutcome() {
    begin("oer");
    List<CoverageReported> reports = new ArrayList<>();
    IntervalLedger expected = IntervalLedger.begin(0.9);
    int tested = 0;
    for (int i = 0; i < 25; i++) {
      clock.pass(Duration.ofSeconds(1));
      ExperimentProposed proposal = topology.proposals().get(0);
      ObservationDerived observation =
          observation("oer", proposal, "gap", 1_000 * gap(proposal), "meV");
      topology.say(Topics.OBSERVATION_DERIVED, "oer", observation);
      topology.say(Topics.OBSERVATION_DERIVED, "oer", observation);
      reports.addAll(topology.coverages());
      PredictiveInterval served = proposal.getWhy().getInterval();
      if (served == null) {
        assertThat(proposal.getWhy().getAleatoric()).isNull();
        continue;
      }
      tested++;
      double middle = (served.getOwnLower() + served.getOwnUpper()) / 2;
      double half = (served.getOwnUpper() - served.getOwnLower()) / 2;
      assertThat(middle).isCloseTo(proposal.getWhy().getMean(), within(1e-9));
      double factor = served.getFactor() == null ? Double.POSITIVE_INFINITY : served.getFactor();
      assertThat(factor).isEqualTo(expected.repair().factor());
      if (served.getFactor() != null && factor >= 0) {
        assertThat(served.getLower()).isCloseTo(middle - factor * half, within(1e-9));
        assertThat(served.getUpper()).isCloseTo(middle + factor * half, within(1e-9));
      }
      assertThat(served.getCount()).isEqualTo(expected.total());
      expected =
          expected.after(
              new io.athanor.acquisition.conformal.PredictiveInterval(
                      served.getOwnLower(), served.getOwnUpper(), 0.9)
                  .score(1_000 * gap(proposal) / 1_000),
              factor);
      assertThat(reports).hasSize(tested);
      CoverageReported report = reports.get(tested - 1);
      assertThat(report.getSubject()).isEqualTo("oer");
      assertThat(report.getProperty()).isEqualTo("gap");
      assertThat(report.getClaimed()).isEqualTo(0.9);
      assertThat(report.getObserved()).isEqualTo(expected.repairedCoverage().orElseThrow());
      assertThat(report.getRepaired()).isEqualTo(report.getObserved());
      assertThat(report.getUnrepaired()).isEqualTo(expected.ownCoverage().orElseThrow());
      assertThat(report.getCount()).isEqualTo(tested);
      assertThat(report.getTotal()).isEqualTo(tested);
      assertThat(report.getMeta().getCausedBy()).containsExactly(observation.getMeta().getId());
      assertThat(report.getMeta().getCorrelationId()).isEqualTo("oer");
    }
    assertThat(tested).isEqualTo(24);
    assertThat(reports.stream().map(each -> each.getMeta().getId())).doesNotHaveDuplicates();
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void shouldCountForTheModelOverAllCampaignsAndEachProperty() {
    begin("one");
    begin("two");
    predict("one", "two");
    IntervalLedger gaps = IntervalLedger.begin(0.9);
    IntervalLedger densities = IntervalLedger.begin(0.9);
    List<CoverageReported> reports = new ArrayList<>();
    for (int round = 0; round < 12; round++) {
      for (ExperimentProposed proposal : topology.proposals()) {
        String campaign = proposal.getCampaignId();
        topology.say(
            Topics.OBSERVATION_DERIVED,
            campaign,
            observation(campaign, proposal, "density", 5.5, "g/cm3"));
        topology.say(
            Topics.OBSERVATION_DERIVED,
            campaign,
            observation(campaign, proposal, "gap", gap(proposal), "eV"));
        densities = densities.after(0.5, densities.repair().factor());
        double score =
            new io.athanor.acquisition.conformal.PredictiveInterval(0.9, 1.1, 0.9)
                .score(gap(proposal));
        gaps = gaps.after(score, gaps.repair().factor());
      }
      reports.addAll(of("ember", topology.coverages()));
    }
    assertThat(reports).hasSize(48);
    CoverageReported density = last(reports, "density");
    assertThat(density.getObserved()).as("the model's own intervals were served").isEqualTo(1);
    assertThat(density.getTotal()).isEqualTo(24);
    assertThat(density.getFactor()).isEqualTo(densities.repair().factor());
    CoverageReported gap = last(reports, "gap");
    assertThat(gap.getObserved()).isEqualTo(gaps.ownCoverage().orElseThrow()).isLessThan(0.7);
    assertThat(gap.getUnrepaired()).isEqualTo(gap.getObserved());
    assertThat(gap.getRepaired()).isEqualTo(gaps.repairedCoverage().orElseThrow());
    assertThat(gap.getRepaired()).isGreaterThan(gap.getObserved());
    assertThat(gap.getCount()).isEqualTo(24);
  }

  private static CoverageReported last(List<CoverageReported> reports, String property) {
    return reports.stream()
        .filter(each -> each.getProperty().equals(property))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  @Test
  void shouldReportTheSameBytesAfterARestart() {
    begin("oer");
    predict("oer");
    for (int i = 0; i < 8; i++) {
      ExperimentProposed proposal = topology.proposals().get(0);
      topology.say(
          Topics.OBSERVATION_DERIVED,
          "oer",
          observation("oer", proposal, "gap", gap(proposal), "eV"));
    }
    topology.coverages();
    ExperimentProposed next = topology.proposals().get(0);
    try (Driven restarted = new Driven(clock)) {
      copy(Nodes.JOURNAL, restarted);
      copy(Nodes.LEDGERS, restarted);
      ObservationDerived observation = observation("oer", next, "gap", 3, "eV");
      topology.say(Topics.OBSERVATION_DERIVED, "oer", observation);
      restarted.say(Topics.OBSERVATION_DERIVED, "oer", observation);
      assertThat(restarted.coverages()).hasSize(2).isEqualTo(topology.coverages());
      assertThat(restarted.proposals().get(0).getWhy())
          .isEqualTo(topology.proposals().get(0).getWhy());
      assertThat(ledgers(restarted))
          .isEqualTo(ledgers(topology))
          .as("of the model, and of its version")
          .hasSize(2);
    }
  }

  private void copy(String store, Driven to) {
    KeyValueStore<Bytes, byte[]> target = to.driver.getKeyValueStore(store);
    KeyValueStore<Bytes, byte[]> source = topology.driver.getKeyValueStore(store);
    try (KeyValueIterator<Bytes, byte[]> entries = source.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        target.put(entry.key, entry.value);
      }
    }
  }

  private static List<Bytes> ledgers(Driven driven) {
    List<Bytes> values = new ArrayList<>();
    KeyValueStore<Bytes, byte[]> store = driven.driver.getKeyValueStore(Nodes.LEDGERS);
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      entries.forEachRemaining(entry -> values.add(Bytes.wrap(entry.value)));
    }
    return values;
  }
}
