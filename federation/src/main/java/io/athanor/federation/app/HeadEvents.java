package io.athanor.federation.app;

import io.athanor.event.HeadFederated;
import io.athanor.event.Meta;
import io.athanor.federation.head.Plausible;
import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.privacy.Accountant;
import io.athanor.federation.privacy.Repair;
import io.athanor.federation.round.HeadTerms;
import io.athanor.federation.round.Round;
import io.athanor.federation.round.RoundException;
import io.athanor.federation.sum.RingVector;
import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The outcome of a round as the event that every site gives its own log. */
final class HeadEvents {
  private HeadEvents() {}

  static String key(HeadTerms terms) {
    return terms.property() + "@" + terms.modelDigest();
  }

  /**
   * The head of a sum, in unscaled units; brought back to what records can have where noise was
   * added.
   *
   * @param opened when the round was
   * @param spent what the rounds of this property have cost this site, this one included
   * @throws RoundException where exact sums are those of no records
   */
  static HeadFederated of(Round round, RingVector sum, Instant opened, Instant now, double spent) {
    HeadTerms terms = round.opened().head().orElseThrow();
    double[] row = round.opened().sum().fixedPoint().decode(sum);
    SufficientStatistics sums = SufficientStatistics.ofVector(row, terms.dimension() + 1);
    if (terms.privacy().isPresent()) {
      sums = Repair.of(sums, terms.privacy().get());
    } else {
      Plausible.problem(sums)
          .ifPresent(
              problem -> {
                throw new RoundException("the sums are those of no records: " + problem);
              });
    }
    double scale = terms.targetScale();
    Optional<Double> delta = terms.privacy().map(each -> each.delta());
    return HeadFederated.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(EventIds.derived(opened, "federation", round.id()))
                .setSource("athanor/federation")
                .setOccurredAt(opened)
                .setRecordedAt(now)
                .build())
        .setProperty(terms.property())
        .setUnit(terms.unit())
        .setModelDigest(terms.modelDigest())
        .setRoundId(round.id())
        .setDimension(terms.dimension() + 1)
        .setGram(list(sums.precision(), 1))
        .setCross(list(sums.cross(), scale))
        .setSquares(sums.squares() * scale * scale)
        .setCount(sums.count())
        .setSites(round.contributors().size())
        .setEpsilon(delta.map(each -> Accountant.epsilon(spent, each)).orElse(null))
        .setDelta(delta.orElse(null))
        .build();
  }

  private static List<Double> list(double[] values, double scale) {
    return Arrays.stream(values).map(each -> each * scale).boxed().toList();
  }
}
