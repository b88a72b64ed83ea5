package io.athanor.streams.fuse;

import io.athanor.event.PropertySummary;
import io.athanor.event.SimulationBias;
import io.athanor.event.SourceSummary;
import io.athanor.materials.fusion.Calibration;
import io.athanor.materials.fusion.Consensus;
import io.athanor.materials.fusion.Moments;
import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.Units;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of one property, from its sources. Only sources of the best kind are averaged:
 * experiments; else simulated readings; else converged computations of one fidelity (high, medium,
 * low, then by name). A computation that did not converge is never averaged.
 */
final class Summaries {
  private static final String SIMULATED = "simulated experiment";
  private static final String NOT_CONVERGED = "not converged";
  // what the rules of perception let in
  private static final double LARGEST = 1e150;
  private static final List<String> BASES =
      List.of(Sources.EXPERIMENT, SIMULATED, "high", "medium", "low");

  private static final Comparator<String> WORTH =
      Comparator.<String, Boolean>comparing(NOT_CONVERGED::equals)
          .thenComparing(basis -> BASES.contains(basis) ? BASES.indexOf(basis) : BASES.size())
          .thenComparing(Comparator.naturalOrder());

  private Summaries() {}

  /**
   * One summary for each group of units that convert into each other, in the least of its units by
   * code.
   *
   * @param sources all that was said, in order; at least one
   */
  static List<PropertySummary> of(String property, List<SourceSummary> sources, Offsets offsets) {
    List<PropertySummary> summaries = new ArrayList<>(1);
    List<SourceSummary> left = sources;
    while (!left.isEmpty()) {
      String unit = left.get(0).getMean().getUnit();
      boolean mixed = left.stream().anyMatch(each -> !converts(each, unit));
      List<SourceSummary> group =
          mixed ? left.stream().filter(each -> converts(each, unit)).toList() : left;
      List<SourceSummary> kept = Sources.bounded(group);
      summaries.add(summary(property, corrected(property, kept, offsets), leastUnit(kept)));
      left = mixed ? left.stream().filter(each -> !converts(each, unit)).toList() : List.of();
    }
    return summaries;
  }

  private static String leastUnit(List<SourceSummary> sources) {
    String least = sources.get(0).getMean().getUnit();
    for (SourceSummary each : sources) {
      String unit = each.getMean().getUnit();
      least = !Sources.isRest(each) && unit.compareTo(least) < 0 ? unit : least;
    }
    return least;
  }

  /** Whether values convert, and those at the ends of the range stay finite. */
  private static boolean converts(SourceSummary source, String unit) {
    String own = source.getMean().getUnit();
    return own.equals(unit)
        || (Units.isConvertible(own, unit)
            && Double.isFinite(Units.convert(LARGEST, own, unit))
            && Double.isFinite(Units.convert(LARGEST, unit, own)));
  }

  private static List<SourceSummary> corrected(
      String property, List<SourceSummary> sources, Offsets offsets) {
    List<SourceSummary> corrected = new ArrayList<>(sources.size());
    for (SourceSummary source : sources) {
      Quantity offset = offset(property, source, offsets).orElse(null);
      corrected.add(withOffset(source, offset == null ? null : Quantities.toEvent(offset)));
    }
    return corrected;
  }

  private static Optional<Quantity> offset(String property, SourceSummary source, Offsets offsets) {
    if (source.getInstrumentId().isEmpty() || Sources.isRest(source)) {
      return Optional.empty();
    }
    Optional<Calibration> calibration = offsets.of(source.getInstrumentId(), property);
    if (calibration.isEmpty() || !converts(source, calibration.get().unit())) {
      return Optional.empty();
    }
    Quantity offset = calibration.get().at(Moments.ofBytes(source.getSums()).meanTime());
    return Optional.of(offset);
  }

  private static SourceSummary withOffset(SourceSummary source, io.athanor.event.Quantity offset) {
    if (offset == null && source.getOffset() == null) {
      return source;
    }
    return new SourceSummary(
        source.getFidelity(),
        source.getTechnique(),
        source.getMethod(),
        source.getInstrumentId(),
        source.getSimulated(),
        source.getConverged(),
        source.getMean(),
        offset,
        source.getLatest(),
        source.getOccurredAt(),
        source.getLatestId(),
        source.getCount(),
        source.getSums());
  }

  private static PropertySummary summary(
      String property, List<SourceSummary> sources, String unit) {
    TreeMap<String, List<SourceSummary>> byBasis = new TreeMap<>(WORTH);
    for (SourceSummary source : sources) {
      byBasis.computeIfAbsent(basis(source), any -> new ArrayList<>(1)).add(source);
    }
    String basis = byBasis.firstKey();
    List<SourceSummary> behind = byBasis.get(basis);
    SourceSummary newest = Collections.max(behind, Sources.AGE);
    io.athanor.event.Quantity latest =
        Quantities.toEvent(Quantities.fromEvent(newest.getLatest()).to(unit));
    if (basis.equals(NOT_CONVERGED)) {
      return new PropertySummary(
          latest,
          latest,
          newest.getOccurredAt(),
          newest.getMethod(),
          newest.getTechnique(),
          property,
          basis,
          sources,
          false,
          null,
          List.of());
    }
    Consensus consensus = consensus(behind, unit);
    boolean known = consensus.birgeRatio().isPresent();
    return new PropertySummary(
        latest,
        Quantities.toEvent(consensus.mean()),
        newest.getOccurredAt(),
        newest.getMethod(),
        newest.getTechnique(),
        property,
        basis,
        sources,
        consensus.contradictory(),
        known ? consensus.birgeRatio().getAsDouble() : null,
        isMeasured(basis) ? biases(sources, consensus.mean()) : List.of());
  }

  private static String basis(SourceSummary source) {
    if (!source.getConverged()) {
      return NOT_CONVERGED;
    }
    boolean simulated = source.getFidelity().equals(Sources.EXPERIMENT) && source.getSimulated();
    return simulated ? SIMULATED : source.getFidelity();
  }

  private static boolean isMeasured(String basis) {
    return basis.equals(Sources.EXPERIMENT) || basis.equals(SIMULATED);
  }

  private static Consensus consensus(List<SourceSummary> sources, String unit) {
    List<Quantity> means = new ArrayList<>(sources.size());
    for (SourceSummary source : sources) {
      Quantity mean = Quantities.fromEvent(source.getMean());
      Quantity corrected =
          source.getOffset() == null
              ? mean
              : Differences.without(mean, Quantities.fromEvent(source.getOffset()));
      means.add(corrected.unit().equals(unit) ? corrected : corrected.to(unit));
    }
    return Consensus.of(means);
  }

  /** Of each method and fidelity, against the experiment. */
  private static List<SimulationBias> biases(List<SourceSummary> sources, Quantity measured) {
    List<SimulationBias> biases = new ArrayList<>(0);
    for (SourceSummary source : sources) {
      String basis = basis(source);
      if (!isMeasured(basis) && !basis.equals(NOT_CONVERGED)) {
        Quantity computed = Quantities.fromEvent(source.getMean()).to(measured.unit());
        biases.add(
            new SimulationBias(
                source.getFidelity(),
                source.getMethod(),
                Quantities.toEvent(Differences.of(computed, measured))));
      }
    }
    return biases;
  }
}
