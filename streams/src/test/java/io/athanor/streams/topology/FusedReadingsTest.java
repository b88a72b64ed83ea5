package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.SourceSummary;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

final class FusedReadingsTest extends FusedMaterialBench {
  @Test
  void shouldKeepContradictorySourcesApartAndSaySo() {
    read("r-1", "instrument-a", new Quantity(1.10, "eV", 0.01, 1), MORNING);
    read("r-2", "instrument-b", new Quantity(1.11, "eV", 0.01, 1), MORNING);
    assertThat(last().getContradictory()).isFalse();
    read("r-3", "instrument-c", new Quantity(1.90, "eV", 0.01, 1), MORNING);

    PropertySummary gap = last();

    assertThat(gap.getContradictory()).isTrue();
    assertThat(gap.getBirgeRatio()).isGreaterThan(10);
    assertThat(gap.getSources())
        .extracting(SourceSummary::getInstrumentId, each -> each.getMean().getValue())
        .containsExactly(
            tuple("instrument-a", 1.10), tuple("instrument-b", 1.11), tuple("instrument-c", 1.90));
    // the scatter is in the error
    assertThat(gap.getMean().getSem()).isGreaterThan(0.2);
  }

  @Test
  void shouldMarkWhatComesLaterThanTheGraceAndStillCountIt() {
    read("r-1", "a", new Quantity(1.0, "eV", null, 1), MORNING);
    read("r-2", "a", new Quantity(2.0, "eV", null, 1), MORNING.minus(Bench.FUSION.lateGrace()));
    read("r-3", "a", new Quantity(6.0, "eV", null, 1), MORNING.minus(Duration.ofMinutes(61)));

    List<TestRecord<String, MaterialUpdated>> updates = bench.materials();

    assertThat(updates)
        .extracting(each -> each.value().getChange())
        .containsExactly(
            MaterialChange.MEASURED, MaterialChange.MEASURED, MaterialChange.CORRECTED);
    assertThat(updates.get(2).value().getProperties().get("band_gap").getMean().getValue())
        .isCloseTo(3.0, within(1e-12));
    assertThat(bench.metrics.get("athanor.streams.corrections").counter().count()).isEqualTo(1);
  }

  @Test
  void shouldCorrectAnInstrumentByItsReadingsOfAReference() {
    read("r-1", "spectrometer", new Quantity(1.25, "eV", 0.01, 1), MORNING);
    read("r-2", "other", new Quantity(1.20, "eV", 0.01, 1), MORNING);
    for (int i = 0; i < 4; i++) {
      // the wafer is known to have 1.5 eV
      reference("ref-" + i, "spectrometer", 1.55 + (i % 2 == 0 ? 0.001 : -0.001), MORNING);
    }

    TestRecord<String, MaterialUpdated> update = lastUpdate();
    PropertySummary gap = update.value().getProperties().get("band_gap");

    assertThat(update.value().getChange()).isEqualTo(MaterialChange.RECALIBRATED);
    SourceSummary corrected = gap.getSources().get(1);
    assertThat(corrected.getInstrumentId()).isEqualTo("spectrometer");
    assertThat(corrected.getMean())
        .as("kept as it was said")
        .isEqualTo(new Quantity(1.25, "eV", 0.01, 1));
    assertThat(corrected.getOffset().getValue()).isCloseTo(0.05, within(1e-9));
    assertThat(gap.getSources().get(0).getOffset()).isNull();
    assertThat(gap.getMean().getValue()).isCloseTo(1.20, within(1e-9));
    assertThat(gap.getContradictory()).isFalse();
    DriftDetected alarm = lastOf(bench.alarms());
    assertThat(alarm.getSubject()).isEqualTo("spectrometer");
    assertThat(alarm.getDetector()).isEqualTo("reference-offset/1");
    assertThat(alarm.getProperty()).isEqualTo("band_gap");
    assertThat(alarm.getEstimate().getValue()).isCloseTo(0.05, within(1e-9));
    assertThat(alarm.getStatistic()).isGreaterThan(alarm.getThreshold());
    assertThat(alarm.getCount()).isEqualTo(4);
    assertThat(alarm.getKind()).isEqualTo(DriftKind.INSTRUMENT_OFFSET);
    assertThat(alarm.getMessage())
        .isEqualTo(
            "instrument spectrometer reads band_gap 0.0500 eV too high on 4 readings of reference"
                + " samples");
    assertThat(alarm.getAnswers()).contains("offset-corrected");
    // what comes after is corrected at once
    read("r-3", "spectrometer", new Quantity(1.25, "eV", 0.01, 1), MORNING);
    assertThat(last().getMean().getValue()).isCloseTo(1.20, within(1e-9));
  }

