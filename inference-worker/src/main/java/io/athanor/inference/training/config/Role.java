package io.athanor.inference.training.config;

/** What rows are for. */
public enum Role {
  /** To fit the network. */
  TRAINING,
  /** To watch the fit, and to stop it early. */
  VALIDATION,
  /** To fit temperatures, intervals and the edge of the domain. */
  CALIBRATION,
  /**
   * To fit temperatures and intervals of compositions unlike training's; others are passed over.
   */
  FRONTIER,
  /** To report figures; nothing is fitted on them. */
  TEST
}
