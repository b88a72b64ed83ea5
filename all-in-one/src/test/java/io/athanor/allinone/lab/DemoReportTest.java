package io.athanor.allinone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.audit.Audit;
import io.athanor.allinone.client.Campaigns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportTest {
  private static final DemoCampaign CAMPAIGN = new DemoCampaign(2, List.of("parameters"), 4);

  private static Campaigns.Progress progress() {
    return new Campaigns.Progress(
        64,
        4,
        0,
        0,
        52,
        8,
        0,
        0,
        52,
        new Campaigns.Best(20.5, "%", 0.03, "e-1", "c-1"),
        1.25,
        new Campaigns.Latency(40.0, 90.0, 50));
  }

  private static Audit audit(int lost) {
    return new Audit(
        156,
        lost,
        List.of(),
        0,
        0,
        0,
        60,
        0,
        Map.of("streams/not-derivable", 2),
        0,
        Optional.of("digest"),
        Optional.empty());
  }

  private static DemoReport report(int lost) {
    return new DemoReport(
        CAMPAIGN, progress(), List.of(0, 1, 2), audit(lost), Duration.ofMillis(1_500));
  }

  @Test
  void shouldHoldWhatIsPromised() {
    assertThat(report(0).toMap())
        .containsEntry("experiments", 60)
        .containsEntry("duplicateProposals", 0)
        .containsEntry("lostReadings", 0)
        .containsEntry("duplicateObservations", 0)
        .containsEntry("deadLetters", 2)
        .containsEntry("readingToProposalMillis", Map.of("p50", 40.0, "p99", 90.0))
        .containsEntry("simulated", true)
        .containsEntry("modelDigest", "digest")
        .containsKeys("best", "randomBest", "unit");
    assertThat(report(0).isClean()).isTrue();
    assertThat(report(1).isClean()).isFalse();
  }

  @Test
  void shouldJudgeCampaignAndControlByTheSameTruth() {
    double best = CAMPAIGN.truthOfPool();
    List<Integer> all = IntStream.range(0, DemoCampaign.POOL_SIZE).boxed().toList();
    assertThat(CAMPAIGN.truthOfBest(all)).isEqualTo(best);
    assertThat(CAMPAIGN.truthOfBest(List.of())).isZero();
    // nearly every recipe gives a film: picking them all finds nearly the best
    assertThat(CAMPAIGN.truthOfBestAtRandom(DemoCampaign.POOL_SIZE)).isBetween(0.9 * best, best);
    assertThat(CAMPAIGN.truthOfBestAtRandom(60))
        .isEqualTo(CAMPAIGN.truthOfBestAtRandom(60))
        .isLessThan(best);
  }

  @Test
  void shouldShowProgressWithUnits() {
    assertThat(LiveLine.text(progress(), 60))
        .contains("60 of 60 experiments, 8 failed")
        .contains("best 20.50 \u00b1 0.030 %")
        .contains("posterior \u00b1 1.3 %")
        .contains("reading to proposal 40 ms (p99 90 ms)");
  }

  @Test
  void shouldReplaceReportFileAsWhole(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("reports").resolve("r.json");
    ReportFile.write(file, Map.of("a", 1));
    ReportFile.write(file, Map.of("a", 2));
    assertThat(Files.readString(file)).contains("\"a\" : 2");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }
}
