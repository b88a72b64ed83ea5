package io.athanor.acquisition.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * List scheduling (Graham, 1966): of the steps that wait, the first by priority (waiting raises
 * it), then by what its campaign has in work per weight, then by deadline, then by age goes to the
 * least loaded instrument that is able, allowed and free; among equals to the one that can do
 * least, so that the versatile stay free.
 */
final class Placement {
  private final SchedulerTerms house;
  private final List<Instrument> usable;
  private final Occupancy occupancy;
  private final Map<String, Double> weight;
  private final BiPredicate<Instrument, Job> fits;
  private final Map<String, Integer> boosts;
  private final Map<String, Integer> inWork = new HashMap<>();

  /**
   * On one floor.
   *
   * @param usable instruments that may be given something
   * @param weight by campaign
   * @param fits whether an instrument serves the campaign and its envelope admits the experiment
   * @param boosts classes of priority that people added to an experiment
   */
  Placement(
      SchedulerTerms house,
      List<Instrument> usable,
      Occupancy occupancy,
      Map<String, Double> weight,
      BiPredicate<Instrument, Job> fits,
      Map<String, Integer> boosts) {
    this.house = house;
    this.usable = usable;
    this.occupancy = occupancy;
    this.weight = weight;
    this.fits = fits;
    this.boosts = boosts;
  }

  /**
   * Offers for these steps.
   *
   * @param waiting steps that need a place, or another than they have
   * @param placed campaigns of the steps that have one, once for each
   */
  List<Offer> offers(List<Job> waiting, List<String> placed, Instant now) {
    placed.forEach(campaign -> inWork.merge(campaign, 1, Integer::sum));
    List<Job> left = new ArrayList<>(waiting);
    left.removeIf(job -> !hasRoom(job));
    Comparator<Job> order = order(now);
    List<Offer> offers = new ArrayList<>();
    while (!left.isEmpty()) {
      Job first = left.stream().min(order).orElseThrow();
      left.remove(first);
      Optional<Instrument> place = place(first);
      place.ifPresent(instrument -> offers.add(offer(first, instrument, now)));
      if (place.filter(instrument -> occupancy.free(instrument) == 0).isPresent()) {
        left.removeIf(job -> !hasRoom(job));
      }
    }
    return offers;
  }

  private boolean hasRoom(Job job) {
    String technique = job.recipe().get(job.step()).technique();
    return usable.stream().anyMatch(each -> occupancy.free(each) > 0 && each.can(technique));
  }

  private Comparator<Job> order(Instant now) {
    return Comparator.comparingLong((Job job) -> -priority(job, now))
        .thenComparingDouble(
            job ->
                inWork.getOrDefault(job.campaignId(), 0)
                    / weight.getOrDefault(job.campaignId(), 1.0))
        .thenComparing(job -> job.deadline().orElse(Instant.MAX))
        .thenComparing(Job::readySince)
        .thenComparing(Job::experimentId);
  }

  private long priority(Job job, Instant now) {
    return job.priority()
        + boosts.getOrDefault(job.experimentId(), 0)
        + waits(job.readySince(), now, house.patience());
  }

  /** How often patience has run out since then. */
  static long waits(Instant since, Instant now, Duration patience) {
    return Math.max(0, Duration.between(since, now).toMillis()) / Math.max(1, patience.toMillis());
  }

  private Optional<Instrument> place(Job job) {
    String technique = job.recipe().get(job.step()).technique();
    return usable.stream()
        .filter(each -> each.can(technique) && occupancy.free(each) > 0)
        .filter(each -> !job.place().filter(each.instrumentId()::equals).isPresent())
        .filter(each -> fits.test(each, job))
        .min(
            Comparator.comparingDouble(occupancy::load)
                .thenComparing(each -> each.techniques().size())
                .thenComparing(Instrument::instrumentId));
  }

  private Offer offer(Job job, Instrument instrument, Instant now) {
    occupancy.take(instrument.instrumentId());
    inWork.merge(job.campaignId(), 1, Integer::sum);
    return new Offer(
        job.campaignId(),
        job.experimentId(),
        instrument.instrumentId(),
        job.step(),
        job.life().epoch(),
        now,
        job.isOffered());
  }
}
