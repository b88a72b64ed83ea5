package io.athanor.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Sample;
import io.athanor.materials.composition.Composition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LessonsTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final MaterialGraph GRAPH =
      new GraphBuilder(Models.SHAPE).composition(Composition.parse("NaCl"));

  private final Lessons lessons = new Lessons(100, 20, 1);

  private static Sample row(String id, Map<Property, Double> labels) {
    return new Sample(id, 0, GRAPH, GRAPH, labels);
  }

  private List<Lessons.Fresh> take(int number) {
    return lessons.take(row("c-" + number, Map.of(Property.BAND_GAP, (double) number)), at(number));
  }

  private static Instant at(int number) {
    return START.plusSeconds(number);
  }

  @Test
  void shouldMeetEachLabelOnce() {
    assertThat(take(1)).hasSize(1);
    assertThat(take(1)).isEmpty();
    List<Lessons.Fresh> more =
        lessons.take(
            row("c-1", Map.of(Property.BAND_GAP, 9.0, Property.BULK_MODULUS, 50.0)), at(2));
    assertThat(more).extracting(Lessons.Fresh::property).containsExactly(Property.BULK_MODULUS);
    assertThat(lessons.materials()).isEqualTo(1);
    assertThat(lessons.waiting()).isEqualTo(1);
  }

  @Test
  void shouldTeachWhatIsNewAndRememberItAfterwards() {
    for (int number = 0; number < 10; number++) {
      take(number);
    }
    Lessons.Lesson first = lessons.draw();
    assertThat(first.fresh()).hasSize(10);
    assertThat(first.replay()).isEmpty();
    assertThat(first.until()).isEqualTo(at(9));
    take(10);
    Lessons.Lesson second = lessons.draw();
    assertThat(second.fresh()).extracting(Sample::id).containsExactly("c-10");
    assertThat(second.replay()).hasSize(10);
  }

  @Test
  void shouldBeRebuiltByReadingTheLogAgain() {
    for (int number = 0; number < 15; number++) {
      take(number);
    }
    Lessons again = new Lessons(100, 20, 1);
    // the release may be read before the labels or between them
    for (int number = 0; number < 15; number++) {
      if (number == 5) {
        again.learnt(at(9));
      }
      again.take(row("c-" + number, Map.of(Property.BAND_GAP, (double) number)), at(number));
    }
    assertThat(again.waiting()).isEqualTo(5);
    assertThat(again.draw().replay()).hasSize(10);
  }

  @Test
  void shouldLetNoMoreWaitThanItMay() {
    for (int number = 0; number < 30; number++) {
      take(number);
    }
    assertThat(lessons.waiting()).isEqualTo(20);
    Lessons.Lesson lesson = lessons.draw();
    assertThat(lesson.fresh().get(0).id()).isEqualTo("c-10");
    assertThat(lesson.replay()).hasSize(10);
  }

  @Test
  void shouldSayWhatTheLabelsBeforeSay() {
    Lessons.Fresh last = null;
    for (int number = 0; number < 9; number++) {
      last = take(number).get(0);
    }
    assertThat(last.past().count()).isEqualTo(8);
    Forecast forecast = last.past().forecast().orElseThrow();
    assertThat(forecast.mean()).isCloseTo(3.5, within(1e-12));
    assertThat(forecast.deviation()).isCloseTo(Math.sqrt(6), within(1e-12));
    assertThat(take(10).get(0).past().forecast()).isPresent();
    assertThat(RunningNormal.EMPTY.forecast()).isEmpty();
  }

  @Test
  void shouldLetTheLabelsBeforeSpeakForWhoeverHasNothingToSay() {
    RunningNormal past = RunningNormal.EMPTY;
    for (int value = 0; value < 10; value++) {
      past = past.after(value);
    }
    Lessons.Fresh label = new Lessons.Fresh(Property.BAND_GAP, 4.5, past);
    assertThat(Judge.pair(label, Optional.empty(), Optional.empty())).isEmpty();
    var estimate = new io.athanor.inference.model.PropertyEstimate(4, 0.1, 0.2, 3.5, 4.6);
    var prediction =
        new io.athanor.inference.model.MaterialPrediction(
            Map.of(Property.BAND_GAP, estimate), new float[] {1}, 0);
    Comparison.Pair pair =
        Judge.pair(label, Optional.empty(), Optional.of(prediction)).orElseThrow();
    assertThat(pair.champion().mean()).isCloseTo(4.5, within(1e-12));
    assertThat(pair.challenger().mean()).isEqualTo(4);
    Lessons.Fresh first = new Lessons.Fresh(Property.BAND_GAP, 4.5, RunningNormal.EMPTY);
    assertThat(Judge.pair(first, Optional.empty(), Optional.of(prediction))).isEmpty();
  }
}