  @Test
  void shouldFollowAnInstrumentThatDrifts() {
    for (int day = 0; day < 10; day++) {
      double jitter = 0.001 * (day % 2 == 0 ? 1 : -1);
      reference(
          "ref-" + day,
          "drifting",
          1.5 + 0.02 * day + jitter,
          Bench.NOW.minus(Duration.ofDays(10 - day)));
    }
    read("r-1", "drifting", new Quantity(2.08, "eV", 0.01, 1), Bench.NOW.minus(Duration.ofDays(6)));

    // four days after the first reference: 4 * 0.02
    assertThat(last().getMean().getValue()).isCloseTo(2.0, within(0.002));
    DriftDetected alarm = lastOf(bench.alarms());
    assertThat(alarm.getPerDay().getValue()).isCloseTo(0.02, within(1e-3));
    assertThat(alarm.getMessage()).endsWith(" eV a day");
  }

  @Test
  void shouldSayWhichEventsMadeTheRecordInBoundedSpace() {
    for (int i = 10; i < 40; i++) {
      read("r-" + i, "a", new Quantity(1.0, "eV", 0.1, 1), MORNING);
    }

    MaterialUpdated material = lastUpdate().value();

    assertThat(material.getEventCount()).isEqualTo(30);
    assertThat(material.getVersion()).isEqualTo(30);
    assertThat(material.getMeta().getCausedBy())
        .containsExactly("r-32", "r-33", "r-34", "r-35", "r-36", "r-37", "r-38", "r-39");
    assertThat(material.getEventsDigest()).matches("[0-9a-f]{32}");
    assertThat(material.getProperties().get("band_gap").getMean().getSem())
        .isCloseTo(0.1 / Math.sqrt(30), within(1e-12));
  }

  @Test
  void shouldStayBoundedWhateverNumberOfSourcesThereIs() {
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      read("r-" + i, "i-" + random.nextInt(1_000_000), new Quantity(1.0, "eV", 0.1, 1), MORNING);
    }

    PropertySummary gap = last();

    assertThat(gap.getSources()).hasSize(65);
    assertThat(gap.getSources().get(64).getMethod()).isEmpty();
    assertThat(gap.getSources().get(64).getCount()).isEqualTo(36);
    assertThat(gap.getMean().getN()).isEqualTo(64);
  }

  @Test
  void shouldNotStopAtTheEndsOfTheRange() {
    read("r-1", "a", new Quantity(1e150, "eV", 1e-300, 1), MORNING);
    read("r-2", "a", new Quantity(-1e150, "meV", Double.MIN_VALUE, Integer.MAX_VALUE), MORNING);
    read("r-3", "b", new Quantity(1e-300, "eV", 1e150, Integer.MAX_VALUE), MORNING);
    read("r-4", "b", new Quantity(Double.MAX_VALUE, "eV", null, 1), MORNING);

    assertThat(bench.materials()).hasSize(3);
    assertThat(bench.deadLetters())
        .extracting(letter -> letter.getCode() + " " + letter.getField())
        .containsExactly("invalid-field payload.values.band_gap");
  }
}
