package io.athanor.allinone.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.FederationContributed;
import io.athanor.event.FederationProgressed;
import io.athanor.event.HeadFederated;
import io.athanor.federation.app.FederationApp;
import io.athanor.federation.head.HeadPosterior;
import io.athanor.federation.head.HeadPrior;
import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.round.SumTerms;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four sites, each with a broker of its own, and a hub on which nothing of their records lies. */
class FederationIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PHASE = Duration.ofSeconds(20);
  private static final HeadPrior PRIOR = new HeadPrior(100, 2, 0.5);
  // P(chi-square with 255 degrees of freedom > 400) is 1.5e-8
  private static final double UNIFORM = 400;

  @TempDir static Path directory;
  private static final List<LearningSite> SITES = new ArrayList<>();
  private static final List<FederationApp> APPS = new ArrayList<>();
  private static EmbeddedKafka hub;
  private static EmbeddedRegistry registry;
  private static KafkaConnection connection;

  @BeforeAll
  static void start() throws IOException {
    hub = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("hub")));
    registry = EmbeddedRegistry.start(hub("mock://none"), 0, PATIENCE);
    connection = hub(registry.url());
    TopicAdmin.create(connection, 1, Optional.empty(), PATIENCE);
    for (int k = 0; k < 4; k++) {
      SITES.add(new LearningSite(directory.resolve("site-" + k), k));
    }
    for (LearningSite one : SITES) {
      for (LearningSite other : SITES) {
        one.introduce(other);
      }
    }
    for (int k = 0; k < 4; k++) {
      // the last one joins every round and has nothing that it could contribute to that of heat
      SITES.get(k).fill(k == 3);
      APPS.add(SITES.get(k).start(connection, PHASE));
    }
    for (LearningSite each : SITES) {
      await().atMost(PATIENCE).until(() -> each.heads().size() == 2);
    }
  }

  @AfterAll
  static void stop() {
    APPS.forEach(FederationApp::close);
    SITES.forEach(LearningSite::close);
    if (registry != null) {
      registry.close();
    }
    if (hub != null) {
      hub.close();
    }
  }

  private static KafkaConnection hub(String url) {
    return new KafkaConnection(
        hub.bootstrapServers(), Map.of(), Map.of("schema.registry.url", url));
  }

  private static SufficientStatistics sums(List<LearningSite> sites, String property) {
    List<double[]> rows = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (LearningSite site : sites) {
      for (LearningSite.Fact each : site.facts) {
        if (each.property().equals(property)) {
          double[] row = new double[LearningSite.DIMENSION + 1];
          row[0] = 1;
          for (int j = 1; j < row.length; j++) {
            row[j] = each.embedding()[j - 1];
          }
          rows.add(row);
          targets.add(each.value());
        }
      }
    }
    return SufficientStatistics.of(
        rows.toArray(double[][]::new), targets.stream().mapToDouble(each -> each).toArray());
  }

  private static HeadFederated head(LearningSite site, String property) {
    return site.heads().stream()
        .filter(each -> each.getProperty().equals(property))
        .findFirst()
        .orElseThrow();
  }

  private static void hold(HeadFederated head, List<LearningSite> sites) {
    SufficientStatistics federated =
        new SufficientStatistics(
            array(head.getGram()), array(head.getCross()), head.getSquares(), head.getCount());
    SufficientStatistics pooled = sums(sites, head.getProperty());
    assertThat(
            HeadPosterior.of(federated, PRIOR).relativeDifference(HeadPosterior.of(pooled, PRIOR)))
        .isLessThan(1e-9);
    assertThat(head.getCount()).isCloseTo(pooled.count(), within(1e-9));
    assertThat(head.getSites()).isEqualTo(sites.size());
    assertThat(head.getEpsilon()).isNull();
  }

  private static double[] array(List<Double> list) {
    return list.stream().mapToDouble(each -> each).toArray();
  }

  @Test
  void shouldGiveEverySiteThePosteriorOfAllRecords() {
    for (LearningSite each : SITES) {
      hold(head(each, "gap"), SITES);
    }
  }

  @Test
  void shouldGoOnWithoutASiteThatJoinedAndNeverContributed() {
    for (LearningSite each : SITES) {
      hold(head(each, "heat"), SITES.subList(0, 3));
    }
    assertThat(APPS.get(3).isAlive()).isTrue();
  }

  @Test
  void shouldLeaveNoValueOfAnyRecordAtTheHub() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (var topic : Topics.all()) {
      HubTraffic.records(connection, topic.name())
          .forEach(
              each -> {
                read.writeBytes(each.key());
                read.writeBytes(each.value());
                each.headers().forEach(header -> read.writeBytes(header.value()));
              });
    }
    byte[] written = HubTraffic.segments(directory.resolve("hub"));
    assertThat(read.size()).isGreaterThan(50_000);
    assertThat(written.length).isGreaterThan(read.size());
    int values = 0;
    for (LearningSite site : SITES) {
      List<byte[]> spellings = new ArrayList<>();
      site.facts.forEach(each -> spellings.addAll(HubTraffic.spellings(each)));
      for (String property : site.equals(SITES.get(3)) ? List.of("gap") : List.of("gap", "heat")) {
        for (double each : sums(List.of(site), property).vector()) {
          spellings.addAll(
              HubTraffic.spellings(
                  new LearningSite.Fact(
                      "a site's sum of", "its readings", "", each, new float[0])));
        }
      }
      assertThat(HubTraffic.found(read.toByteArray(), spellings)).isEmpty();
      assertThat(HubTraffic.found(written, spellings)).isEmpty();
      // the same search does find them where they are
      assertThat(HubTraffic.found(HubTraffic.segments(site.directory.resolve("kafka")), spellings))
          .hasSizeGreaterThan(LearningSite.RECORDS * LearningSite.DIMENSION);
      values += spellings.size();
    }
    assertThat(values).isGreaterThan(50_000);
  }

  @Test
  void shouldSendVectorsThatLookLikeNoise() {
    byte[] vectors = vectors();
    assertThat(vectors.length).isEqualTo(7 * 16 * sums(SITES, "gap").vector().length);
    assertThat(HubTraffic.chiSquare(vectors)).isLessThan(UNIFORM);
    byte[] bare =
        new SumTerms(sums(SITES, "gap").vector().length, SumTerms.FRACTION_BITS, 3, 4)
            .fixedPoint()
            .encode(sums(SITES.subList(0, 1), "gap").vector(), i -> "v")
            .bytes();
    assertThat(HubTraffic.chiSquare(bare)).isGreaterThan(10 * UNIFORM);
  }

  private static byte[] vectors() {
    ByteArrayOutputStream vectors = new ByteArrayOutputStream();
    try (SchemaRegistry client = SchemaRegistries.open(connection.serdes())) {
      AvroCodec<FederationProgressed> codec =
          new AvroCodec<>(client, false, FederationProgressed.class);
      HubTraffic.records(connection, Topics.FEDERATION_PROGRESSED.name())
          .forEach(
              each -> {
                if (codec.decode(each.value()).getStep() instanceof FederationContributed part) {
                  byte[] bytes = new byte[part.getVector().remaining()];
                  part.getVector().get(bytes);
                  vectors.writeBytes(bytes);
                }
              });
    }
    return vectors.toByteArray();
  }

  @Test
  void shouldSayNothingAgainAfterARestart() {
    int before = HubTraffic.records(connection, Topics.FEDERATION_PROGRESSED.name()).size();
    APPS.get(1).close();
    APPS.set(1, SITES.get(1).start(connection, PHASE));
    await().atMost(PATIENCE).until(() -> APPS.get(1).isReady());
    APPS.get(1).close();
    assertThat(HubTraffic.records(connection, Topics.FEDERATION_PROGRESSED.name())).hasSize(before);
    assertThat(SITES.get(1).heads()).hasSize(2);
  }
}
