package io.athanor.gateway.event;

import io.athanor.event.CoverageReported;
import io.vertx.core.json.JsonObject;

/** Reports of coverage as the door shows them. */
public final class Coverages {
  private Coverages() {}

  /** A campaign's report. */
  public static JsonObject json(CoverageReported report) {
    JsonObject json =
        new JsonObject()
            .put("claimed", report.getClaimed())
            .put("observed", report.getObserved())
            .put("count", report.getCount())
            .put("total", report.getTotal());
    Values.putIfPresent(json, "unrepaired", report.getUnrepaired());
    Values.putIfPresent(json, "factor", report.getFactor());
    return json;
  }
}
