package io.athanor.inference.trainer;

import io.athanor.event.CampaignDefined;
import io.athanor.event.CampaignState;
import io.athanor.event.FeatureKind;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The open campaigns that see what a model says. For one thread. */
final class Campaigns {
  private final Set<String> open = new HashSet<>();

  /** A campaign is defined, or defined again. */
  void on(CampaignDefined event) {
    boolean seesModel =
        event.getPolicy().getFeatures().stream().anyMatch(each -> each != FeatureKind.PARAMETERS);
    if (seesModel && event.getState() == CampaignState.OPEN) {
      open.add(event.getCampaignId());
    } else {
      open.remove(event.getCampaignId());
    }
  }

  /** Those of a material's campaigns that are open and wanted, each once, in their order. */
  List<String> of(MaterialUpdated material, Predicate<String> wanted) {
    return material.getMemberships().stream()
        .map(Membership::getCampaignId)
        .filter(open::contains)
        .filter(wanted)
        .distinct()
        .toList();
  }
}
