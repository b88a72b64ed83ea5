package io.athanor.inference.worker;

import io.athanor.event.PredictionRequested;
import io.athanor.inference.serving.HotSlot;
import io.athanor.inference.serving.Versions;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.schemas.serde.UndecodableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * From record values to outcomes: each request is scored by the version it wants, or by the one
 * that serves where it wants none, and signed by that version. A version that cannot be opened
 * refuses the requests that want it, and no other. For one thread.
 */
final class Answerer {
  private static final String UNAVAILABLE = "version-unavailable";
  private static final long AGAIN_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MOST_REMEMBERED = 16;

  private final Function<byte[], PredictionRequested> decoder;
  private final Versions<Serving> versions;
  private final LongSupplier nanoClock;
  private final Map<String, Failure> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failure> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /** A version that could not be opened, and when. */
  private record Failure(String reason, long nanos) {}

  /** An outcome, and who signs the event about it. */
  record Signed(Outcome outcome, EventWriter events) {}

  Answerer(
      Function<byte[], PredictionRequested> decoder,
      Versions<Serving> versions,
      LongSupplier nanoClock) {
    this.decoder = decoder;
    this.versions = versions;
    this.nanoClock = nanoClock;
  }

  /** One outcome per value, in order. A registry outage comes through as its exception. */
  List<Signed> answer(List<byte[]> values) {
    Signed[] signed = new Signed[values.size()];
    List<PredictionRequested> requests = new ArrayList<>();
    Map<Optional<String>, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < signed.length; row++) {
      requests.add(null);
      try {
        PredictionRequested request = decoder.apply(values.get(row));
        requests.set(row, request);
        rows.computeIfAbsent(Optional.ofNullable(request.getModelDigest()), k -> new ArrayList<>())
            .add(row);
      } catch (UndecodableException cause) {
        signed[row] =
            byTheOneThatServes(new Outcome.Refused(cause.code(), null, cause.getMessage()));
      }
    }
    rows.forEach((digest, wanting) -> answer(digest, wanting, requests, signed));
    return Arrays.asList(signed);
  }

  private void answer(
      Optional<String> digest,
      List<Integer> rows,
      List<PredictionRequested> requests,
      Signed[] signed) {
    try (HotSlot.Lease<Serving> lease = lease(digest)) {
      // one version for all of these, whatever is exchanged meanwhile
      Serving serving = lease.value();
      List<Outcome> outcomes = serving.scorer().score(rows.stream().map(requests::get).toList());
      for (int index = 0; index < rows.size(); index++) {
        signed[rows.get(index)] = new Signed(outcomes.get(index), serving.events());
      }
    } catch (ModelStoreException cause) {
      Outcome refused =
          new Outcome.Refused(
              UNAVAILABLE,
              "modelDigest",
              "version '" + clipped(digest.orElseThrow()) + "': " + cause.getMessage());
      rows.forEach(row -> signed[row] = byTheOneThatServes(refused));
    }
  }

  private HotSlot.Lease<Serving> lease(Optional<String> digest) {
    if (digest.isEmpty()) {
      return versions.acquire();
    }
    Failure known = failures.get(digest.get());
    if (known != null && nanoClock.getAsLong() - known.nanos() < AGAIN_NANOS) {
      throw new ModelStoreException(known.reason());
    }
    try {
      HotSlot.Lease<Serving> lease = versions.acquire(digest.get());
      failures.remove(digest.get());
      return lease;
    } catch (ModelStoreException cause) {
      failures.put(digest.get(), new Failure(cause.getMessage(), nanoClock.getAsLong()));
      throw cause;
    }
  }

  private Signed byTheOneThatServes(Outcome refused) {
    return new Signed(refused, versions.peek().events());
  }

  private static String clipped(String text) {
    return text.length() > 64 ? text.substring(0, 64) + "..." : text;
  }
}
