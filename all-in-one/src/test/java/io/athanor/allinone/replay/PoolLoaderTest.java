package io.athanor.allinone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.allinone.client.Campaigns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolLoaderTest {
  private static final PoolLoader.Wish MAXIMIZE =
      new PoolLoader.Wish(Optional.empty(), Optional.of(Direction.MAXIMIZE));
  private static final PoolLoader.Wish NOTHING =
      new PoolLoader.Wish(Optional.empty(), Optional.empty());

  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private Pool load(String csv, PoolLoader.Wish wish) throws IOException {
    return PoolLoader.load(CsvTable.read(file("pool.csv", csv)), Optional.empty(), wish);
  }

  @Test
  void shouldInferColumnsAndAverageDifferentValuesOfRepeats() throws IOException {
    Pool pool = load("x (%),kind,same,y\n1,a,7,10\n2,b,7,20\n1.0,a,7,10\n1,a,7,13\n", MAXIMIZE);
    assertThat(pool.parameters())
        .containsExactly(
            Campaigns.Parameter.continuous("x (%)", "1", 1, 2),
            Campaigns.Parameter.categorical("kind", List.of("a", "b")));
    assertThat(pool.rows()).isEqualTo(4);
    assertThat(pool.members()).hasSize(2);
    assertThat(pool.members().get(0).value()).isEqualTo(11.5);
    assertThat(pool.members().get(1).firstRow()).isEqualTo(1);
  }

  @Test
  void shouldFollowDescription() throws IOException {
    Path csv = file("pool.csv", "t,kind,grade,cost\n70,a,poor,1\n95,a,good,2\n70,b,good,3\n");
    Path meta =
        file(
            "pool.meta.json",
            """
            {"name": "set", "goal": ["maximize", "minimize"],
             "constraints": {"parameters": "none"},
             "parameters": [
               {"name": "t", "type": "discrete", "options": [70.0, 80.0, 95.0]},
               {"name": "kind", "type": "categorical", "options": ["a", "b", "c"]}],
             "measurements": [
               {"name": "grade", "type": "ordinal", "options": ["poor", "good"]},
               {"name": "cost", "type": "continuous"}]}
            """);
    Optional<PoolMeta> described = Optional.of(PoolMeta.read(meta));
    Pool pool = PoolLoader.load(CsvTable.read(csv), described, NOTHING);
    assertThat(pool.direction()).isEqualTo(Direction.MAXIMIZE);
    assertThat(pool.members()).extracting(Pool.Member::value).containsExactly(0.0, 1.0, 1.0);
    assertThat(pool.parameters())
        .containsExactly(
            Campaigns.Parameter.discrete("t", "1", List.of("70.0", "80.0", "95.0")),
            Campaigns.Parameter.categorical("kind", List.of("a", "b", "c")));
    Pool cheap =
        PoolLoader.load(
            CsvTable.read(csv),
            described,
            new PoolLoader.Wish(Optional.of("cost"), Optional.empty()));
    assertThat(cheap.direction()).isEqualTo(Direction.MINIMIZE);
    assertThat(cheap.parameters()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "x,y\\n1,2\\n2,oops\\n|pool.csv:3: column 'y' is 'oops', which is not a number",
        "x,y\\n1,2\\n2,NaN\\n|pool.csv:3: column 'y' is 'NaN', which is not finite",
        "x,y\\n1,2\\n2,\\n|pool.csv:3: column 'y' is empty",
        "x,y\\n1,2\\n2\\n|pool.csv:3: 1 columns where the header has 2",
        "x,y\\n|the pool is empty",
        "x,x\\n1,2\\n|two columns are named 'x'",
        "x,y\\n1,2\\n1,3\\n|no column tells the candidates apart"
      })
  void shouldSayWhereTableIsWrong(String csv, String problem) {
    assertThatThrownBy(() -> load(csv.replace("\\n", "\n"), MAXIMIZE))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void shouldAskForGoalAndForKnownObjective() {
    assertThatThrownBy(() -> load("x,y\n1,2\n2,3\n", NOTHING))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("--goal min or --goal max");
    assertThatThrownBy(
            () ->
                load(
                    "x,y\n1,2\n2,3\n",
                    new PoolLoader.Wish(Optional.of("z"), Optional.of(Direction.MAXIMIZE))))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("there is no column 'z'; there are x, y");
  }

  @Test
  void shouldLoadEveryOlympusSet() throws IOException {
    Path olympus = SharedData.closedLoop().resolve("olympus");
    int sets = 0;
    try (Stream<Path> files = Files.list(olympus)) {
      for (Path meta : files.filter(each -> each.toString().endsWith(".meta.json")).toList()) {
        Path csv = Path.of(meta.toString().replace(".meta.json", ".csv"));
        Pool pool = PoolLoader.load(CsvTable.read(csv), Optional.of(PoolMeta.read(meta)), NOTHING);
        assertThat(pool.members()).as("%s", csv).isNotEmpty();
        assertThat(new HashSet<>(pool.members().stream().map(Pool.Member::parameters).toList()))
            .as("%s", csv)
            .hasSameSizeAs(pool.members());
        sets++;
      }
    }
    assertThat(sets).isEqualTo(32);
  }

  /** Rows, distinct inputs and best group as the index of the data states them. */
  @ParameterizedTest
  @CsvSource({
    "Crossed_barrel,max,1800,600,46.711",
    "AgNP,min,3295,164,0.14836",
    "AutoAM,max,100,100,0.936549"
  })
  void shouldLoadEveryPvLabSet(String name, String goal, int rows, int size, double best) {
    Path csv = SharedData.closedLoop().resolve("pvlab").resolve(name + "_dataset.csv");
    Direction direction = Direction.of(goal);
    Pool pool =
        PoolLoader.load(
            CsvTable.read(csv),
            Optional.empty(),
            new PoolLoader.Wish(Optional.empty(), Optional.of(direction)));
    assertThat(pool.rows()).isEqualTo(rows);
    assertThat(pool.members()).hasSize(size);
    double found =
        pool.members().stream()
            .mapToDouble(Pool.Member::value)
            .reduce((left, right) -> direction.isAtLeastAsGood(left, right) ? left : right)
            .orElseThrow();
    assertThat(found).isCloseTo(best, within(1e-3));
  }
}
