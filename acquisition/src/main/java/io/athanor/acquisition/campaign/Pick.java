package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Choice;
import java.util.Optional;

/**
 * What is to be proposed next, by the planner or in answer to somebody.
 *
 * @param followsUp the experiment it corrects or replaces; empty where the planner was free
 */
record Pick(Choice choice, Optional<FollowUp> followsUp) {
  /** The planner's own. */
  static Pick free(Choice choice) {
    return new Pick(choice, Optional.empty());
  }
}
