package io.athanor.federation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.federation.round.HeadTerms;
import io.athanor.federation.round.Participant;
import io.athanor.federation.round.Round;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.Step.Phase;
import io.athanor.federation.round.Step.PhaseEnded;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.Hkdf;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SerdeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  private static final HeadTerms HEAD = new HeadTerms("gap", "eV", "d", 1, 1, Optional.empty());
  private static final Step.Opened OPENED =
      new Step.Opened(new SumTerms(HEAD.length(), 72, 3, 4), Optional.of(HEAD));
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  @TempDir Path directory;

  private static Participant participant(String name) {
    return new Participant(name, Hkdf.derive(new byte[] {3}, name));
  }

  private Site site(String name) throws IOException {
    FederationConfig config = FederationConfigTest.config("federation.sites-fewest", "3");
    SerdeConfig registry = SerdeConfig.of(Map.of("schema.registry.url", "mock://site-test"));
    LogReader log = new LogReader(config.own(), SchemaRegistries.open(registry));
    return new Site(config, participant(name), new Vault(directory), log, Optional.empty());
  }

  /** A round up to its unmasking in which these have contributed. */
  private static Round unmasking(List<String> contributors) {
    Round round = new Round(Events.ROUND, "d", OPENED);
    NAMES.forEach(each -> round.apply(each, participant(each).join(round).orElseThrow()));
    round.apply("d", new PhaseEnded(Phase.JOINING));
    NAMES.forEach(each -> round.apply(each, participant(each).share(round).orElseThrow()));
    round.apply("d", new PhaseEnded(Phase.SHARING));
    contributors.forEach(
        each ->
            participant(each)
                .parts(round, new byte[16 * HEAD.length()])
                .forEach(part -> round.apply(each, part)));
    round.apply("d", new PhaseEnded(Phase.MASKING));
    return round;
  }

  /** Shares of the own mask of d and then of its mask key would lay its vector open. */
  @Test
  void shouldNotGiveSharesOfAnotherSumToAHubThatTellsAnotherStory() throws IOException {
    Round first = unmasking(NAMES);
    assertThat(site("a").next(first)).hasSize(1);
    assertThat(site("a").next(first)).hasSize(1);
    assertThatThrownBy(() -> site("a").next(unmasking(List.of("a", "b", "c"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shares were given for a sum of other sites before");
  }

  @Test
  void shouldTakeNoPartAgainInARoundThatWasOver() throws IOException {
    Round again = new Round(Events.ROUND, "d", OPENED);
    assertThat(site("a").refusal(again)).isEmpty();
    new Vault(directory).end(Events.ROUND);
    assertThat(site("a").refusal(again)).contains("it was over before");
  }

  @Test
  void shouldSumTheEmbeddingsOfTheChampionThatIsStillOne() {
    List<ModelReleased> releases =
        List.of(
            release("1", "old", RolloutStage.CHAMPION),
            release("2", "new", RolloutStage.CHAMPION),
            release("3", "new", RolloutStage.RETIRED));
    assertThat(digest(releases.subList(0, 2), Optional.empty())).contains("new");
    assertThat(digest(releases, Optional.empty())).contains("old");
    assertThat(digest(releases, Optional.of("new"))).contains("new");
    assertThat(digest(releases, Optional.of("another"))).isEmpty();
    assertThat(digest(List.of(), Optional.empty())).isEmpty();
  }

  private static Optional<String> digest(List<ModelReleased> releases, Optional<String> named) {
    return Site.model(releases, named).map(ModelReleased::getDigest);
  }

  private static ModelReleased release(String id, String digest, RolloutStage stage) {
    return ModelReleased.newBuilder()
        .setMeta(Events.meta(id))
        .setModelName("m")
        .setVersion("1")
        .setDigest(digest)
        .setMetrics(Map.of())
        .setStage(stage)
        .setProperties(List.of())
        .setEmbeddingSize(2)
        .build();
  }
}
