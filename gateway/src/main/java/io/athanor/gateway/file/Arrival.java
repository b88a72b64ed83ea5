package io.athanor.gateway.file;

import io.athanor.materials.unit.Quantity;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a file came in, and what its sender knows that it does not say itself.
 *
 * @param recordedAt ingest time, to the microsecond; the event time of what states none
 * @param location where the file lies: where its pictures are to be found
 * @param sampleId the sample, over what the file says
 * @param instrumentId the instrument, over what the file says
 * @param candidateId the material the sample was meant to be
 * @param conditions what its curves were taken under, over what the file says
 * @param campaignId the campaign that asked for it, and whose pool its structures join
 * @param poolIndex place of its first structure in that pool; the others follow
 */
public record Arrival(
    Instant recordedAt,
    URI location,
    Optional<String> sampleId,
    Optional<String> instrumentId,
    Optional<String> candidateId,
    Map<String, Quantity> conditions,
    Optional<String> campaignId,
    int poolIndex) {
  /** Checks that nothing is missing. */
  public Arrival {
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(location, "location");
    conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
    if (poolIndex < 0) {
      throw new IllegalArgumentException("poolIndex is negative");
    }
  }

  /** A file of which nothing else is known. */
  public static Arrival of(Instant recordedAt, URI location) {
    return new Arrival(
        recordedAt,
        location,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        0);
  }
}
