package io.athanor.loadtests.scenario;

/**
 * How hard, how long.
 *
 * @param perSecond open-loop rate of the latency phase (messages per second)
 * @param seconds length of the latency phase
 * @param warmUpSeconds of it that is not counted
 * @param burst messages sent as fast as they can be in the throughput phase
 * @param readingPoints points of each curve sent, which sets the message size
 */
public record LoadPlan(
    double perSecond, int seconds, int warmUpSeconds, int burst, int readingPoints) {
  /** Checks that there is something left to count. */
  public LoadPlan {
    if (!(perSecond > 0) || seconds <= warmUpSeconds || warmUpSeconds < 0) {
      throw new IllegalArgumentException(
          "rate " + perSecond + "/s for " + seconds + " s with " + warmUpSeconds + " s warm-up");
    }
    if (burst < 1 || readingPoints < 1) {
      throw new IllegalArgumentException("burst " + burst + ", reading points " + readingPoints);
    }
  }

  int paced() {
    return (int) Math.round(perSecond * seconds);
  }

  int warmUp() {
    return (int) Math.round(perSecond * warmUpSeconds);
  }
}
