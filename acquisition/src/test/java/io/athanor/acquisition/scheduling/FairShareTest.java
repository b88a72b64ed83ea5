package io.athanor.acquisition.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.scheduling.CapacityFlow.Places;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairShareTest {
  private static final List<String> TECHNIQUES = List.of("a", "b", "c");
  private static final SchedulerTerms HOUSE = SchedulerTerms.standard();

  private static Claim claim(CampaignTerms terms, int demand, int inHand) {
    return new Claim(
        terms,
        terms.priority(),
        terms.weight(),
        demand,
        inHand,
        Labs.START,
        OptionalDouble.empty());
  }

  private static CapacityFlow floor(List<Claim> claims, List<Instrument> instruments) {
    return new CapacityFlow(
        claims.stream().flatMap(each -> Route.kinds(each.terms()).stream()).toList(),
        instruments.stream().map(each -> new Places(each, each.capacity())).toList(),
        (instrument, kind) -> instrument.can(kind.technique()));
  }

  /** Whether so many experiments of each campaign find places, by trying all subsets (Hall). */
  private static boolean fits(int[] slots, List<Claim> claims, List<Instrument> instruments) {
    for (int set = 1; set < 1 << TECHNIQUES.size(); set++) {
      int needed = 0;
      for (int k = 0; k < slots.length; k++) {
        String technique = claims.get(k).terms().recipe().get(0).technique();
        needed += (set >> TECHNIQUES.indexOf(technique) & 1) * slots[k];
      }
      int there = 0;
      for (Instrument each : instruments) {
        int chosen = set;
        boolean useful =
            IntStream.range(0, TECHNIQUES.size())
                .anyMatch(t -> (chosen >> t & 1) == 1 && each.can(TECHNIQUES.get(t)));
        there += useful ? each.capacity() : 0;
      }
      if (needed > there) {
        return false;
      }
    }
    return true;
  }

  private static List<Integer> best(List<Claim> claims, List<Instrument> instruments) {
    List<List<Integer>> all = new ArrayList<>();
    count(new int[claims.size()], 0, claims, instruments, all);
    return all.stream().max(FairShareTest::fairer).orElseThrow();
  }

  private static int fairer(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < a.size(); i++) {
      int difference = Integer.compare(a.get(i), b.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static void count(
      int[] slots, int at, List<Claim> claims, List<Instrument> floor, List<List<Integer>> all) {
    if (at == slots.length) {
      if (fits(slots, claims, floor)) {
        all.add(IntStream.of(slots).sorted().boxed().toList());
      }
      return;
    }
    for (slots[at] = 0; slots[at] <= claims.get(at).demand(); slots[at]++) {
      count(slots, at + 1, claims, floor, all);
    }
    slots[at] = 0;
  }

  @Test
  void shouldBeTheFairestOfAllWholeNumbers() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 300; round++) {
      List<Instrument> instruments = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        List<String> some = TECHNIQUES.stream().filter(t -> random.nextInt(2) == 0).toList();
        instruments.add(
            Labs.instrument("i" + i, 1 + random.nextInt(3), some.toArray(String[]::new)));
      }
      List<Claim> claims = new ArrayList<>();
      for (int k = 0; k < 1 + random.nextInt(4); k++) {
        String technique = TECHNIQUES.get(random.nextInt(3));
        claims.add(
            claim(Labs.campaign("c" + k, 0, 1, 9, Labs.step(technique, 1)), random.nextInt(5), 0));
      }
      List<Grant> grants = new FairShare(HOUSE).allocate(claims, floor(claims, instruments));
      assertThat(grants.stream().map(Grant::slots).sorted().toList())
          .as("%s at %s", claims, instruments)
          .isEqualTo(best(claims, instruments));
      List<Claim> mixed = new ArrayList<>(claims);
      Collections.reverse(mixed);
      assertThat(new FairShare(HOUSE).allocate(mixed, floor(mixed, instruments)))
          .as("the order of the claims does not matter")
          .isEqualTo(grants);
    }
  }

  @Test
  void shouldShareByWeightWithinPriorityAndKeepWhatIsInHand() {
    List<Instrument> instruments = List.of(Labs.instrument("i", 12));
    List<Claim> claims =
        List.of(
            claim(Labs.campaign("one", 0, 1, 99), 99, 0),
            claim(Labs.campaign("two", 0, 2, 99), 99, 0),
            claim(Labs.campaign("old", -1, 1, 99), 99, 3));
    assertThat(new FairShare(HOUSE).allocate(claims, floor(claims, instruments)))
        .extracting(Grant::campaignId, Grant::slots)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("one", 3),
            org.assertj.core.groups.Tuple.tuple("two", 6),
            org.assertj.core.groups.Tuple.tuple("old", 3));
  }

  @Test
  void shouldHoldTheQuotaOfATenant() {
    SchedulerTerms house =
        new SchedulerTerms(HOUSE.offerLife(), HOUSE.patience(), 0, true, Map.of("t", 3));
    List<Claim> claims =
        List.of(claim(of("a", "t"), 9, 0), claim(of("b", "t"), 9, 0), claim(of("c", "u"), 9, 0));
    List<Grant> grants =
        new FairShare(house).allocate(claims, floor(claims, List.of(Labs.instrument("i", 12))));
    assertThat(grants).extracting(Grant::slots).containsExactly(2, 1, 9);
    assertThat(grants.get(0).reason()).contains("the quota of its tenant");
  }

  @Test
  void shouldHoldTheQuotaOfATenantBeyondTheInstrumentsToo() {
    SchedulerTerms house =
        new SchedulerTerms(HOUSE.offerLife(), HOUSE.patience(), 2, true, Map.of("t", 5));
    List<Claim> claims =
        List.of(claim(of("a", "t"), 9, 0), claim(of("b", "t"), 9, 0), claim(of("c", "u"), 9, 0));
    assertThat(
            new FairShare(house).allocate(claims, floor(claims, List.of(Labs.instrument("i", 6)))))
        .extracting(Grant::slots)
        .containsExactly(3, 2, 4);
  }

  private static CampaignTerms of(String id, String tenant) {
    return new CampaignTerms(
        id,
        Optional.of(tenant),
        0,
        1,
        OptionalInt.empty(),
        9,
        100,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Labs.START,
        true);
  }

  @Test
  void shouldLetAPortfolioMoveItsOwnSharesOnly() {
    List<Claim> claims =
        List.of(
            valued("good", 0.9), valued("poor", 0.1), claim(Labs.campaign("x", 0, 1, 99), 99, 0));
    assertThat(
            new PortfolioShare(HOUSE)
                .allocate(claims, floor(claims, List.of(Labs.instrument("i", 12)))))
        .extracting(Grant::campaignId, Grant::slots)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("good", 7),
            org.assertj.core.groups.Tuple.tuple("poor", 1),
            org.assertj.core.groups.Tuple.tuple("x", 4));
  }

  private static Claim valued(String id, double value) {
    CampaignTerms it = Labs.campaign(id, 0, 1, 99);
    CampaignTerms terms =
        new CampaignTerms(
            id,
            it.tenant(),
            0,
            1,
            it.quota(),
            99,
            1000,
            it.deadline(),
            it.recipe(),
            Optional.of("p"),
            it.units(),
            it.definedAt(),
            true);
    return new Claim(terms, 0, 1, 99, 0, Labs.START, OptionalDouble.of(value));
  }
}
