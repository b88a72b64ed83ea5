package io.athanor.streams.topology;

import io.athanor.event.ObservationDerived;
import io.athanor.event.SimulationCompleted;
import java.util.List;

/**
 * A computation and what it says, property by property.
 *
 * @param simulation as it came
 * @param observations in order of property
 */
record Computed(SimulationCompleted simulation, List<ObservationDerived> observations) {
  /** Takes an immutable copy. */
  Computed {
    observations = List.copyOf(observations);
  }
}
