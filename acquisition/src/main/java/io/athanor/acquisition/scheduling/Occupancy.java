package io.athanor.acquisition.scheduling;

import io.athanor.schemas.lifecycle.Held;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Places at instruments. An experiment takes one where it is offered, where it is held, and where
 * an offer is on its way to. Credits count what was begun since the instrument spoke of them, and
 * every offer: one that was made before may not have been known to it.
 */
final class Occupancy {
  private final Map<String, Instrument> instruments;
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, Integer> credited = new HashMap<>();

  Occupancy(
      Map<String, Instrument> instruments, Collection<Job> jobs, Map<String, Offer> underWay) {
    this.instruments = instruments;
    for (Job job : jobs) {
      job.place().ifPresent(place -> count(place, isSince(job, place)));
      Offer coming = underWay.get(job.experimentId());
      if (coming != null && !job.place().filter(coming.instrumentId()::equals).isPresent()) {
        count(coming.instrumentId(), true);
      }
    }
  }

  /** Places that are taken. */
  int taken(String instrumentId) {
    return taken.getOrDefault(instrumentId, 0);
  }

  /** Places that are free and credited. */
  int free(Instrument instrument) {
    int places = instrument.capacity() - taken(instrument.instrumentId());
    int credits =
        instrument.credits().orElse(Integer.MAX_VALUE)
            - credited.getOrDefault(instrument.instrumentId(), 0);
    return Math.max(0, Math.min(places, credits));
  }

  /** Taken part of the capacity. */
  double load(Instrument instrument) {
    return taken(instrument.instrumentId()) / (double) instrument.capacity();
  }

  void take(String instrumentId) {
    count(instrumentId, true);
  }

  private boolean isSince(Job job, String place) {
    Instrument instrument = instruments.get(place);
    return !(job.life() instanceof Held)
        || instrument == null
        || !job.readySince().isBefore(instrument.statedAt());
  }

  private void count(String instrumentId, boolean isCredited) {
    taken.merge(instrumentId, 1, Integer::sum);
    if (isCredited) {
      credited.merge(instrumentId, 1, Integer::sum);
    }
  }
}
