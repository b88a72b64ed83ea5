package io.athanor.allinone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorClientTest {
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofMillis(4));

  private final FakeDoor door = new FakeDoor();
  private final DoorClient client = new DoorClient(door.address(), SHORT);

  @AfterEach
  void close() {
    door.close();
  }

  static Campaigns.Definition campaign(String name) {
    return new Campaigns.Definition(
        "campaign-1",
        name,
        List.of(new Campaigns.Objective("y", "1", "maximize")),
        new Campaigns.Search(
            new Campaigns.Pool(3, List.of(Campaigns.Parameter.continuous("x", "1", 0, 2)))),
        new Campaigns.Policy("random", "gaussian-process", List.of("parameters"), null, null),
        3,
        1,
        3600,
        600,
        1,
        true);
  }

  static List<Campaigns.Candidate> candidates(int size) {
    List<Campaigns.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      candidates.add(new Campaigns.Candidate(i, null, Map.of("x", (double) i), Map.of()));
    }
    return candidates;
  }

  private static Experiments.Reading reading() {
    return new Experiments.Reading(
        "sample-1",
        "c-0",
        "campaign-1",
        "e-1",
        "instrument-1",
        "scalar",
        "2026-01-01T00:00:00Z",
        true,
        Map.of("y", Experiments.Quantity.of(1, "1")),
        null);
  }

  @Test
  void shouldTellNewFromSameFromOtherDefinition() {
    assertThat(client.define(campaign("one"))).isTrue();
    assertThat(client.define(campaign("one"))).isFalse();
    assertThatThrownBy(() -> client.define(campaign("other")))
        .isInstanceOfSatisfying(DoorException.class, e -> assertThat(e.isConflict()).isTrue())
        .hasMessageContaining("another definition");
  }

  @Test
  void shouldTryAgainWhileOverloaded() {
    door.overload(3);
    assertThat(client.report(reading(), "key-1").id()).isEqualTo("reading-key-1");
    assertThat(door.requests()).hasSize(4);
  }

  @Test
  void shouldReportOnceWhereAnswersAreLost() {
    door.loseAnswers(2);
    client.report(reading(), "key-1");
    client.report(reading(), "key-1");
    assertThat(door.readings()).containsExactly("reading-key-1");
  }

  @Test
  void shouldGiveUpWhenPatienceEnds() {
    door.overload(Integer.MAX_VALUE);
    DoorClient hasty =
        new DoorClient(
            door.address(),
            new Patience(Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(5)));
    assertThatThrownBy(() -> hasty.report(reading(), "key-1"))
        .isInstanceOfSatisfying(DoorException.class, e -> assertThat(e.status()).isEqualTo(503));
  }

  @Test
  void shouldNotRepeatClaim() {
    client.define(campaign("one"));
    client.addCandidates("campaign-1", candidates(3));
    door.loseAnswers(1);
    assertThatThrownBy(() -> client.lease("campaign-1", "robot-1", 1, Duration.ZERO))
        .isInstanceOfSatisfying(DoorException.class, e -> assertThat(e.isTransient()).isTrue());
    assertThat(client.leases("robot-1")).hasSize(1);
    assertThat(door.count("leased")).isEqualTo(1);
  }

  @Test
  void shouldSendCandidatesInPortions() {
    client.define(campaign("one"));
    client.addCandidates("campaign-1", candidates(1_100));
    assertThat(door.requests().stream().filter(each -> each.endsWith("/candidates"))).hasSize(3);
  }

  @Test
  void shouldSayThatCampaignIsUnknown() {
    assertThat(client.campaign("campaign-9")).isEmpty();
  }
}
