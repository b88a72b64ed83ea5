package io.athanor.streams.fuse;

import io.athanor.event.ObservationDerived;
import io.athanor.event.PropertySummary;
import io.athanor.event.SourceSummary;
import io.athanor.materials.fusion.Moments;
import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.Units;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What was said of one property, by source, in the sources' own order: a function of the set of
 * observations. No more than {@value #MOST} sources are kept apart, those first in the order; of
 * the others the newest value and their number are kept, and they take no part in the mean.
 */
final class Sources {
  /** Fidelity of what was measured, or simulated in place of it. */
  static final String EXPERIMENT = "experiment";

  /** Method of those that are too many to be kept apart; no source has it otherwise. */
  static final String OTHER = "";

  static final int MOST = 64;

  static final Comparator<SourceSummary> ORDER =
      Comparator.comparing(Sources::isRest)
          .thenComparing(SourceSummary::getFidelity)
          .thenComparing(SourceSummary::getSimulated)
          .thenComparing(SourceSummary::getTechnique)
          .thenComparing(SourceSummary::getMethod)
          .thenComparing(SourceSummary::getInstrumentId)
          .thenComparing(each -> !each.getConverged())
          .thenComparing(each -> each.getMean().getUnit());

  /** Newest last. */
  static final Comparator<SourceSummary> AGE =
      Comparator.comparing(SourceSummary::getOccurredAt)
          .thenComparing(SourceSummary::getLatestId)
          .thenComparing(ORDER.reversed());

  private Sources() {}

  /** Whether this is what is left of those that are not kept apart. */
  static boolean isRest(SourceSummary source) {
    return source.getMethod().equals(OTHER);
  }

  /** The sources behind a summary; one where it was written before they were kept. */
  static List<SourceSummary> of(PropertySummary summary) {
    if (!summary.getSources().isEmpty()) {
      return summary.getSources();
    }
    Quantity mean = Quantities.fromEvent(summary.getMean());
    return List.of(
        source(
            new SourceSummary(
                EXPERIMENT,
                summary.getTechnique(),
                summary.getMethod(),
                "",
                false,
                true,
                summary.getMean(),
                null,
                summary.getLatest(),
                summary.getOccurredAt(),
                "",
                1,
                ByteBuffer.allocate(0)),
            Moments.NONE.plus(mean, summary.getOccurredAt()),
            mean.unit()));
  }

  /** The sources after one more observation. */
  static List<SourceSummary> add(List<SourceSummary> sources, ObservationDerived observed) {
    Quantity value = counted(Quantities.fromEvent(observed.getQuantity()));
    SourceSummary alone = alone(observed, value);
    List<SourceSummary> sum = new ArrayList<>(sources);
    int place = Collections.binarySearch(sum, alone, ORDER);
    if (place >= 0) {
      SourceSummary known = sum.get(place);
      Moments moments =
          Moments.ofBytes(known.getSums()).plus(value, observed.getMeta().getOccurredAt());
      sum.set(place, source(newer(known, alone), moments, value.unit()));
      return sum;
    }
    Moments moments = Moments.NONE.plus(value, observed.getMeta().getOccurredAt());
    sum.add(-place - 1, source(alone, moments, value.unit()));
    return sum;
  }

  /** The first {@value #MOST} and, where there are more, what is left of the others. */
  static List<SourceSummary> bounded(List<SourceSummary> sources) {
    if (sources.size() <= MOST) {
      return sources;
    }
    List<SourceSummary> rest = sources.subList(MOST, sources.size());
    if (rest.size() == 1 && isRest(rest.get(0))) {
      return sources;
    }
    SourceSummary newest = Collections.max(rest, AGE);
    long count = rest.stream().mapToLong(SourceSummary::getCount).sum();
    List<SourceSummary> bounded = new ArrayList<>(sources.subList(0, MOST));
    bounded.add(
        new SourceSummary(
            OTHER,
            OTHER,
            OTHER,
            "",
            false,
            false,
            newest.getLatest(),
            null,
            newest.getLatest(),
            newest.getOccurredAt(),
            newest.getLatestId(),
            (int) Math.min(count, Integer.MAX_VALUE),
            ByteBuffer.allocate(0)));
    return bounded;
  }

  /** Temperatures count from zero, so that differences and offsets of them mean something. */
  private static Quantity counted(Quantity quantity) {
    return !quantity.unit().equals("K") && Units.isConvertible(quantity.unit(), "K")
        ? quantity.to("K")
        : quantity;
  }

  private static SourceSummary alone(ObservationDerived observed, Quantity value) {
    io.athanor.event.Quantity event = Quantities.toEvent(value);
    String instrument = observed.getInstrumentId();
    return new SourceSummary(
        observed.getFidelity(),
        observed.getTechnique(),
        observed.getMethod(),
        instrument == null ? "" : instrument,
        observed.getSimulated(),
        observed.getConverged(),
        event,
        null,
        event,
        observed.getMeta().getOccurredAt(),
        observed.getReadingId(),
        1,
        ByteBuffer.allocate(0));
  }

  private static SourceSummary newer(SourceSummary one, SourceSummary other) {
    return AGE.compare(one, other) >= 0 ? one : other;
  }

  private static SourceSummary source(SourceSummary newest, Moments moments, String unit) {
    return new SourceSummary(
        newest.getFidelity(),
        newest.getTechnique(),
        newest.getMethod(),
        newest.getInstrumentId(),
        newest.getSimulated(),
        newest.getConverged(),
        // of one value, that value: its error need not go through its inverse
        moments.count() == 1 ? newest.getMean() : Quantities.toEvent(moments.mean(unit)),
        null,
        newest.getLatest(),
        newest.getOccurredAt(),
        newest.getLatestId(),
        moments.count(),
        ByteBuffer.wrap(moments.toBytes()));
  }
}
