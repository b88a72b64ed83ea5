package io.athanor.inference.trainer;

import io.athanor.inference.rollout.Gate;

/**
 * A challenger held against a champion.
 *
 * @param champion digest
 * @param challenger digest
 * @param gate how it stands
 */
record Trial(String champion, String challenger, Gate gate) {
  Trial with(Gate next) {
    return new Trial(champion, challenger, next);
  }
}
