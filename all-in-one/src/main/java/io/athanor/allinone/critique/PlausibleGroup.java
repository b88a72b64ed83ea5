package io.athanor.allinone.critique;

import io.athanor.acquisition.critic.ProposalUnderReview;
import java.util.List;

/**
 * Proposals that people really made, from one source.
 *
 * @param name of the source
 * @param proposals in the source's order
 */
record PlausibleGroup(String name, List<ProposalUnderReview> proposals) {
  PlausibleGroup {
    proposals = List.copyOf(proposals);
    if (proposals.isEmpty()) {
      throw new IllegalArgumentException(name + " holds no proposals");
    }
  }
}
