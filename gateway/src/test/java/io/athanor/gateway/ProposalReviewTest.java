package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ApprovalMode;
import io.athanor.event.ApprovalNeeded;
import io.athanor.event.Critique;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Finding;
import io.athanor.event.FollowUp;
import io.athanor.event.Prospect;
import io.athanor.event.Severity;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whoever has to decide is shown what the critic found and what is asked of people. */
class ProposalReviewTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void shouldShowWhatPeopleNeedToJudge() {
    try (Door door = new Door()) {
      door.define("c");
      ExperimentProposed judged =
          Events.proposing("c", 0, NOW.plusSeconds(3600), NOW, null)
              .setApprovalNeeded(
                  new ApprovalNeeded(ApprovalMode.QUORUM, 2, null, List.of("out-of-domain")))
              .setCritique(
                  new Critique(0.4, List.of(new Finding("hazard", Severity.WARNING, 0.4, "lead"))))
              .setFollowsUp(new FollowUp("c-e9", "edit", "less tin"))
              .setProspect(new Prospect(3, 0.25, 1.5))
              .build();
      door.log.append(Topics.EXPERIMENT_PROPOSED, "c", judged).join();
      String path = "/v1/experiments/" + judged.getExperimentId();
      Awaitility.await().until(() -> door.get(path).status() == 200);
      JsonObject shown = door.get(path).json();
      assertThat(shown.getJsonObject("approvalNeeded"))
          .isEqualTo(
              new JsonObject("{\"mode\":\"quorum\",\"quorum\":2,\"because\":[\"out-of-domain\"]}"));
      assertThat(shown.getJsonObject("critique"))
          .isEqualTo(
              new JsonObject(
                  "{\"risk\":0.4,\"findings\":[{\"check\":\"hazard\",\"severity\":\"warning\","
                      + "\"score\":0.4,\"text\":\"lead\"}]}"));
      assertThat(shown.getJsonObject("followsUp").getString("because")).isEqualTo("edit");
      assertThat(shown.getJsonObject("prospect").getDouble("expectedImprovement")).isEqualTo(0.25);
    }
  }

  @Test
  void shouldSayNothingWhereNobodyWasAsked() {
    try (Door door = new Door()) {
      door.define("c");
      ExperimentProposed plain = door.propose("c", 0);
      String path = "/v1/experiments/" + plain.getExperimentId();
      Awaitility.await().until(() -> door.get(path).status() == 200);
      assertThat(door.get(path).json().fieldNames())
          .doesNotContain("approvalNeeded", "critique", "followsUp", "prospect");
    }
  }
}
