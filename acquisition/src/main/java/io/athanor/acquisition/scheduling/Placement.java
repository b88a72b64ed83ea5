package io.athanor.acquisition.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
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
  private final Map<String, List<Instrument>> free = new HashMap<>();

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

  /** A step that waits, with what waiting has made of its priority. */
  private record Waiting(Job job, long priority) {
    private static final Comparator<Waiting> WITHIN_CAMPAIGN =
        Comparator.comparingLong((Waiting each) -> -each.priority())
            .thenComparing(each -> each.job().deadline().orElse(Instant.MAX))
            .thenComparing(each -> each.job().readySince())
            .thenComparing(each -> each.job().experimentId());
  }

  /**
   * Offers for these steps.
   *
   * @param waiting steps that need a place, or another than they have
   * @param placed campaigns of the steps that have one, once for each
   */
  List<Offer> offers(List<Job> waiting, List<String> placed, Instant now) {
    placed.forEach(campaign -> inWork.merge(campaign, 1, Integer::sum));
    PriorityQueue<Deque<Waiting>> campaigns = new PriorityQueue<>(this::compare);
    queues(waiting, now).forEach(campaigns::add);
    List<Offer> offers = new ArrayList<>();
    while (!campaigns.isEmpty()) {
      // the first of all is the first of its campaign; only its campaign's place can change
      Deque<Waiting> campaign = campaigns.remove();
      Job first = campaign.remove().job();
      place(first).ifPresent(instrument -> offers.add(offer(first, instrument, now)));
      if (!campaign.isEmpty()) {
        campaigns.add(campaign);
      }
    }
    return offers;
  }

  /** The steps of each campaign in their order; of those that could go somewhere only. */
  private Collection<Deque<Waiting>> queues(List<Job> waiting, Instant now) {
    Map<String, Deque<Waiting>> queues = new TreeMap<>();
    waiting.stream()
        .filter(job -> !free(job.technique()).isEmpty())
        .map(job -> new Waiting(job, priority(job, now)))
        .sorted(Waiting.WITHIN_CAMPAIGN)
        .forEach(
            each ->
                queues
                    .computeIfAbsent(each.job().campaignId(), id -> new ArrayDeque<>())
                    .add(each));
    return queues.values();
  }

  private long priority(Job job, Instant now) {
    return job.priority()
        + boosts.getOrDefault(job.experimentId(), 0)
        + waits(job.readySince(), now, house.patience());
  }

  private int compare(Deque<Waiting> one, Deque<Waiting> other) {
    Waiting a = one.element();
    Waiting b = other.element();
    int byPriority = Long.compare(b.priority(), a.priority());
    if (byPriority != 0) {
      return byPriority;
    }
    int byShare = Double.compare(share(a.job()), share(b.job()));
    return byShare != 0 ? byShare : Waiting.WITHIN_CAMPAIGN.compare(a, b);
  }

  private double share(Job job) {
    return inWork.getOrDefault(job.campaignId(), 0) / weight.getOrDefault(job.campaignId(), 1.0);
  }

  /** Instruments that do this and have a place left. */
  private List<Instrument> free(String technique) {
    return free.computeIfAbsent(
        technique,
        each ->
            new ArrayList<>(
                usable.stream().filter(i -> i.can(each) && occupancy.free(i) > 0).toList()));
  }

  /** How often patience has run out since then. */
  static long waits(Instant since, Instant now, Duration patience) {
    return Math.max(0, Duration.between(since, now).toMillis()) / Math.max(1, patience.toMillis());
  }

  private Optional<Instrument> place(Job job) {
    return free(job.technique()).stream()
        .filter(each -> !job.place().filter(each.instrumentId()::equals).isPresent())
        .filter(each -> fits.test(each, job))
        .min(
            Comparator.comparingDouble(occupancy::load)
                .thenComparing(each -> each.techniques().size())
                .thenComparing(Instrument::instrumentId));
  }

  private Offer offer(Job job, Instrument instrument, Instant now) {
    occupancy.take(instrument.instrumentId());
    if (occupancy.free(instrument) == 0) {
      free.values().forEach(each -> each.remove(instrument));
    }
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
