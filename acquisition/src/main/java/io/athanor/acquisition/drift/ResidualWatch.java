package io.athanor.acquisition.drift;

import io.athanor.materials.drift.ShiryaevRoberts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Watches the residuals of one stream: their standardised errors, their surprise, and the errors of
 * each instrument beside all, as long as a reading of it is among those that are kept. Begins anew
 * after an alarm with what came since the change. Under exchangeable residuals of whatever
 * distribution the detectors together give a false alarm in more than 10,000 events on average.
 * Immutable.
 */
public final class ResidualWatch {
  /** Residuals that are kept to say what moved. */
  static final int KEPT = 500;

  private final long seed;
  private final StreamWatch errors;
  private final StreamWatch surprises;
  private final SortedMap<String, ShiryaevRoberts> instruments;
  private final List<Residual> residuals;
  private final SortedMap<String, Double> said;

  ResidualWatch(
      long seed,
      StreamWatch errors,
      StreamWatch surprises,
      SortedMap<String, ShiryaevRoberts> instruments,
      List<Residual> residuals,
      SortedMap<String, Double> said) {
    this.seed = seed;
    this.errors = errors;
    this.surprises = surprises;
    this.instruments = instruments;
    this.residuals = residuals;
    this.said = said;
  }

  /**
   * What was found.
   *
   * @param kind RESIDUALS or EVIDENCE
   * @param alert the detector's word
   * @param movement what moved
   */
  public record Found(DriftAlarm.Kind kind, StreamWatch.Alert alert, Movement movement) {}

  /**
   * After a residual.
   *
   * @param watch what goes on watching
   * @param found a change, if there is one
   */
  public record Step(ResidualWatch watch, Optional<Found> found) {}

  /**
   * Before any residual.
   *
   * @param seed of the ranks
   */
  public static ResidualWatch begin(long seed) {
    return new ResidualWatch(
        seed,
        StreamWatch.begin(false, seed),
        StreamWatch.begin(true, ~seed),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>());
  }

  long seed() {
    return seed;
  }

  StreamWatch errors() {
    return errors;
  }

  StreamWatch surprises() {
    return surprises;
  }

  SortedMap<String, ShiryaevRoberts> instruments() {
    return instruments;
  }

  List<Residual> residuals() {
    return residuals;
  }

  /**
   * Instruments that were found to be off, and by how many forecast standard deviations: they are
   * not found again.
   */
  SortedMap<String, Double> said() {
    return said;
  }

  /** How many residuals it has seen since it began anew. */
  public int size() {
    return residuals.size();
  }

  /** With one more residual. */
  public Step after(Residual residual) {
    StreamWatch.Step error = errors.after(centred(residual, said));
    StreamWatch.Step surprise = surprises.after(residual.surprise());
    SortedMap<String, ShiryaevRoberts> own = new TreeMap<>(instruments);
    residual
        .instrumentId()
        .filter(id -> !said.containsKey(id))
        .ifPresent(
            id ->
                own.put(
                    id,
                    own.getOrDefault(id, ShiryaevRoberts.begin(ShiryaevRoberts.LEVEL_AND_SPREAD))
                        .after(error.score())));
    List<Residual> kept = with(residuals, residual);
    own.keySet().retainAll(readers(kept));
    ResidualWatch next = new ResidualWatch(seed, error.watch(), surprise.watch(), own, kept, said);
    Optional<Found> found =
        next.residuals.size() < 2 * Movement.LEAST
            ? Optional.empty()
            : next.found(error, surprise, residual);
    return found.isEmpty()
        ? new Step(next, found)
        : new Step(next.anew(found.get().movement()), found);
  }

  private Optional<Found> found(
      StreamWatch.Step error, StreamWatch.Step surprise, Residual residual) {
    if (error.alert().isPresent()) {
      return Optional.of(
          new Found(
              DriftAlarm.Kind.RESIDUALS,
              error.alert().get(),
              Movement.of(residuals, Residual::standardised)));
    }
    Optional<Found> liar =
        residual.instrumentId().filter(instruments::containsKey).flatMap(this::liar);
    return liar.isPresent()
        ? liar
        : surprise
            .alert()
            .map(
                alert ->
                    new Found(
                        DriftAlarm.Kind.EVIDENCE,
                        alert,
                        Movement.of(residuals, Residual::surprise)));
  }

  private Optional<Found> liar(String instrumentId) {
    double statistic = instruments.get(instrumentId).statistic();
    boolean alone = instruments.size() + said.size() < 2;
    return alone || statistic < StreamWatch.BETS_THRESHOLD
        ? Optional.empty()
        : Optional.of(
            new Found(
                DriftAlarm.Kind.RESIDUALS,
                new StreamWatch.Alert(
                    "instrument-betting/1", statistic, StreamWatch.BETS_THRESHOLD),
                Movement.of(residuals, instrumentId, Residual::standardised)));
  }

  /** What came since the change is what is usual from now on. */
  private ResidualWatch anew(Movement movement) {
    StreamWatch usual = StreamWatch.begin(false, seed);
    StreamWatch surprising = StreamWatch.begin(true, ~seed);
    SortedMap<String, Double> known = new TreeMap<>(said);
    movement.instrumentId().ifPresent(id -> known.put(id, movement.standardised()));
    List<Residual> since = residuals.subList(movement.index(), residuals.size());
    for (Residual each : since) {
      usual = usual.learnt(centred(each, known));
      surprising = surprising.learnt(each.surprise());
    }
    return new ResidualWatch(seed, usual, surprising, new TreeMap<>(), List.copyOf(since), known);
  }

  /** What is known of an instrument must not make the others look off. */
  private static double centred(Residual residual, SortedMap<String, Double> offsets) {
    return residual.standardised()
        - residual.instrumentId().map(id -> offsets.getOrDefault(id, 0.0)).orElse(0.0);
  }

  private static Set<String> readers(List<Residual> residuals) {
    Set<String> readers = new HashSet<>();
    residuals.forEach(each -> each.instrumentId().ifPresent(readers::add));
    return readers;
  }

  private static List<Residual> with(List<Residual> known, Residual next) {
    List<Residual> longer =
        new ArrayList<>(known.subList(known.size() < KEPT ? 0 : 1, known.size()));
    longer.add(next);
    return List.copyOf(longer);
  }
}
