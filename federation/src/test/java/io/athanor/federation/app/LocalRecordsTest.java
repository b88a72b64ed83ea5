package io.athanor.federation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.ObservationDerived;
import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.privacy.PrivacyTerms;
import io.athanor.federation.round.HeadTerms;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalRecordsTest {
  private static HeadTerms terms(Optional<PrivacyTerms> privacy) {
    return new HeadTerms("gap", "eV", "digest", 2, 2, privacy);
  }

  @Test
  void shouldSumWhatWasObservedOnWhatThisModelEmbedded() {
    LocalRecords records = new LocalRecords(terms(Optional.empty()));
    records.take(Events.observed("1", "a", 1000, "meV"));
    records.take(Events.observed("1", "a", 1000, "meV"));
    records.take(Events.observed("2", "b", 3, "eV"));
    records.take(Events.observed("3", "unseen", 9, "eV"));
    records.take(Events.observed("4", "b", 9, "nm"));
    records.take(Events.predicted("b", "digest", 3f, -1f));
    records.take(Events.predicted("a", "digest", 1f, 2f));
    records.take(Events.predicted("a", "other", 7f, 7f));
    records.take(Events.predicted("unseen", "digest", 7f));
    ObservationDerived diverged =
        ObservationDerived.newBuilder(Events.observed("5", "b", 9, "eV"))
            .setConverged(false)
            .build();
    records.take(diverged);
    assertThat(records.count()).isEqualTo(2);
    SufficientStatistics sums = records.sums();
    assertThat(sums.count()).isEqualTo(2);
    assertThat(sums.cross()[0]).isCloseTo((1 + 3) / 2.0, within(1e-12));
    assertThat(sums.cross()[1]).isCloseTo((1 + 9) / 2.0, within(1e-12));
    assertThat(sums.squares()).isCloseTo((1 + 9) / 4.0, within(1e-12));
    assertThat(sums.precision()).containsExactly(2, 4, 1, 10, -1, 5);
  }

  /** The log holds many more predictions than observations. */
  @Test
  void shouldHoldNoEmbeddingOfWhatWasNotObserved() {
    LocalRecords records = new LocalRecords(terms(Optional.empty()));
    records.take(Events.predicted("a", "digest", 3f, -1f));
    records.take(Events.observed("1", "a", 1, "eV"));
    assertThat(records.count()).isZero();
  }

  @Test
  void shouldKeepRecordsWithinTheBoundsOfARoundWithNoise() {
    LocalRecords records = new LocalRecords(terms(Optional.of(new PrivacyTerms(2, 1, 1, 1e-6))));
    assertThat(records.sums().count()).isZero();
    records.take(Events.observed("1", "a", 50, "eV"));
    records.take(Events.predicted("a", "digest", 100f, 0f));
    SufficientStatistics sums = records.sums();
    assertThat(sums.squares()).isEqualTo(1);
    assertThat(sums.precision()[3]).isCloseTo(4, within(1e-3));
  }
}
