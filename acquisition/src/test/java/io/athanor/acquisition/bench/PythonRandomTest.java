package io.athanor.acquisition.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected numbers were printed by CPython 3. */
class PythonRandomTest {
  @Test
  void drawsTheStartPointsOfPublishedRuns() {
    assertThat(new PythonRandom(1).sample(600, 2)).containsExactly(137, 582);
    assertThat(new PythonRandom(50).sample(2121, 2)).containsExactly(2037, 1090);
    assertThat(new PythonRandom(4295).sample(600, 2)).containsExactly(445, 538);
  }

  @Test
  void drawsFromSmallPoolsByTheOtherWayOfPython() {
    assertThat(new PythonRandom(7).sample(20, 2)).containsExactly(10, 4);
    assertThat(new PythonRandom(0).sample(2, 2)).containsExactly(1, 0);
    assertThat(new PythonRandom(3).sample(30, 10))
        .containsExactly(7, 18, 17, 4, 11, 19, 15, 20, 28, 2);
    assertThat(new PythonRandom(3).sample(200, 10))
        .containsExactly(60, 151, 139, 33, 94, 154, 121, 160, 148, 16);
  }

  @Test
  void takesSeedsOfMoreThan32BitsAndOfEitherSign() {
    assertThat(new PythonRandom((1L << 40) + 3).sample(1000, 4)).containsExactly(225, 62, 562, 853);
    assertThat(new PythonRandom(-5).sample(600, 2)).containsExactly(261, 367);
    assertThat(new PythonRandom(5).sample(600, 2)).containsExactly(261, 367);
  }

  @Test
  void renewsItsStateAsOftenAsNeeded() {
    List<Integer> sample = new PythonRandom(9).sample(5000, 700);
    assertThat(sample.subList(0, 3)).containsExactly(3792, 3058, 2188);
    assertThat(sample.subList(697, 700)).containsExactly(3179, 3231, 4473);
    assertThat(new HashSet<>(sample)).hasSize(700);
  }

  @Test
  void refusesMoreThanThereAre() {
    assertThatThrownBy(() -> new PythonRandom(1).sample(3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 of 3");
  }
}
