package io.athanor.allinone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.Experiments;
import io.athanor.allinone.client.FakeDoor;
import io.athanor.allinone.client.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {
  private static final String CAMPAIGN = "campaign-1";
  private static final int POOL = 12;
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofMillis(10));

  @TempDir private Path directory;

  private final FakeDoor door = new FakeDoor();
  private final DoorClient client = new DoorClient(door.address(), SHORT);

  @BeforeEach
  void define() {
    client.define(
        new Campaigns.Definition(
            CAMPAIGN,
            "test",
            List.of(new Campaigns.Objective("y", "1", "maximize")),
            new Campaigns.Search(new Campaigns.Pool(POOL, List.of())),
            new Campaigns.Policy("random", null, List.of("parameters"), null, null),
            POOL,
            2,
            3600,
            600,
            1,
            true));
    List<Campaigns.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      candidates.add(new Campaigns.Candidate(i, null, Map.of("x", (double) i), Map.of()));
    }
    client.addCandidates(CAMPAIGN, candidates);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static Bench.Outcome measure(Experiments.Proposal proposal, Instant when) {
    if (proposal.poolIndex() == 3) {
      return new Bench.Failed("synthesis", "spilt");
    }
    String sample = "sample-" + proposal.experimentId();
    return new Bench.Measured(
        sample,
        List.of(
            new Experiments.Reading(
                sample,
                proposal.candidateId(),
                CAMPAIGN,
                proposal.experimentId(),
                "instrument-1",
                "scalar",
                when.toString(),
                true,
                Map.of("y", Experiments.Quantity.of(proposal.poolIndex(), "1")),
                null)));
  }

  private Path journal() {
    return directory.resolve("journal.jsonl");
  }

  private void work(int experiments, Bench bench) throws InterruptedException {
    Fleet.Plan plan = new Fleet.Plan(CAMPAIGN, experiments, POOL, 2, Duration.ZERO);
    try (LabJournal journal = LabJournal.open(journal());
        Fleet fleet = Fleet.start(client, journal, bench, InstantSource.system(), plan)) {
      assertThat(fleet.await(Duration.ofSeconds(30))).isTrue();
    }
  }

  private long actuations() {
    return LabJournal.read(journal()).stream()
        .filter(entry -> entry.event().equals(LabJournal.Entry.ACTUATED))
        .count();
  }

  @Test
  void shouldDoExactlyAsManyAsAsked() throws InterruptedException {
    work(5, FleetTest::measure);
    assertThat(door.count("succeeded") + door.count("failed")).isEqualTo(5);
    assertThat(actuations()).isEqualTo(5);
  }

  @Test
  void shouldContinueToLargerNumber() throws InterruptedException {
    work(5, FleetTest::measure);
    work(8, FleetTest::measure);
    assertThat(door.count("succeeded") + door.count("failed")).isEqualTo(8);
    assertThat(actuations()).isEqualTo(8);
  }

  @Test
  void shouldStopWhenPoolIsExhausted() throws InterruptedException {
    work(100, FleetTest::measure);
    assertThat(door.count("succeeded")).isEqualTo(POOL - 1);
    assertThat(door.count("failed")).isEqualTo(1);
  }

  /** A laboratory that dies with its n-th request, which was heard, and comes back. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void shouldActuateOnceWhereverItDies(int request) throws InterruptedException {
    DoorClient mortal =
        new DoorClient(
            door.address(),
            new Patience(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1)));
    door.fallSilentAt(request);
    try (LabJournal journal = LabJournal.open(journal())) {
      Robot robot =
          new Robot(
              mortal,
              journal,
              FleetTest::measure,
              InstantSource.system(),
              Duration.ZERO,
              CAMPAIGN,
              "robot-1");
      assertThatThrownBy(
              () -> {
                while (true) {
                  robot.claim(Duration.ZERO).ifPresent(robot::finish);
                }
              })
          .hasMessageContaining("no answer");
    }
    door.wake();
    work(6, FleetTest::measure);
    assertThat(door.count("succeeded") + door.count("failed")).isEqualTo(6);
    assertThat(actuations()).isEqualTo(6);
    assertThat(door.readings()).hasSize(door.count("succeeded"));
  }
}
