package io.athanor.bridge.core;

import io.athanor.schemas.signing.ActuationOrder;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a device is told to do, once.
 *
 * @param experimentId the experiment
 * @param campaignId its campaign
 * @param campaignEpoch how often the campaign had been stopped and taken up again
 * @param epoch of the lease
 * @param step 0-based step of the recipe
 * @param steps how many steps the recipe has
 * @param name of the step
 * @param technique of the step
 * @param seconds how long it takes, as far as known
 * @param candidateId what is to be made
 * @param formula chemical formula; empty for a pure recipe
 * @param settings of this device's parameters, in the envelope's units
 * @param simulated whether nothing real may move
 */
public record Command(
    String experimentId,
    String campaignId,
    int campaignEpoch,
    int epoch,
    int step,
    int steps,
    String name,
    String technique,
    Optional<Double> seconds,
    String candidateId,
    Optional<String> formula,
    Map<String, ActuationOrder.Setting> settings,
    boolean simulated) {
  /** Copies the settings, sorted by name. */
  public Command {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** What the order is called at the device and in the ledger: experiment and step. */
  public String orderId() {
    return orderId(experimentId, step);
  }

  /** Whether the experiment is over with it. */
  public boolean isLast() {
    return step == steps - 1;
  }

  /** The name of a step of an experiment. */
  public static String orderId(String experimentId, int step) {
    return experimentId + "/" + step;
  }
}
