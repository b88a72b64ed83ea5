package io.athanor.formats;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.unit.Quantity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** One thing a file says. What it does not say is empty, never guessed. */
public sealed interface Statement {

  /**
   * A measurement.
   *
   * @param run the instrument's own name of this measurement within the file, unique in it; what
   *     makes a second reading of the same file the same event
   * @param sample the sample, as the laboratory names it
   * @param instrument the instrument, as the file names it
   * @param technique e.g. {@code powder-diffraction}, {@code uv-vis-absorption}, {@code scalar}
   * @param occurredAt when it was measured
   * @param material what the sample is meant to be
   * @param payload what was measured
   * @param simulated whether a computer made it up
   */
  record Reading(
      String run,
      Optional<String> sample,
      Optional<String> instrument,
      String technique,
      Optional<Instant> occurredAt,
      Optional<Composition> material,
      Payload payload,
      boolean simulated)
      implements Statement {
    /** Checks that nothing is missing. */
    public Reading {
      Objects.requireNonNull(run, "run");
      Objects.requireNonNull(technique, "technique");
      Objects.requireNonNull(payload, "payload");
    }
  }

  /**
   * A structure to consider, as a database or a refinement gives it.
   *
   * @param id the source's own id, unique in the file
   * @param composition what it consists of
   * @param crystal its cell; empty where the file gives only the composition, or sites that are
   *     partly occupied
   */
  record Structure(String id, Composition composition, Optional<Crystal> crystal)
      implements Statement {
    /** Checks that nothing is missing. */
    public Structure {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(composition, "composition");
      Objects.requireNonNull(crystal, "crystal");
    }
  }

  /**
   * A computed result; the event {@code simulation-completed}.
   *
   * @param structure of what
   * @param method e.g. {@code PBE}
   * @param fidelity e.g. {@code dft-gga}
   * @param converged whether the computation ended well
   * @param properties by name in snake case, at least one
   */
  record Computation(
      Structure structure,
      String method,
      String fidelity,
      boolean converged,
      Map<String, Quantity> properties)
      implements Statement {
    /** Sorts the names and checks that nothing is missing. */
    public Computation {
      Objects.requireNonNull(structure, "structure");
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(fidelity, "fidelity");
      properties = Collections.unmodifiableMap(new TreeMap<>(properties));
      if (properties.isEmpty()) {
        throw new IllegalArgumentException("properties is empty");
      }
    }
  }

  /**
   * A document as a vector; the event {@code literature-embedded}. Owns its array.
   *
   * @param id DOI or another identifier, unique in the file
   * @param model the embedding model's name
   * @param vector the embedding (dimensionless), finite, at least one
   * @param compositions the materials it mentions, each once
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  record Document(String id, String model, float[] vector, List<Composition> compositions)
      implements Statement {
    /** Copies the list and checks that nothing is missing. */
    public Document {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(model, "model");
      compositions = List.copyOf(compositions);
      if (vector.length == 0) {
        throw new IllegalArgumentException("vector is empty");
      }
      for (float each : vector) {
        if (!Float.isFinite(each)) {
          throw new IllegalArgumentException("vector holds something else than finite numbers");
        }
      }
    }
  }
}
