package io.athanor.allinone.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.allinone.bench.suite.Figure.Better;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {
  private static Baseline of(Better better) {
    return Baseline.of(
        List.of(Sections.measured("", Sections.figure("f", better, 0.5, 5))),
        new Baseline(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "HIGHER, 5.0, false",
    "HIGHER, 4.6, false",
    "HIGHER, 4.4, true",
    "HIGHER, 9.0, false",
    "LOWER, 5.4, false",
    "LOWER, 5.6, true",
    "LOWER, 1.0, false",
    "SAME, 5.6, true",
    "SAME, 4.4, true",
    "SAME, 5.4, false"
  })
  void shouldConvictOnlyWhatIsWorseThanItsTolerance(Better better, double now, boolean worse) {
    List<Baseline.Verdict> verdicts =
        of(better).compare(List.of(Sections.measured("", Sections.figure("f", better, 0.5, now))));
    assertThat(verdicts).hasSize(1);
    assertThat(verdicts.get(0).isRegression()).isEqualTo(worse);
    assertThat(verdicts.get(0).text()).startsWith(worse ? "worse: " : "holds: ");
  }

  @Test
  void shouldConvictWhatIsNoLongerReachedThoughItsDataIsThere() {
    assertThat(of(Better.HIGHER).compare(List.of(Sections.measured(""))))
        .singleElement()
        .satisfies(each -> assertThat(each.isRegression()).isTrue());
  }

  @Test
  void shouldExcuseAndKeepWhatHasNoDataHere() {
    Baseline known =
        Baseline.of(
            List.of(
                Sections.measured("pool.csv", Sections.figure("p", Better.HIGHER, 1, 5)),
                Sections.measured("", Sections.figure("f", Better.HIGHER, 1, 5))),
            new Baseline(Map.of()));
    List<Section> here =
        List.of(
            Sections.absent("pool.csv"),
            Sections.measured("", Sections.figure("f", Better.HIGHER, 1, 7)));

    assertThat(known.compare(here)).noneMatch(Baseline.Verdict::isRegression);
    assertThat(known.compare(here))
        .anySatisfy(each -> assertThat(each.text()).contains("pool.csv is absent"));
    Baseline updated = Baseline.of(here, known);
    assertThat(updated.entries().get("p")).isEqualTo(known.entries().get("p"));
    assertThat(updated.entries().get("f").value()).isEqualTo(7);
  }

  @Test
  void shouldLeaveOutTimesAndNameWhatIsNew() {
    Section section =
        Sections.measured(
            "",
            Sections.figure("time", Better.LOWER, Figure.NEVER, 5),
            Sections.figure("new", Better.LOWER, 1, 5));
    assertThat(new Baseline(Map.of()).compare(List.of(section)))
        .containsExactly(new Baseline.Verdict("new", "has no baseline yet", false));
  }

  @Test
  void shouldReadWhatItWrote(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("baseline.json");
    of(Better.SAME).write(file);
    assertThat(Baseline.read(file)).isEqualTo(of(Better.SAME));
  }

  @Test
  void shouldNameWhatIsWrongInAFile(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("baseline.json");
    Files.writeString(file, "{\"figures\":[{\"id\":\"f\",\"value\":\"5\"}]}");
    assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("figures[f] has no value");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("has no figures");
  }
}
