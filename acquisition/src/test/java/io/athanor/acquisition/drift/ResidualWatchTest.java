package io.athanor.acquisition.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** What a stream of residuals gives away, and how soon. */
class ResidualWatchTest {
  private static final int SHIFT = 150;

  private interface Stream {
    Residual at(int event, SplittableRandom random);
  }

  private record Heard(int event, ResidualWatch.Found found) {}

  private static List<Heard> heard(long seed, int length, Stream stream) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Heard> heard = new ArrayList<>();
    ResidualWatch watch = ResidualWatch.begin(seed);
    for (int i = 0; i < length; i++) {
      ResidualWatch.Step step = watch.after(stream.at(i, random));
      watch = step.watch();
      int event = i;
      step.found().ifPresent(found -> heard.add(new Heard(event, found)));
    }
    return heard;
  }

  private static Residual residual(double error, Optional<String> instrument, int event) {
    return new Residual(10 + error, 10, 1, instrument, "experiment " + event);
  }

  @Test
  void shouldFindAShiftOfOneDeviationWithinSixtyOutcomesAndSayHowFarItIs() {
    List<Integer> delays = new ArrayList<>();
    for (int seed = 1; seed <= 20; seed++) {
      List<Heard> heard =
          heard(
              seed,
              SHIFT + 120,
              (i, random) ->
                  residual(random.nextGaussian() - (i < SHIFT ? 0 : 1), Optional.empty(), i));
      assertThat(heard).isNotEmpty();
      assertThat(heard.get(0).event()).isGreaterThanOrEqualTo(SHIFT);
      delays.add(heard.get(0).event() - SHIFT + 1);
      assertThat(heard.get(0).found().movement().text("yield", "%")).contains("yield: ");
    }
    assertThat(delays.stream().mapToInt(each -> each).average().orElseThrow()).isLessThan(60);
  }

  @Test
  void shouldSayWhatMovedByHowMuchAndSinceWhen() {
    Heard level =
        heard(
                3,
                SHIFT + 60,
                (i, random) ->
                    residual(random.nextGaussian() + (i < SHIFT ? 0 : 3), Optional.empty(), i))
            .get(0);
    assertThat(level.found().kind()).isEqualTo(DriftAlarm.Kind.RESIDUALS);
    Movement moved = level.found().movement();
    assertThat(moved.shift()).isCloseTo(3, within(1.0));
    assertThat(moved.since()).startsWith("experiment 1");
    assertThat(moved.text("gap", "eV"))
        .contains("gap: the level went up by")
        .contains(" eV")
        .contains("since experiment 1");
    Heard wider =
        heard(
                4,
                SHIFT + 60,
                (i, random) ->
                    residual(random.nextGaussian() * (i < SHIFT ? 1 : 3), Optional.empty(), i))
            .get(0);
    assertThat(wider.event()).isBetween(SHIFT, SHIFT + 59);
    assertThat(wider.found().movement().spread()).isBetween(1.8, 5.0);
    assertThat(wider.found().movement().text("gap", "eV")).contains("times as wide");
  }

  @Test
  void shouldNameTheInstrumentThatMovedAlone() {
    Stream stream =
        (i, random) -> {
          String instrument = "xrd-" + random.nextInt(3);
          boolean lies = i >= SHIFT && instrument.equals("xrd-1");
          return residual(random.nextGaussian() + (lies ? 4 : 0), Optional.of(instrument), i);
        };
    Heard first = heard(5, SHIFT + 120, stream).get(0);
    assertThat(first.event()).isGreaterThanOrEqualTo(SHIFT);
    assertThat(first.found().movement().instrumentId()).contains("xrd-1");
    assertThat(first.found().movement().shift()).isCloseTo(4, within(1.2));
    assertThat(first.found().movement().text("gap", "eV"))
        .contains("in readings of instrument xrd-1 only");
  }

  @Test
  void shouldFindTheInstrumentThatWasOffFromTheStartAndSayItOnce() {
    Stream stream =
        (i, random) -> {
          String instrument = "xrd-" + random.nextInt(3);
          return residual(
              random.nextGaussian() + (instrument.equals("xrd-2") ? 3 : 0),
              Optional.of(instrument),
              i);
        };
    List<Heard> heard = heard(6, 400, stream);
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).event()).isLessThan(120);
    assertThat(heard.get(0).found().alert().detector()).isEqualTo("instrument-betting/1");
    assertThat(heard.get(0).found().movement().instrumentId()).contains("xrd-2");
  }

  @Test
  void shouldKeepQuietOverTensOfThousandsWhateverTheTails() {
    SplittableRandom draws = new SplittableRandom(9);
    List<DoubleSupplier> tails =
        List.of(
            draws::nextGaussian,
            () -> Math.tan(Math.PI * (draws.nextDouble() - 0.5)),
            () -> -Math.log(1 - draws.nextDouble()));
    for (DoubleSupplier tail : tails) {
      List<Heard> heard =
          heard(1, 10_000, (i, random) -> residual(tail.getAsDouble(), Optional.of("a"), i));
      assertThat(heard).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void shouldTakeWhatCameSinceForUsual() {
    List<Heard> heard =
        heard(
            12,
            900,
            (i, random) ->
                residual(
                    random.nextGaussian() + (i < SHIFT ? 0 : i < 500 ? 2 : 5),
                    Optional.empty(),
                    i));
    assertThat(heard).as("one alarm a change").hasSize(2);
    assertThat(heard.get(1).event()).isBetween(500, 530);
    assertThat(heard.get(1).found().movement().shift()).isCloseTo(3, within(1.0));
  }

  @Test
  void shouldForgetInstrumentsThatNoLongerRead() {
    SplittableRandom random = new SplittableRandom(14);
    ResidualWatch watch = ResidualWatch.begin(1);
    for (int i = 0; i < 3 * ResidualWatch.KEPT; i++) {
      watch = watch.after(residual(random.nextGaussian(), Optional.of("i-" + i), i)).watch();
    }
    assertThat(watch.instruments()).hasSizeLessThanOrEqualTo(ResidualWatch.KEPT);
  }
}
