package io.athanor.acquisition.scheduling;

import io.athanor.acquisition.scheduling.CapacityFlow.Kind;
import io.athanor.acquisition.scheduling.CapacityFlow.Places;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** The grants of one moment. */
final class Grants {
  private final Laboratory lab;
  private final List<Instrument> usable;
  private final Occupancy occupancy;
  private final Instant now;

  Grants(Laboratory lab, List<Instrument> usable, Occupancy occupancy, Instant now) {
    this.lab = lab;
    this.usable = usable;
    this.occupancy = occupancy;
    this.now = now;
  }

  /** Those whose slots are others than said last, by campaign. */
  List<Grant> changed(SortedMap<String, Grant> said) {
    List<Claim> claims = claims(said);
    List<Kind> kinds =
        claims.stream().flatMap(claim -> Route.kinds(claim.terms()).stream()).distinct().toList();
    List<Places> places = new ArrayList<>();
    for (Instrument each : usable) {
      int count = occupancy.taken(each.instrumentId()) + occupancy.free(each);
      places.add(new Places(each, Math.min(each.capacity(), count)));
    }
    CapacityFlow floor =
        new CapacityFlow(
            kinds,
            places,
            (instrument, kind) ->
                instrument.can(kind.technique())
                    && lab.serves(
                        instrument, Optional.of(kind.tenant()).filter(id -> !id.isEmpty())));
    return lab.allocator().allocate(claims, floor).stream()
        .filter(grant -> isNews(grant, said.get(grant.campaignId())))
        .sorted((a, b) -> a.campaignId().compareTo(b.campaignId()))
        .toList();
  }

  private static boolean isNews(Grant grant, Grant said) {
    return said == null || said.slots() != grant.slots();
  }

  private static boolean isNothing(Grant said) {
    return said != null && said.slots() == 0;
  }

  private List<Claim> claims(SortedMap<String, Grant> said) {
    Map<String, Integer> inHand = new HashMap<>();
    for (Job job : lab.jobs()) {
      if (job.isInHand()) {
        inHand.merge(job.campaignId(), 1, Integer::sum);
      }
    }
    Map<String, SortedMap<String, Double>> shares = new HashMap<>();
    List<Claim> claims = new ArrayList<>();
    for (CampaignTerms terms : lab.campaigns()) {
      String id = terms.campaignId();
      if (!terms.running() && !inHand.containsKey(id) && isNothing(said.get(id))) {
        // it is over and was told so
        continue;
      }
      Optional<Double> value =
          terms
              .portfolio()
              .map(name -> shares.computeIfAbsent(name, lab::shares))
              .map(each -> each.get(id));
      claims.add(
          claim(
              terms,
              inHand.getOrDefault(id, 0),
              value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty)));
    }
    return claims;
  }

  private Claim claim(CampaignTerms terms, int inHand, OptionalDouble value) {
    Ledger ledger = lab.ledger(terms.campaignId());
    boolean wants =
        terms.running()
            && !lab.isHalted(Optional.of(terms), terms.campaignId())
            && terms.deadline().map(end -> !now.isAfter(end)).orElse(true);
    int most = Math.min(terms.parallelism(), terms.quota().orElse(Integer.MAX_VALUE));
    int demand = wants ? Math.max(0, Math.min(most, terms.budget() - ledger.spent())) : 0;
    Instant hungry =
        ledger.servedAt().filter(at -> at.isAfter(terms.definedAt())).orElse(terms.definedAt());
    long waited =
        inHand == 0 && demand > 0 ? Placement.waits(hungry, now, lab.house().patience()) : 0;
    return new Claim(
        terms,
        (int) Math.min(Integer.MAX_VALUE, terms.priority() + waited),
        terms.weight(),
        demand,
        inHand,
        hungry,
        value);
  }
}
