package io.athanor.allinone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.FakeDoor;
import io.athanor.allinone.client.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignRunTest {
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofMillis(10));

  @TempDir private Path directory;

  private final FakeDoor door = new FakeDoor();
  private final DemoCampaign campaign = new DemoCampaign(1, List.of("parameters"), 2);
  private final CompletableFuture<Void> stop = new CompletableFuture<>();

  @AfterEach
  void close() {
    door.close();
  }

  private CampaignRun run() {
    return new CampaignRun(
        new DoorClient(door.address(), SHORT),
        campaign.definition(),
        new VirtualLab(campaign.seed()),
        directory.resolve("journal.jsonl"));
  }

  private Fleet.Plan plan(int experiments) {
    return new Fleet.Plan(
        campaign.campaignId(), experiments, DemoCampaign.POOL_SIZE, 2, Duration.ZERO);
  }

  @Test
  void shouldGoOnWhereItWasStopped() throws InterruptedException {
    CampaignRun first = run();
    first.prepare(campaign::candidates);
    AtomicInteger ticks = new AtomicInteger();
    assertThat(first.work(plan(4), stop, progress -> ticks.incrementAndGet())).isTrue();
    assertThat(ticks.get()).isPositive();
    CampaignRun second = run();
    second.prepare(campaign::candidates);
    assertThat(second.work(plan(9), stop, progress -> {})).isTrue();
    Campaigns.Progress progress = second.progress();
    assertThat(progress.succeeded() + progress.failed()).isEqualTo(9);
    assertThat(second.measured()).hasSize(progress.succeeded()).isSorted();
  }

  @Test
  void shouldSendPoolUntilSomethingIsProposed() {
    List<Integer> asked = new ArrayList<>();
    CampaignRun run = run();
    run.prepare(
        () -> {
          asked.add(1);
          return List.of();
        });
    // the first sending came to nothing, as after a crash
    run.prepare(
        () -> {
          asked.add(2);
          return campaign.candidates();
        });
    run.prepare(
        () -> {
          asked.add(3);
          return campaign.candidates();
        });
    assertThat(asked).containsExactly(1, 2);
  }

  @Test
  void shouldEndWhenToldTo() throws InterruptedException {
    CampaignRun run = run();
    run.prepare(campaign::candidates);
    stop.complete(null);
    assertThat(run.work(plan(DemoCampaign.POOL_SIZE), stop, progress -> {})).isFalse();
  }
}
