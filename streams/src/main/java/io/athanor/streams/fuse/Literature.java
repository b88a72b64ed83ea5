package io.athanor.streams.fuse;

import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.LiteratureSummary;
import io.athanor.materials.numeric.ExactSum;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Documents that mention a material, as one vector per model: {@code sum w v / sum w} with {@code w
 * = 2^(t / half-life)}. The mean does not depend on when it is asked for, since every weight then
 * has the same factor. Sums are exact, so that the order of the documents makes no difference.
 */
final class Literature {
  private static final Instant ORIGIN = Instant.parse("2000-01-01T00:00:00Z");
  private static final double MICROS_PER_DAY = 8.64e10;

  private static final Comparator<LiteratureSummary> ORDER =
      Comparator.comparing(LiteratureSummary::getModel)
          .thenComparing(each -> each.getVector().size())
          .thenComparing(LiteratureSummary::getHalfLifeDays);

  private Literature() {}

  /** The summaries after one more document. */
  static List<LiteratureSummary> add(
      List<LiteratureSummary> known, LiteratureEmbedded document, Duration halfLife) {
    double days = halfLife.toMillis() / 8.64e7;
    LiteratureSummary fresh =
        new LiteratureSummary(
            document.getModel(),
            0,
            days,
            document.getVector(),
            document.getMeta().getOccurredAt(),
            ByteBuffer.allocate(0));
    List<LiteratureSummary> summaries = new ArrayList<>(known);
    int place = Collections.binarySearch(summaries, fresh, ORDER);
    if (place >= 0) {
      summaries.set(place, plus(summaries.get(place), document, days));
    } else {
      summaries.add(-place - 1, plus(fresh, document, days));
    }
    return summaries;
  }

  private static LiteratureSummary plus(
      LiteratureSummary known, LiteratureEmbedded document, double halfLifeDays) {
    List<Float> vector = document.getVector();
    ExactSum[] sums = read(known, vector.size() + 1);
    Instant at = document.getMeta().getOccurredAt();
    double age = ChronoUnit.MICROS.between(ORIGIN, at) / MICROS_PER_DAY / halfLifeDays;
    int whole = (int) Math.floor(age);
    // rounded to 24 bits, which keeps the sums short
    ExactSum weight = ExactSum.of((double) (float) StrictMath.pow(2, age - whole)).scaled(whole);
    for (int i = 0; i < vector.size(); i++) {
      sums[i] = sums[i].plus(weight.times(ExactSum.of(vector.get(i).doubleValue())));
    }
    sums[vector.size()] = sums[vector.size()].plus(weight);
    List<Float> mean = new ArrayList<>(vector.size());
    for (int i = 0; i < vector.size(); i++) {
      mean.add((float) sums[i].over(sums[vector.size()]));
    }
    Instant newest = at.isAfter(known.getOccurredAt()) ? at : known.getOccurredAt();
    return new LiteratureSummary(
        known.getModel(), known.getDocuments() + 1, halfLifeDays, mean, newest, write(sums));
  }

  private static ExactSum[] read(LiteratureSummary known, int count) {
    ExactSum[] sums = new ExactSum[count];
    Arrays.fill(sums, ExactSum.ZERO);
    ByteBuffer in = known.getSums().duplicate();
    for (int i = 0; i < count && in.hasRemaining(); i++) {
      sums[i] = ExactSum.read(in);
    }
    return sums;
  }

  private static ByteBuffer write(ExactSum[] sums) {
    ByteBuffer out = ByteBuffer.allocate(Arrays.stream(sums).mapToInt(ExactSum::length).sum());
    for (ExactSum sum : sums) {
      sum.write(out);
    }
    return out.flip();
  }
}
