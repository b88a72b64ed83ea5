package io.athanor.gateway.room;

import io.athanor.event.CandidateProposed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.PredictionMade;
import io.athanor.event.ReadingReported;
import io.athanor.event.SimulationCompleted;
import io.athanor.event.StabilityAssessed;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.security.Identity;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Where the log speaks of each material: the fused record, the prediction, and what both come from.
 * It holds positions and no records, about a hundred bytes for a material and twelve for each event
 * behind it, so that a million of them fit; the records are read when they are asked for.
 * Thread-safe.
 */
public final class MaterialIndex {
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_EVIDENCE = 500;

  private final PackedPositions positions = new PackedPositions(topics());
  private final IdTable ids = new IdTable();
  private final Formulas formulas = new Formulas();
  private final Tenants tenants = new Tenants();
  private final Map<String, Integer> experiments = new HashMap<>();
  private final Map<String, List<Waiting>> waiting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Waiting>> eldest) {
          return size() > MOST_WAITING;
        }
      };
  private long[] updated = new long[64];
  private long[] predicted = new long[64];
  private long[] assessed = new long[64];
  private int[] evidence = new int[64];
  private long[] evidenceAt = new long[64];
  private int[] evidenceBefore = new int[64];
  private int evidenceSize;

  /** A reading whose experiment is not known yet. */
  private record Waiting(long packed, String tenant) {}

  /** Nothing yet. */
  MaterialIndex() {
    Arrays.fill(updated, PackedPositions.NONE);
    Arrays.fill(predicted, PackedPositions.NONE);
    Arrays.fill(assessed, PackedPositions.NONE);
  }

  /** The topics it is folded from. */
  static List<Topic<?>> topics() {
    return List.of(
        Topics.MATERIAL_UPDATED,
        Topics.PREDICTION_MADE,
        Topics.CANDIDATE_PROPOSED,
        Topics.READING_REPORTED,
        Topics.SIMULATION_COMPLETED,
        Topics.EXPERIMENT_PROPOSED,
        Topics.STABILITY_ASSESSED);
  }

  /**
   * Where the log speaks of a material.
   *
   * @param updated its fused record
   * @param predicted what the model says of it
   * @param assessed how stable it is
   * @param evidence events that it comes from, the newest first, some hundred at most
   * @param shared whether other tenants have something to do with it, too
   */
  public record Entry(
      String candidateId,
      Optional<Position> updated,
      Optional<Position> predicted,
      Optional<Position> assessed,
      List<Position> evidence,
      boolean shared) {
    /** Takes an immutable copy. */
    public Entry {
      evidence = List.copyOf(evidence);
    }
  }

  synchronized void on(Position position, SpecificRecord event) {
    if (event instanceof MaterialUpdated material) {
      int number = number(material.getCandidateId(), material.getMeta());
      updated[number] = positions.pack(position);
      if (material.getCandidate() != null && material.getCandidate().getFormula() != null) {
        formulas.set(number, material.getCandidate().getFormula());
      }
    } else if (event instanceof PredictionMade prediction) {
      predicted[number(prediction.getCandidateId())] = positions.pack(position);
    } else if (event instanceof StabilityAssessed stability) {
      assessed[number(stability.getCandidateId())] = positions.pack(position);
    } else if (event instanceof CandidateProposed proposed) {
      prove(number(proposed.getCandidateId(), proposed.getMeta()), positions.pack(position));
    } else if (event instanceof SimulationCompleted simulation) {
      prove(number(simulation.getCandidateId(), simulation.getMeta()), positions.pack(position));
    } else if (event instanceof ReadingReported reading) {
      read(positions.pack(position), reading);
    } else if (event instanceof ExperimentProposed proposed) {
      int number = number(proposed.getCandidateId());
      experiments.put(proposed.getExperimentId(), number);
      List<Waiting> before = waiting.remove(proposed.getExperimentId());
      if (before != null) {
        before.forEach(each -> prove(number, each.packed(), each.tenant()));
      }
    }
  }

  /** A reading that names no material is of the one its experiment was about. */
  private void read(long packed, ReadingReported reading) {
    if (reading.getCandidateId() != null) {
      prove(number(reading.getCandidateId(), reading.getMeta()), packed);
    } else if (reading.getExperimentId() != null) {
      Integer number = experiments.get(reading.getExperimentId());
      String tenant = reading.getMeta().getTenant();
      if (number != null) {
        prove(number, packed, tenant);
      } else {
        waiting
            .computeIfAbsent(reading.getExperimentId(), id -> new ArrayList<>())
            .add(new Waiting(packed, tenant));
      }
    }
  }

  /** How many materials there are, whoever sees them. */
  public synchronized int size() {
    return ids.size();
  }

  /** Memory of its arrays, in bytes. */
  public synchronized long bytes() {
    return ids.bytes()
        + formulas.bytes()
        + tenants.bytes()
        + 8L * (updated.length + predicted.length + assessed.length + evidenceAt.length)
        + 4L * (evidence.length + evidenceBefore.length);
  }

  /** One material as a caller may see it. */
  public synchronized Optional<Entry> find(String candidateId, Identity caller) {
    int number = ids.find(candidateId);
    return number < 0 || !tenants.has(number, caller.tenant().orElse(null))
        ? Optional.empty()
        : Optional.of(entry(number, caller, MOST_EVIDENCE));
  }

  /**
   * Materials that a caller may see, those seen first last.
   *
   * @param search what their formulas are to be
   * @param after the material before the first that is wanted
   * @return empty where nobody knows {@code after}
   */
  public synchronized Optional<List<Entry>> list(
      Optional<FormulaSearch> search, Optional<String> after, int limit, Identity caller) {
    int from = after.map(ids::find).orElse(ids.size());
    if (from < 0) {
      return Optional.empty();
    }
    List<Entry> found = new ArrayList<>();
    for (int number = from - 1; number >= 0 && found.size() < limit; number--) {
      int each = number;
      if (tenants.has(number, caller.tenant().orElse(null))
          && search.map(one -> formulas.fits(each, one)).orElse(true)) {
        found.add(entry(number, caller, 0));
      }
    }
    return Optional.of(found);
  }

  private Entry entry(int number, Identity caller, int mostEvidence) {
    List<Position> events = new ArrayList<>();
    for (int each = evidence[number];
        each != 0 && events.size() < mostEvidence;
        each = evidenceBefore[each - 1]) {
      events.add(positions.unpack(evidenceAt[each - 1]));
    }
    return new Entry(
        ids.id(number),
        position(updated[number]),
        position(predicted[number]),
        position(assessed[number]),
        events,
        tenants.hasOthers(number, caller.tenant().orElse(null)));
  }

  private Optional<Position> position(long packed) {
    return packed == PackedPositions.NONE
        ? Optional.empty()
        : Optional.of(positions.unpack(packed));
  }

  private int number(String candidateId, Meta meta) {
    int number = number(candidateId);
    tenants.add(number, meta.getTenant());
    return number;
  }

  private int number(String candidateId) {
    int number = ids.add(candidateId);
    if (number >= updated.length) {
      int length = number + number / 2;
      int before = updated.length;
      updated = Arrays.copyOf(updated, length);
      predicted = Arrays.copyOf(predicted, length);
      assessed = Arrays.copyOf(assessed, length);
      evidence = Arrays.copyOf(evidence, length);
      Arrays.fill(updated, before, length, PackedPositions.NONE);
      Arrays.fill(predicted, before, length, PackedPositions.NONE);
      Arrays.fill(assessed, before, length, PackedPositions.NONE);
    }
    return number;
  }

  private void prove(int number, long packed, String tenant) {
    tenants.add(number, tenant);
    prove(number, packed);
  }

  private void prove(int number, long packed) {
    if (evidenceSize == evidenceAt.length) {
      evidenceAt = Arrays.copyOf(evidenceAt, evidenceSize + evidenceSize / 2);
      evidenceBefore = Arrays.copyOf(evidenceBefore, evidenceSize + evidenceSize / 2);
    }
    evidenceAt[evidenceSize] = packed;
    evidenceBefore[evidenceSize] = evidence[number];
    evidenceSize++;
    evidence[number] = evidenceSize;
  }
}
