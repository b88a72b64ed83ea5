package io.athanor.allinone.fleet;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Where a robot asks for work. */
@FunctionalInterface
interface WorkDoor {
  /** Asks for up to {@code most} leases and waits for the first; fails where no answer came. */
  Future<AsyncDoor.Answer> lease(InstrumentSpec instrument, int most, Duration wait);

  /** What the scheduler offered to the instrument, of whatever campaign. */
  static WorkDoor scheduled(AsyncDoor door) {
    return (instrument, most, wait) ->
        door.post(
            "/v1/instruments/" + instrument.id() + "/leases",
            wish(instrument, most, wait).put("resume", false),
            wait);
  }

  /** What any worker may take, of each campaign in turn. */
  static WorkDoor open(AsyncDoor door, List<String> campaigns) {
    int[] next = {0};
    return (instrument, most, wait) ->
        door.post(
            "/v1/campaigns/" + campaigns.get(next[0]++ % campaigns.size()) + "/leases",
            wish(instrument, most, wait),
            wait);
  }

  private static JsonObject wish(InstrumentSpec instrument, int most, Duration wait) {
    return new JsonObject()
        .put("worker", instrument.id())
        .put("max", most)
        .put("waitSeconds", wait.toMillis() / 1000.0);
  }
}
