package io.athanor.gateway.view;

import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowReported;
import io.athanor.event.ShadowState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Shadow policies by campaign and name. The topics are in no order to each other: what was said of
 * an earlier one of the same name is told apart by its time. Owned by {@link View}, which locks.
 */
final class Shadows {
  private static final int LATEST = 20;

  private final Map<String, Map<String, Kept>> campaigns = new HashMap<>();

  /** What was said of one name. */
  private static final class Kept {
    private final Deque<ShadowChosen> latest = new ArrayDeque<>();
    private PolicyShadowed shadow;
    private Instant since = Instant.MIN;
    private ShadowReported report;

    void hear(PolicyShadowed event) {
      boolean begins =
          event.getState() == ShadowState.ACTIVE
              && (shadow == null
                  || shadow.getState() != ShadowState.ACTIVE
                  || !shadow.getPolicy().equals(event.getPolicy()));
      if (begins) {
        since = event.getMeta().getRecordedAt();
      }
      shadow = event;
    }

    void hear(ShadowChosen event) {
      latest.addFirst(event);
      if (latest.size() > LATEST) {
        latest.removeLast();
      }
    }

    void hear(ShadowReported event) {
      if (report == null
          || !event.getMeta().getRecordedAt().isBefore(report.getMeta().getRecordedAt())) {
        report = event;
      }
    }

    Optional<ShadowView> view() {
      return shadow == null
          ? Optional.empty()
          : Optional.of(
              new ShadowView(
                  shadow,
                  Optional.ofNullable(report)
                      .filter(each -> !each.getMeta().getRecordedAt().isBefore(since)),
                  latest.stream()
                      .filter(each -> !each.getMeta().getRecordedAt().isBefore(since))
                      .toList()));
    }
  }

  void on(PolicyShadowed event) {
    kept(event.getCampaignId(), event.getName()).hear(event);
  }

  void on(ShadowChosen event) {
    kept(event.getCampaignId(), event.getName()).hear(event);
  }

  void on(ShadowReported event) {
    kept(event.getCampaignId(), event.getName()).hear(event);
  }

  /** Of one campaign, by name. */
  List<ShadowView> of(String campaignId) {
    return campaigns.getOrDefault(campaignId, Map.of()).values().stream()
        .map(Kept::view)
        .flatMap(Optional::stream)
        .toList();
  }

  private Kept kept(String campaignId, String name) {
    return campaigns
        .computeIfAbsent(campaignId, id -> new TreeMap<>())
        .computeIfAbsent(name, id -> new Kept());
  }
}
